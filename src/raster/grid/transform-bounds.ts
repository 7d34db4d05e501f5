import type { Projection } from '../crs/projection';
import { GridError } from '../errors';
import type { Bounds } from '../plane';

/** Points per edge: an edge of 300 km in UTM then sags by less than a metre between them. */
const POINTS_PER_EDGE = 101;

/**
 * The box that holds a box of one projection in another. Edges are curves there, so each is
 * followed by many points. Longitudes that jump over 180 degrees come out as an east bound past it.
 *
 * @throws GridError when the box leaves the domain of either projection.
 */
export function transformBounds(bounds: Bounds, from: Projection, to: Projection): Bounds {
  if (from.epsg === to.epsg) {
    return bounds;
  }
  const [minX, minY, maxX, maxY] = bounds;
  const points: [number, number][] = [];
  for (let i = 0; i < POINTS_PER_EDGE; i++) {
    const share = i / (POINTS_PER_EDGE - 1);
    const x = minX + share * (maxX - minX);
    const y = minY + share * (maxY - minY);
    for (const [px, py] of [
      [x, minY],
      [x, maxY],
      [minX, y],
      [maxX, y]
    ]) {
      points.push(to.forward(...from.inverse(px, py)));
    }
  }
  if (to.unit === 'degree') {
    const [firstLon] = points[0];
    for (const point of points) {
      point[0] += 360 * Math.round((firstLon - point[0]) / 360);
    }
  }
  const xs = points.map(point => point[0]);
  const ys = points.map(point => point[1]);
  const result: Bounds = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  if (!result.every(Number.isFinite)) {
    throw new GridError(
      `the bounds ${bounds.join(', ')} of EPSG:${from.epsg} lie outside what EPSG:${to.epsg} covers`
    );
  }
  return result;
}
