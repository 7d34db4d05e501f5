import { NUMBER_OR_NULL, parameter } from '../definitions';
import { binary } from '../scalars';

/** Exact powers of 2 and 10 have exact logarithms only by their own functions. */
function logarithm(x: number, base: number): number {
  return base === 10 ? Math.log10(x) : base === 2 ? Math.log2(x) : Math.log(x) / Math.log(base);
}

export const log = binary(
  {
    id: 'log',
    summary: 'Logarithm to a base',
    description:
      'The number to which `base` has to be raised to give `x`. That of 0 is minus infinity, that of a negative number NaN. No-data in either operand makes the result no-data.',
    categories: ['math > exponential & logarithmic'],
    parameters: [
      parameter('x', 'A number of zero or more.', { type: ['number', 'null'], minimum: 0 }),
      parameter('base', 'The base.', NUMBER_OR_NULL)
    ],
    returns: { description: 'The logarithm.', schema: NUMBER_OR_NULL }
  },
  logarithm,
  (x, y, result, count) => {
    for (let i = 0; i < count; i++) {
      result[i] = logarithm(x[i], y[i]);
    }
  }
);
