import { unary } from '../scalars';

export const arctan = unary({
  id: 'arctan',
  summary: 'Inverse tangent',
  description: 'The angle in radians, -π/2 to π/2, whose tangent is `x`.',
  categories: ['math > trigonometric'],
  of: ['x', 'A tangent.'],
  returns: 'The angle in radians.',
  compute: Math.atan
});
