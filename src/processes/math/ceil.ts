import { INTEGER_OR_NULL } from '../definitions';
import { unary } from '../scalars';

export const ceil = unary({
  id: 'ceil',
  summary: 'Round up',
  description: 'The smallest integer that is not less than `x`.',
  categories: ['math > rounding'],
  of: ['x', 'The number to round up.'],
  returns: 'The integer above, or `x` itself.',
  returnsSchema: INTEGER_OR_NULL,
  compute: Math.ceil
});
