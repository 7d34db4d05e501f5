import { NUMBER_OR_NULL, parameter } from '../definitions';
import { binary } from '../scalars';

export const add = binary(
  {
    id: 'add',
    summary: 'Sum of two numbers',
    description: 'Adds `y` to `x`. No-data in either operand makes the result no-data.',
    categories: ['math'],
    parameters: [
      parameter('x', 'The first summand.', NUMBER_OR_NULL),
      parameter('y', 'The second summand.', NUMBER_OR_NULL)
    ],
    returns: { description: 'The sum.', schema: NUMBER_OR_NULL }
  },
  (x, y) => x + y,
  (x, y, result, count) => {
    for (let i = 0; i < count; i++) {
      result[i] = x[i] + y[i];
    }
  }
);
