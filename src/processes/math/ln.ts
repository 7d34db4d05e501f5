import { unary } from '../scalars';

export const ln = unary({
  id: 'ln',
  summary: 'Natural logarithm',
  description:
    'The logarithm to the base *e*. That of 0 is minus infinity, that of a negative number NaN.',
  categories: ['math > exponential & logarithmic'],
  of: ['x', 'A number of zero or more.'],
  returns: 'The natural logarithm.',
  schema: { type: ['number', 'null'], minimum: 0 },
  compute: Math.log
});
