import type { Arguments, Call } from '../../engine';
import { invalid } from '../arguments';

/**
 * The number that masked cells are set to; NaN for null, which is no-data.
 *
 * @throws ArgumentError for a text, which no cell can hold.
 */
export function replacementArgument(args: Arguments, name: string, call: Call): number {
  const value = args[name] ?? null;
  if (value === null) {
    return NaN;
  }
  if (typeof value !== 'number' && typeof value !== 'boolean') {
    throw invalid(call, name, 'a cell holds a number or boolean; give one of those, or null.');
  }
  return Number(value);
}
