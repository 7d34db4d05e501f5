import { INTEGER_OR_NULL } from '../definitions';
import { unary } from '../scalars';

export const floor = unary({
  id: 'floor',
  summary: 'Round down',
  description: 'The largest integer that is not greater than `x`.',
  categories: ['math > rounding'],
  of: ['x', 'The number to round down.'],
  returns: 'The integer below, or `x` itself.',
  returnsSchema: INTEGER_OR_NULL,
  compute: Math.floor
});
