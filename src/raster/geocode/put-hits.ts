import type { Plane } from '../plane';
import type { Hits } from './quad-hits';

/**
 * The bilinear value of a plane at each hit, NaN where a corner has none, into an array that has room
 * for them.
 *
 * @param upper - Where the upper line of the quads begins in the plane, and `lower` the other.
 */
export function interpolateHits(
  { count, samples, u, v }: Hits,
  plane: Plane,
  upper: number,
  lower: number,
  into: Plane
): void {
  for (let hit = 0; hit < count; hit++) {
    const a = upper + samples[hit];
    const b = lower + samples[hit];
    const above = plane[a] + u[hit] * (plane[a + 1] - plane[a]);
    const below = plane[b] + u[hit] * (plane[b + 1] - plane[b]);
    into[hit] = above + v[hit] * (below - above);
  }
}

/**
 * Gives each cell that was hit its value; NaN leaves it as it was.
 *
 * @param ranks - Where they are given, a value does not replace one from a quad further on.
 * @param firstRank - Rank of the quad that the hits count as 0.
 */
export function putHits(
  hits: Hits,
  values: Plane,
  target: Plane,
  ranks: Uint32Array | undefined,
  firstRank: number
): void {
  const { count, cells } = hits;
  if (ranks === undefined) {
    for (let hit = 0; hit < count; hit++) {
      const value = values[hit];
      if (value === value) {
        target[cells[hit]] = value;
      }
    }
    return;
  }
  const { samples } = hits;
  for (let hit = 0; hit < count; hit++) {
    const value = values[hit];
    const cell = cells[hit];
    const rank = firstRank + samples[hit];
    if (value === value && ranks[cell] <= rank) {
      ranks[cell] = rank;
      target[cell] = value;
    }
  }
}
