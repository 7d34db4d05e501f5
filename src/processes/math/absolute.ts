import { unary } from '../scalars';

export const absolute = unary({
  id: 'absolute',
  summary: 'Absolute value',
  description: 'The distance of a number from zero.',
  categories: ['math'],
  of: ['x', 'A number.'],
  returns: 'The number without its sign.',
  returnsSchema: { type: ['number', 'null'], minimum: 0 },
  compute: Math.abs
});
