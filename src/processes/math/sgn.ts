import { unary } from '../scalars';

export const sgn = unary({
  id: 'sgn',
  summary: 'Sign',
  description: '-1 for negative numbers, 1 for positive ones, 0 for zero.',
  categories: ['math'],
  of: ['x', 'A number.'],
  returns: 'The sign.',
  returnsSchema: { type: ['number', 'null'], enum: [-1, 0, 1, null] },
  compute: Math.sign
});
