import { elementsOf, type LabelledArray, type Process, type ProcessDefinition } from '../../engine';
import { BOOLEAN, NUMBERS, parameter } from '../definitions';

/**
 * A process that makes a running total of an array. No-data stays where it is; with
 * `ignore_nodata` off, everything after it is no-data too.
 */
export function cumulative(
  names: Pick<ProcessDefinition, 'id' | 'summary' | 'description'>,
  combine: (total: number, next: number) => number
): Process {
  return {
    definition: {
      ...names,
      categories: ['math > cumulative'],
      experimental: true,
      parameters: [
        parameter('data', 'An array of numbers.', NUMBERS),
        parameter(
          'ignore_nodata',
          'Whether no-data values are passed over. With `false`, everything from the first one on is no-data.',
          BOOLEAN,
          true
        )
      ],
      returns: { description: 'The running results, in order.', schema: NUMBERS }
    },
    run: args => {
      const elements = elementsOf(args.data as readonly (number | null)[] | LabelledArray);
      let total: number | null = null;
      let stopped = false;
      return (elements as readonly (number | null)[]).map(element => {
        stopped ||= element === null && args.ignore_nodata === false;
        if (element === null || stopped) {
          return null;
        }
        total = total === null ? element : combine(total, element);
        return total;
      });
    }
  };
}
