import { BOOLEAN_OR_NULL, parameter } from '../definitions';
import { or as combine, logical } from './three-valued';

export const or = logical(
  {
    id: 'or',
    summary: 'Logical or',
    description:
      'Whether at least one value is true. True wins over no-data; otherwise no-data in either makes the result no-data.',
    categories: ['logic'],
    parameters: [
      parameter('x', 'The first boolean.', BOOLEAN_OR_NULL),
      parameter('y', 'The second boolean.', BOOLEAN_OR_NULL)
    ],
    returns: { description: 'The combined truth.', schema: BOOLEAN_OR_NULL }
  },
  combine
);
