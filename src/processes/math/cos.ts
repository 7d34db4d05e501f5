import { unary } from '../scalars';

export const cos = unary({
  id: 'cos',
  summary: 'Cosine',
  description: 'The cosine of an angle in radians.',
  categories: ['math > trigonometric'],
  of: ['x', 'An angle in radians.'],
  returns: 'The cosine, -1 to 1.',
  returnsSchema: { type: ['number', 'null'], minimum: -1, maximum: 1 },
  compute: Math.cos
});
