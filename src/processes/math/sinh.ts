import { unary } from '../scalars';

export const sinh = unary({
  id: 'sinh',
  summary: 'Hyperbolic sine',
  description: 'The hyperbolic sine of a number.',
  categories: ['math > trigonometric'],
  of: ['x', 'A number.'],
  returns: 'The hyperbolic sine.',
  compute: Math.sinh
});
