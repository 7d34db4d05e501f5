import type { Json } from '../../engine';
import { ANYTHING, callbackSchema } from '../definitions';

/**
 * The schema of a callback that is handed the values along a dimension.
 *
 * @param data - What its parameter `data` is, in the words of the official definition.
 */
export function lineCallback(
  returned: Json,
  data = 'A labeled array with elements of any type.'
): Json {
  return callbackSchema(
    [
      {
        name: 'data',
        description: data,
        schema: { type: 'array', subtype: 'labeled-array', items: ANYTHING }
      }
    ],
    { description: 'The value to be set in the new data cube.', schema: returned }
  );
}
