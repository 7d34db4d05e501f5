import { IGNORE_NODATA, NUMBERS, NUMBER_OR_NULL, parameter } from '../definitions';
import { statistic } from './statistic';

export const product = statistic(
  {
    id: 'product',
    summary: 'Product of an array',
    description:
      'Multiplies all numbers of an array.\n\nThe result is no-data for an array without any value.',
    categories: ['math', 'reducer'],
    parameters: [parameter('data', 'An array of numbers.', NUMBERS), IGNORE_NODATA],
    returns: { description: 'The product.', schema: NUMBER_OR_NULL }
  },
  sample => {
    let total = 1;
    for (let i = 0; i < sample.length; i++) {
      total *= sample[i];
    }
    return total;
  }
);
