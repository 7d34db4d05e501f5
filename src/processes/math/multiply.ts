import { NUMBER_OR_NULL, parameter } from '../definitions';
import { binary } from '../scalars';

export const multiply = binary(
  {
    id: 'multiply',
    summary: 'Product of two numbers',
    description: 'Multiplies `x` by `y`. No-data in either operand makes the result no-data.',
    categories: ['math'],
    parameters: [
      parameter('x', 'The first factor.', NUMBER_OR_NULL),
      parameter('y', 'The second factor.', NUMBER_OR_NULL)
    ],
    returns: { description: 'The product.', schema: NUMBER_OR_NULL }
  },
  (x, y) => x * y,
  (x, y, result, count) => {
    for (let i = 0; i < count; i++) {
      result[i] = x[i] * y[i];
    }
  }
);
