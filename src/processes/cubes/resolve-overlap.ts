import type { Callback, Plane, Value } from '../../engine';

/** One plane of two, cell by cell. No-data is null to the resolver and NaN in the plane. */
export async function resolveOverlap(
  resolver: Callback,
  first: Plane,
  second: Plane,
  context: Value
): Promise<Plane> {
  const result = new Float64Array(first.length);
  for (let i = 0; i < result.length; i++) {
    const value = await resolver.call({
      x: Number.isNaN(first[i]) ? null : first[i],
      y: Number.isNaN(second[i]) ? null : second[i],
      context
    });
    result[i] = typeof value === 'number' || typeof value === 'boolean' ? Number(value) : NaN;
  }
  return result;
}
