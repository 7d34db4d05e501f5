import { unary } from '../scalars';

export const arsinh = unary({
  id: 'arsinh',
  summary: 'Inverse hyperbolic sine',
  description: 'The number whose hyperbolic sine is `x`.',
  categories: ['math > trigonometric'],
  of: ['x', 'A hyperbolic sine.'],
  returns: 'The inverse hyperbolic sine.',
  compute: Math.asinh
});
