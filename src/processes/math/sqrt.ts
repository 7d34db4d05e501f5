import { unary } from '../scalars';

export const sqrt = unary({
  id: 'sqrt',
  summary: 'Square root',
  description:
    'The number of zero or more whose square is `x`. The root of a negative number is NaN.',
  categories: ['math', 'math > exponential & logarithmic'],
  of: ['x', 'A number.'],
  returns: 'The square root.',
  compute: Math.sqrt
});
