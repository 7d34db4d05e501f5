import { BOOLEAN_OR_NULL, parameter } from '../definitions';
import { xor as combine, logical } from './three-valued';

export const xor = logical(
  {
    id: 'xor',
    summary: 'Exclusive or',
    description: 'Whether exactly one value is true. No-data in either makes the result no-data.',
    categories: ['logic'],
    parameters: [
      parameter('x', 'The first boolean.', BOOLEAN_OR_NULL),
      parameter('y', 'The second boolean.', BOOLEAN_OR_NULL)
    ],
    returns: { description: 'The combined truth.', schema: BOOLEAN_OR_NULL }
  },
  combine
);
