import { NUMBER_OR_NULL, parameter } from '../definitions';
import { binary } from '../scalars';

export const divide = binary(
  {
    id: 'divide',
    summary: 'Quotient of two numbers',
    description:
      'Divides `x` by `y`. No-data in either operand makes the result no-data. Division by zero gives an infinity with the sign of `x`, and NaN for zero by zero.',
    categories: ['math'],
    parameters: [
      parameter('x', 'The dividend.', NUMBER_OR_NULL),
      parameter('y', 'The divisor.', NUMBER_OR_NULL)
    ],
    returns: { description: 'The quotient.', schema: NUMBER_OR_NULL },
    exceptions: {
      DivisionByZero: {
        message: 'Division by zero: not raised by this back-end, which computes with infinities.'
      }
    }
  },
  (x, y) => x / y,
  (x, y, result, count) => {
    for (let i = 0; i < count; i++) {
      result[i] = x[i] / y[i];
    }
  }
);
