import { elementsOf, type LabelledArray, type Process, type ProcessDefinition } from '../../engine';

/**
 * A process that makes a running total of an array. No-data stays where it is; with
 * `ignore_nodata` off, everything after it is no-data too.
 */
export function cumulative(
  definition: ProcessDefinition,
  combine: (total: number, next: number) => number
): Process {
  return {
    definition,
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
