import { unary } from '../scalars';

export const arcosh = unary({
  id: 'arcosh',
  summary: 'Inverse hyperbolic cosine',
  description:
    'The number of zero or more whose hyperbolic cosine is `x`. Below 1 the result is NaN.',
  categories: ['math > trigonometric'],
  of: ['x', 'A hyperbolic cosine.'],
  returns: 'The inverse hyperbolic cosine.',
  returnsSchema: { type: ['number', 'null'], minimum: 0 },
  compute: Math.acosh
});
