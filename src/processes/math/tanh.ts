import { unary } from '../scalars';

export const tanh = unary({
  id: 'tanh',
  summary: 'Hyperbolic tangent',
  description: 'The hyperbolic tangent of a number.',
  categories: ['math > trigonometric'],
  of: ['x', 'A number.'],
  returns: 'The hyperbolic tangent, -1 to 1.',
  returnsSchema: { type: ['number', 'null'], minimumExclusive: -1, maximumExclusive: 1 },
  compute: Math.tanh
});
