import { unary } from '../scalars';

export const arccos = unary({
  id: 'arccos',
  summary: 'Inverse cosine',
  description:
    'The angle in radians, 0 to π, whose cosine is `x`. Outside of -1 to 1 the result is NaN.',
  categories: ['math > trigonometric'],
  of: ['x', 'A cosine.'],
  returns: 'The angle in radians.',
  schema: { type: ['number', 'null'], minimum: -1, maximum: 1 },
  returnsSchema: { type: ['number', 'null'], minimum: 0 },
  compute: Math.acos
});
