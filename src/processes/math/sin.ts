import { unary } from '../scalars';

export const sin = unary({
  id: 'sin',
  summary: 'Sine',
  description: 'The sine of an angle in radians.',
  categories: ['math > trigonometric'],
  of: ['x', 'An angle in radians.'],
  returns: 'The sine, -1 to 1.',
  returnsSchema: { type: ['number', 'null'], minimum: -1, maximum: 1 },
  compute: Math.sin
});
