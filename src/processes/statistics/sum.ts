import { IGNORE_NODATA, NUMBERS, NUMBER_OR_NULL, parameter } from '../definitions';
import { statistic, sumOf } from './statistic';

export const sum = statistic(
  {
    id: 'sum',
    summary: 'Sum of an array',
    description:
      'Adds up all numbers of an array.\n\nThe result is no-data for an array without any value.',
    categories: ['math', 'reducer'],
    parameters: [parameter('data', 'An array of numbers.', NUMBERS), IGNORE_NODATA],
    returns: { description: 'The sum.', schema: NUMBER_OR_NULL }
  },
  sumOf
);
