import type { Projection } from '../crs/projection';
import type { Bounds, Plane } from '../plane';
import { evaluate, evaluateQuartic, interpolate, UNROLLED_DEGREE } from './polynomial';

/** Degrees that are tried, the lowest first. */
const DEGREES = [UNROLLED_DEGREE, 6, 8, 10];
/** Largest distance in metres that a fit may have from the projection itself. */
const TOLERANCE_M = 1e-4;
/** Smallest half side of the fitted box in degrees, so that a single point has one too. */
const SMALLEST_HALF_DEG = 1e-6;

/** Projects many pixels: `count` of them, from index `start` of the planes to index 0 of x and y. */
export type PixelProjector = (
  lon: Plane,
  lat: Plane,
  start: number,
  count: number,
  x: Float64Array,
  y: Float64Array
) => void;

/** True where a pixel has a position: processors write 0, 0 or a value far off where it has none. */
export function hasPosition(lonDeg: number, latDeg: number): boolean {
  return (
    latDeg >= -90 &&
    latDeg <= 90 &&
    lonDeg >= -540 &&
    lonDeg <= 540 &&
    !(latDeg === 0 && lonDeg === 0)
  );
}

/**
 * A fast projector for the pixels of a box of longitudes and latitudes: the projection is replaced
 * by a polynomial that is measured to be within 0.1 mm of it, at points between its nodes and on
 * the edges of the box. Where no degree reaches that (a zone far away, a pole, the antimeridian in
 * the box), each pixel goes through the projection. Pixels without a position become NaN.
 */
export function pixelProjector(projection: Projection, lonLatBounds: Bounds): PixelProjector {
  if (projection.unit === 'degree') {
    return eachPixel((lonDeg, latDeg) => [lonDeg, latDeg]);
  }
  const [west, south, east, north] = lonLatBounds;
  const lon0 = (west + east) / 2;
  const lat0 = (south + north) / 2;
  const halfLon = Math.max((east - west) / 2, SMALLEST_HALF_DEG);
  const halfLat = Math.max((north - south) / 2, SMALLEST_HALF_DEG);
  const at = (u: number, v: number) => projection.forward(lon0 + u * halfLon, lat0 + v * halfLat);
  for (const degree of DEGREES) {
    const easting = interpolate(degree, (u, v) => at(u, v)[0]);
    const northing = interpolate(degree, (u, v) => at(u, v)[1]);
    const points = 2 * degree + 3;
    let worst = 0;
    for (let i = 0; i < points; i++) {
      for (let j = 0; j < points; j++) {
        const u = (2 * i) / (points - 1) - 1;
        const v = (2 * j) / (points - 1) - 1;
        const [x, y] = at(u, v);
        const error = Math.hypot(evaluate(easting, u, v) - x, evaluate(northing, u, v) - y);
        worst = error <= worst ? worst : error;
      }
    }
    if (!(worst < TOLERANCE_M)) {
      continue;
    }
    if (degree !== UNROLLED_DEGREE) {
      return eachPixel((lonDeg, latDeg) => {
        const u = (lonDeg - lon0) / halfLon;
        const v = (latDeg - lat0) / halfLat;
        return [evaluate(easting, u, v), evaluate(northing, u, v)];
      });
    }
    const cx = easting.coefficients;
    const cy = northing.coefficients;
    return (lon, lat, start, count, x, y) => {
      for (let i = 0; i < count; i++) {
        const lonDeg = lon[start + i];
        const latDeg = lat[start + i];
        if (!hasPosition(lonDeg, latDeg)) {
          x[i] = NaN;
          y[i] = NaN;
          continue;
        }
        const u = (lonDeg - lon0) / halfLon;
        const v = (latDeg - lat0) / halfLat;
        x[i] = evaluateQuartic(cx, u, v);
        y[i] = evaluateQuartic(cy, u, v);
      }
    };
  }
  return eachPixel((lonDeg, latDeg) => projection.forward(lonDeg, latDeg));
}

function eachPixel(
  project: (lonDeg: number, latDeg: number) => readonly [number, number]
): PixelProjector {
  return (lon, lat, start, count, x, y) => {
    for (let i = 0; i < count; i++) {
      const lonDeg = lon[start + i];
      const latDeg = lat[start + i];
      [x[i], y[i]] = hasPosition(lonDeg, latDeg) ? project(lonDeg, latDeg) : [NaN, NaN];
    }
  };
}
