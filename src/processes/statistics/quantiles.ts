import {
  defineProcess,
  isArrayValue,
  elementsOf,
  ProcessError,
  type LabelledArray,
  type Value
} from '../../engine';
import { IGNORE_NODATA, NUMBERS, optionalParameter, parameter } from '../definitions';
import { quantileOf, sampleOf, sorted } from './statistic';

function probabilitiesOf(given: Value | undefined, intervals: Value | undefined): number[] {
  if (given === undefined && intervals === undefined) {
    throw new ProcessError(
      'QuantilesParameterMissing',
      "One of the parameters 'probabilities' and 'q' is needed."
    );
  }
  if (given !== undefined && intervals !== undefined) {
    throw new ProcessError(
      'QuantilesParameterConflict',
      "Only one of the parameters 'probabilities' and 'q' can be given."
    );
  }
  if (isArrayValue(given)) {
    const probabilities = elementsOf(given) as readonly number[];
    if (probabilities.some((p, i) => i > 0 && p < probabilities[i - 1])) {
      throw new ProcessError(
        'AscendingProbabilitiesRequired',
        `The probabilities ${probabilities.join(', ')} are not in ascending order.`
      );
    }
    return [...probabilities];
  }
  const count = (given ?? intervals) as number;
  return Array.from({ length: count - 1 }, (_, i) => (i + 1) / count);
}

export const quantiles = defineProcess({
  definition: {
    id: 'quantiles',
    summary: 'Quantiles',
    description:
      'The numbers below which given shares of the sorted array lie, interpolated linearly between neighbours. All are no-data for an array without any value.',
    categories: ['math > statistics'],
    parameters: [
      parameter('data', 'An array of numbers.', NUMBERS),
      optionalParameter(
        'probabilities',
        'Either the shares, each 0 to 1 and in ascending order, or a number of intervals of equal share, which gives one quantile less.',
        [
          {
            title: 'List of probabilities',
            type: 'array',
            uniqueItems: true,
            items: { type: 'number', minimum: 0, maximum: 1 }
          },
          { title: 'Number of intervals (q-quantiles)', type: 'integer', minimum: 2 }
        ]
      ),
      {
        ...optionalParameter(
          'q',
          'Number of intervals of equal share. Deprecated: give it as `probabilities`.',
          { type: 'integer', minimum: 2 }
        ),
        deprecated: true
      },
      IGNORE_NODATA
    ],
    returns: { description: 'The quantiles, in the order of the probabilities.', schema: NUMBERS },
    exceptions: {
      QuantilesParameterMissing: { message: 'Neither `probabilities` nor `q` is given.' },
      QuantilesParameterConflict: { message: 'Both `probabilities` and `q` are given.' },
      AscendingProbabilitiesRequired: { message: 'The probabilities are not in ascending order.' }
    }
  },
  run: args => {
    const probabilities = probabilitiesOf(args.probabilities, args.q);
    const sample = sampleOf(args.data as LabelledArray, args.ignore_nodata as boolean);
    if (sample === null || sample.length === 0) {
      return probabilities.map(() => null);
    }
    const ascending = sorted(sample);
    return probabilities.map(p => (ascending ? quantileOf(ascending, p) : NaN));
  }
});
