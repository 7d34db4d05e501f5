import { IGNORE_NODATA, NUMBERS, NUMBER_OR_NULL, parameter } from '../definitions';
import { statistic, sumOf } from './statistic';

export const mean = statistic(
  {
    id: 'mean',
    summary: 'Arithmetic mean',
    description:
      'The sum of the numbers of an array by their count.\n\nThe result is no-data for an array without any value.',
    categories: ['math > statistics', 'reducer'],
    parameters: [parameter('data', 'An array of numbers.', NUMBERS), IGNORE_NODATA],
    returns: { description: 'The mean.', schema: NUMBER_OR_NULL }
  },
  sample => sumOf(sample) / sample.length
);
