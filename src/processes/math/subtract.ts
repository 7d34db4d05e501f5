import { NUMBER_OR_NULL, parameter } from '../definitions';
import { binary } from '../scalars';

export const subtract = binary(
  {
    id: 'subtract',
    summary: 'Difference of two numbers',
    description: 'Takes `y` from `x`. No-data in either operand makes the result no-data.',
    categories: ['math'],
    parameters: [
      parameter('x', 'The number to take from.', NUMBER_OR_NULL),
      parameter('y', 'The number to take away.', NUMBER_OR_NULL)
    ],
    returns: { description: 'The difference.', schema: NUMBER_OR_NULL }
  },
  (x, y) => x - y,
  (x, y, result, count) => {
    for (let i = 0; i < count; i++) {
      result[i] = x[i] - y[i];
    }
  }
);
