import { IGNORE_NODATA, NUMBERS, NUMBER_OR_NULL, parameter } from '../definitions';
import { leastOf, statistic } from './statistic';

export const min = statistic(
  {
    id: 'min',
    summary: 'Minimum',
    description:
      'The smallest number of an array.\n\nThe result is no-data for an array without any value.',
    categories: ['math', 'math > statistics', 'reducer'],
    parameters: [parameter('data', 'An array of numbers.', NUMBERS), IGNORE_NODATA],
    returns: { description: 'The minimum.', schema: NUMBER_OR_NULL }
  },
  leastOf
);
