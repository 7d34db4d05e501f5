import { BOOLEAN_OR_NULL, parameter } from '../definitions';
import { and as combine, logical } from './three-valued';

export const and = logical(
  {
    id: 'and',
    summary: 'Logical and',
    description:
      'Whether both values are true. False wins over no-data; otherwise no-data in either makes the result no-data.',
    categories: ['logic'],
    parameters: [
      parameter('x', 'The first boolean.', BOOLEAN_OR_NULL),
      parameter('y', 'The second boolean.', BOOLEAN_OR_NULL)
    ],
    returns: { description: 'The combined truth.', schema: BOOLEAN_OR_NULL }
  },
  combine
);
