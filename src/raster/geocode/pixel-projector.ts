import type { Projection } from '../crs/projection';
import type { Bounds, Plane } from '../plane';
import {
  evaluate,
  evaluateQuartic,
  interpolate,
  type Project,
  quarticOf,
  QUARTIC_COEFFICIENTS
} from './polynomial';

/** Degrees in each variable that are tried where the terms up to degree 4 do not reach. */
const DEGREES = [4, 6, 8, 10];
/** Largest distance in metres that a fit may have from the projection itself. */
const TOLERANCE_M = 1e-4;
/** Smallest half side of the fitted box in degrees, so that a single point has one too. */
const SMALLEST_HALF_DEG = 1e-6;

/** Takes map coordinates to columns and rows of a grid, whole numbers being cell centres. */
export interface GridScale {
  readonly scaleX: number;
  readonly shiftX: number;
  readonly scaleY: number;
  readonly shiftY: number;
}

/** Projects many pixels of a box of longitudes and latitudes. */
export interface PixelProjector {
  /**
   * The fit as the kernels take it: the middle of the box, 1 / its half sides, and the coefficients
   * of easting and northing. Null where no fit of degree 4 is good enough.
   */
  readonly fit: Float64Array | null;
  /** Projects `count` pixels, from index `start` of the planes to index 0 of x and y. */
  project(
    lon: Plane,
    lat: Plane,
    start: number,
    count: number,
    x: Float64Array,
    y: Float64Array
  ): void;
}

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
  const at: Project = (u, v) => projection.forward(lon0 + u * halfLon, lat0 + v * halfLat);
  const [cx, cy] = interpolate(4, at).map(quarticOf);
  if (isWithin(4, at, (u, v) => [evaluateQuartic(cx, u, v), evaluateQuartic(cy, u, v)])) {
    return quarticProjector(Float64Array.of(lon0, lat0, 1 / halfLon, 1 / halfLat, ...cx, ...cy));
  }
  for (const degree of DEGREES) {
    const [easting, northing] = interpolate(degree, at);
    const fitted: Project = (u, v) => [evaluate(easting, u, v), evaluate(northing, u, v)];
    if (isWithin(degree, at, fitted)) {
      return eachPixel((lonDeg, latDeg) =>
        fitted((lonDeg - lon0) / halfLon, (latDeg - lat0) / halfLat)
      );
    }
  }
  return eachPixel((lonDeg, latDeg) => projection.forward(lonDeg, latDeg));
}

/** True when a fit is good enough all over its box, whose corners are -1, -1 and 1, 1. */
export function isWithin(degree: number, exact: Project, fitted: Project): boolean {
  const points = 2 * degree + 3;
  for (let i = 0; i < points; i++) {
    for (let j = 0; j < points; j++) {
      const u = (2 * i) / (points - 1) - 1;
      const v = (2 * j) / (points - 1) - 1;
      const [x, y] = exact(u, v);
      const [fitX, fitY] = fitted(u, v);
      if (!(Math.hypot(fitX - x, fitY - y) < TOLERANCE_M)) {
        return false;
      }
    }
  }
  return true;
}

function quarticProjector(fit: Float64Array): PixelProjector {
  const [lon0, lat0, perLon, perLat] = fit;
  const cx = fit.subarray(4, 4 + QUARTIC_COEFFICIENTS);
  const cy = fit.subarray(4 + QUARTIC_COEFFICIENTS);
  return {
    fit,
    project: (lon, lat, start, count, x, y) => {
      for (let i = 0; i < count; i++) {
        const lonDeg = lon[start + i];
        const latDeg = lat[start + i];
        const has = hasPosition(lonDeg, latDeg);
        const u = (lonDeg - lon0) * perLon;
        const v = (latDeg - lat0) * perLat;
        x[i] = has ? evaluateQuartic(cx, u, v) : NaN;
        y[i] = has ? evaluateQuartic(cy, u, v) : NaN;
      }
    }
  };
}

function eachPixel(project: Project): PixelProjector {
  return {
    fit: null,
    project: (lon, lat, start, count, x, y) => {
      for (let i = 0; i < count; i++) {
        const lonDeg = lon[start + i];
        const latDeg = lat[start + i];
        if (hasPosition(lonDeg, latDeg)) {
          const [px, py] = project(lonDeg, latDeg);
          x[i] = px;
          y[i] = py;
        } else {
          x[i] = NaN;
          y[i] = NaN;
        }
      }
    }
  };
}
