import { isCallback } from '../../engine';
import type { Arguments, Call, Value } from '../../engine';
import { invalid, objectArgument } from '../arguments';

/** Whether metadata (an item, an acquisition) passes the filters of a loading process. */
export type MetadataFilter = (metadata: { readonly [key: string]: Value }) => Promise<boolean>;

/** Reads `properties`: every condition must be true; a property that is not there is null. */
export function metadataFilter(args: Arguments, name: string, call: Call): MetadataFilter {
  const conditions = Object.entries(objectArgument(args, name, call));
  return async metadata => {
    for (const [property, condition] of conditions) {
      if (!isCallback(condition)) {
        throw invalid(call, name, `the condition for "${property}" is no process.`);
      }
      if ((await condition.call({ value: metadata[property] ?? null })) !== true) {
        return false;
      }
    }
    return true;
  };
}
