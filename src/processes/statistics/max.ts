import { IGNORE_NODATA, NUMBERS, NUMBER_OR_NULL, parameter } from '../definitions';
import { mostOf, statistic } from './statistic';

export const max = statistic(
  {
    id: 'max',
    summary: 'Maximum',
    description:
      'The largest number of an array.\n\nThe result is no-data for an array without any value.',
    categories: ['math', 'math > statistics', 'reducer'],
    parameters: [parameter('data', 'An array of numbers.', NUMBERS), IGNORE_NODATA],
    returns: { description: 'The maximum.', schema: NUMBER_OR_NULL }
  },
  mostOf
);
