import { NUMBER_OR_NULL, parameter } from '../definitions';
import { binary } from '../scalars';

/** The language's `%` has the sign of the dividend. */
function remainder(x: number, y: number): number {
  if (y === 0) {
    return x / 0;
  }
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 && Number.isFinite(y) ? rest + y : rest;
}

export const mod = binary(
  {
    id: 'mod',
    summary: 'Remainder of a division',
    description:
      'What is left of `x` after dividing by `y`, with the sign of `y`. No-data in either operand makes the result no-data. For a divisor of zero it is an infinity with the sign of `x`, and NaN where `x` is zero too.',
    categories: ['math'],
    parameters: [
      parameter('x', 'The dividend.', NUMBER_OR_NULL),
      parameter('y', 'The divisor.', NUMBER_OR_NULL)
    ],
    returns: { description: 'The remainder.', schema: NUMBER_OR_NULL },
    exceptions: {
      DivisionByZero: {
        message: 'Division by zero: not raised by this back-end, which computes with infinities.'
      }
    }
  },
  remainder,
  (x, y, result, count) => {
    for (let i = 0; i < count; i++) {
      result[i] = remainder(x[i], y[i]);
    }
  }
);
