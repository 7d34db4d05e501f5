import { unary } from '../scalars';

export const artanh = unary({
  id: 'artanh',
  summary: 'Inverse hyperbolic tangent',
  description:
    'The number whose hyperbolic tangent is `x`. At -1 and 1 it is infinite, beyond them NaN.',
  categories: ['math > trigonometric'],
  of: ['x', 'A hyperbolic tangent.'],
  returns: 'The inverse hyperbolic tangent.',
  schema: { type: ['number', 'null'], minimumExclusive: -1, maximumExclusive: 1 },
  compute: Math.atanh
});
