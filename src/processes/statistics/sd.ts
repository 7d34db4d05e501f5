import { IGNORE_NODATA, NUMBERS, NUMBER_OR_NULL, parameter } from '../definitions';
import { statistic, varianceOf } from './statistic';

export const sd = statistic(
  {
    id: 'sd',
    summary: 'Standard deviation',
    description:
      'The standard deviation of a sample: the square root of its variance (see ``variance()``).\n\nThe result is no-data for an array without any value.',
    categories: ['math > statistics', 'reducer'],
    parameters: [parameter('data', 'An array of numbers.', NUMBERS), IGNORE_NODATA],
    returns: { description: 'The standard deviation.', schema: NUMBER_OR_NULL }
  },
  sample => Math.sqrt(varianceOf(sample))
);
