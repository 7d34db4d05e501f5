import type { Json } from '../../engine';
import { ANYTHING } from '../definitions';

/** The schema of a callback that is handed the values along a dimension. */
export function lineCallback(returned: Json): Json {
  return {
    type: 'object',
    subtype: 'process-graph',
    parameters: [
      {
        name: 'data',
        description: 'A labeled array with elements of any type.',
        schema: { type: 'array', subtype: 'labeled-array', items: ANYTHING }
      },
      {
        name: 'context',
        description: 'Additional data passed by the user.',
        schema: ANYTHING,
        optional: true,
        default: null
      }
    ],
    returns: { description: 'The value to be set in the new data cube.', schema: returned }
  };
}
