import { IGNORE_NODATA, NUMBERS, NUMBER_OR_NULL, parameter } from '../definitions';
import { statistic, varianceOf } from './statistic';

export const variance = statistic(
  {
    id: 'variance',
    summary: 'Variance',
    description:
      'The variance of a sample: the sum of the squared deviations from the mean, by the count less one.\n\nThe result is no-data for an array without any value.',
    categories: ['math > statistics', 'reducer'],
    parameters: [parameter('data', 'An array of numbers.', NUMBERS), IGNORE_NODATA],
    returns: { description: 'The variance.', schema: NUMBER_OR_NULL }
  },
  varianceOf
);
