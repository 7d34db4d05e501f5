import type { Json } from '../../engine';
import { ANYTHING } from '../definitions';

/**
 * The schema of a callback that is handed the values along a dimension.
 *
 * @param data - What its parameter `data` is, in the words of the official definition.
 */
export function lineCallback(
  returned: Json,
  data = 'A labeled array with elements of any type.'
): Json {
  return {
    type: 'object',
    subtype: 'process-graph',
    parameters: [
      {
        name: 'data',
        description: data,
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
