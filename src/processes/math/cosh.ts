import { unary } from '../scalars';

export const cosh = unary({
  id: 'cosh',
  summary: 'Hyperbolic cosine',
  description: 'The hyperbolic cosine of a number.',
  categories: ['math > trigonometric'],
  of: ['x', 'A number.'],
  returns: 'The hyperbolic cosine.',
  returnsSchema: { type: ['number', 'null'], minimum: 1 },
  compute: Math.cosh
});
