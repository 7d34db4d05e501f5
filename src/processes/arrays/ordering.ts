import type { Value } from '../../engine';

/** How an array is put in order. */
export interface Ordering {
  readonly ascending: boolean;
  /** No-data values are put last (`true`) or first (`false`), or left out (`null`). */
  readonly nodataLast: boolean | null;
}

/**
 * The indices of an array in the order of its values: numbers, or dates with or without a time.
 * Elements that are equal stay in the order that they have.
 */
export function sortedIndices(values: readonly Value[], ordering: Ordering): number[] {
  const all = values.map((_, i) => i);
  const missing = all.filter(i => values[i] === null);
  const sign = ordering.ascending ? 1 : -1;
  const keys = values.map(value => (typeof value === 'string' ? Date.parse(value) : Number(value)));
  const order = all
    .filter(i => values[i] !== null)
    .sort((a, b) => sign * (keys[a] - keys[b]) || a - b);
  if (ordering.nodataLast === null) {
    return order;
  }
  return ordering.nodataLast ? [...order, ...missing] : [...missing, ...order];
}
