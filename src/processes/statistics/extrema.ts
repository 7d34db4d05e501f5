import { defineProcess, type LabelledArray } from '../../engine';
import { IGNORE_NODATA, NUMBERS, parameter } from '../definitions';
import { leastOf, mostOf, sampleOf } from './statistic';

export const extrema = defineProcess({
  definition: {
    id: 'extrema',
    summary: 'Minimum and maximum',
    description:
      'The smallest and the largest number of an array. Both are no-data for an array without any value.',
    categories: ['math > statistics'],
    parameters: [parameter('data', 'An array of numbers.', NUMBERS), IGNORE_NODATA],
    returns: {
      description: 'The minimum and the maximum.',
      schema: [
        { type: 'array', minItems: 2, maxItems: 2, items: { type: 'number' } },
        { type: 'array', minItems: 2, maxItems: 2, items: { type: 'null' } }
      ]
    }
  },
  run: args => {
    const sample = sampleOf(args.data as LabelledArray, args.ignore_nodata as boolean);
    return sample === null || sample.length === 0
      ? [null, null]
      : [leastOf(sample), mostOf(sample)];
  }
});
