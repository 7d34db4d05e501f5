import type { Bbox, Plane, Window } from '../../engine';

type Point = readonly [lonDeg: number, latDeg: number];

/** Points that an edge of the outline keeps at most. */
const POINTS_PER_EDGE = 16;

/**
 * Follows the latitudes and longitudes of a raster in radar geometry as its rows pass by, and
 * knows its place on the ground afterwards. Pixels at (0, 0) or NaN have no position.
 */
export class GroundOutline {
  private readonly firstSamples: Point[] = [];
  private readonly lastSamples: Point[] = [];
  private readonly box = [Infinity, Infinity, -Infinity, -Infinity];

  /** Takes rows in order, whole lines at a time. */
  add(window: Window, latitude: Plane, longitude: Plane): void {
    for (let row = 0; row < window.height; row++) {
      let first: Point | null = null;
      let last: Point | null = null;
      for (let i = row * window.width; i < (row + 1) * window.width; i++) {
        const [lon, lat] = [longitude[i], latitude[i]];
        if (!Number.isFinite(lon) || !Number.isFinite(lat) || (lon === 0 && lat === 0)) {
          continue;
        }
        last = [lon, lat];
        first ??= last;
        this.box[0] = Math.min(this.box[0], lon);
        this.box[1] = Math.min(this.box[1], lat);
        this.box[2] = Math.max(this.box[2], lon);
        this.box[3] = Math.max(this.box[3], lat);
      }
      if (first !== null && last !== null) {
        this.firstSamples.push(first);
        this.lastSamples.push(last);
      }
    }
  }

  /** Null while no pixel with a position has passed. */
  bbox(): Bbox | null {
    const [west, south, east, north] = this.box;
    return west <= east ? [west, south, east, north] : null;
  }

  /** The direction of flight, as lines follow each other in time. */
  pass(): 'ascending' | 'descending' {
    const [first, last] = [this.firstSamples[0], this.firstSamples[this.firstSamples.length - 1]];
    return last[1] < first[1] ? 'descending' : 'ascending';
  }

  /** A closed ring, counter-clockwise as GeoJSON wants it; null while it has no area. */
  ring(): Point[] | null {
    if (this.firstSamples.length < 2) {
      return null;
    }
    const open = [...thinned(this.firstSamples), ...thinned(this.lastSamples).reverse()];
    return closedRing(open);
  }
}

/** Closes a ring and turns it counter-clockwise. */
export function closedRing(open: readonly Point[]): Point[] {
  const closed = [...open, open[0]];
  const doubledArea = closed
    .slice(1)
    .reduce((sum, [x, y], i) => sum + closed[i][0] * y - x * closed[i][1], 0);
  return doubledArea < 0 ? closed.reverse() : closed;
}

function thinned(points: readonly Point[]): Point[] {
  const count = Math.min(points.length, POINTS_PER_EDGE);
  return Array.from(
    { length: count },
    (_, i) => points[Math.round((i * (points.length - 1)) / (count - 1))]
  );
}
