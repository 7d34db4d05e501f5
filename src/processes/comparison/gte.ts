import { BOOLEAN_OR_NULL, SCALAR, parameter } from '../definitions';
import { ordering } from './compare';

export const gte = ordering(
  {
    id: 'gte',
    summary: 'Greater than or equal',
    description:
      'Whether `x` is greater than or equal to `y`. No-data in either operand makes the result no-data, anything that is not a number makes it `false`.',
    categories: ['comparison'],
    parameters: [
      parameter('x', 'The first operand.', SCALAR),
      parameter('y', 'The second operand.', SCALAR)
    ],
    returns: { description: 'Whether `x` is greater or equal.', schema: BOOLEAN_OR_NULL }
  },
  (x, y) => x >= y,
  (x, y, result, count) => {
    for (let i = 0; i < count; i++) {
      result[i] = x[i] >= y[i] ? 1 : Number.isNaN(x[i]) || Number.isNaN(y[i]) ? NaN : 0;
    }
  }
);
