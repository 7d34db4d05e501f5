import { unary } from '../scalars';

export const exp = unary({
  id: 'exp',
  summary: 'Power of e',
  description: "Euler's number *e* to the power of `p`.",
  categories: ['math > exponential & logarithmic'],
  of: ['p', 'The exponent.'],
  returns: '*e* to the power of `p`.',
  returnsSchema: { type: ['number', 'null'], minimumExclusive: 0 },
  compute: Math.exp
});
