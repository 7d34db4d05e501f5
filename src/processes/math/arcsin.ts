import { unary } from '../scalars';

export const arcsin = unary({
  id: 'arcsin',
  summary: 'Inverse sine',
  description:
    'The angle in radians, -π/2 to π/2, whose sine is `x`. Outside of -1 to 1 the result is NaN.',
  categories: ['math > trigonometric'],
  of: ['x', 'A sine.'],
  returns: 'The angle in radians.',
  schema: { type: ['number', 'null'], minimum: -1, maximum: 1 },
  compute: Math.asin
});
