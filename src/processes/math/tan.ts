import { unary } from '../scalars';

export const tan = unary({
  id: 'tan',
  summary: 'Tangent',
  description: 'The tangent of an angle in radians.',
  categories: ['math > trigonometric'],
  of: ['x', 'An angle in radians.'],
  returns: 'The tangent.',
  compute: Math.tan
});
