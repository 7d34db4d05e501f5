import { IGNORE_NODATA, NUMBERS, NUMBER_OR_NULL, parameter } from '../definitions';
import { quantileOf, sorted, statistic } from './statistic';

export const median = statistic(
  {
    id: 'median',
    summary: 'Median',
    description:
      'The number in the middle of the sorted array, or the mean of the two in the middle.\n\nThe result is no-data for an array without any value.',
    categories: ['math > statistics', 'reducer'],
    parameters: [parameter('data', 'An array of numbers.', NUMBERS), IGNORE_NODATA],
    returns: { description: 'The median.', schema: NUMBER_OR_NULL }
  },
  sample => {
    const ascending = sorted(sample);
    return ascending ? quantileOf(ascending, 0.5) : NaN;
  }
);
