import { evaluateQuartic, QUARTIC_COEFFICIENTS } from './polynomial';

/** Added on all sides in metres: what the fit itself may be off, and more. */
const MARGIN_M = 0.01;

/** Least and greatest x, least and greatest y. */
export type MapBox = readonly [
  leastX: number,
  greatestX: number,
  leastY: number,
  greatestY: number
];

/**
 * Gives boxes on the map that hold small boxes of longitudes and latitudes, by a fit of a projection.
 * Between the nine points where it is taken, a function leaves their range by no more than what it
 * bends between them, which is added three times over.
 *
 * @returns Takes west, east, south and north from place `at` of an array; the wrong way round when
 *   empty, as the result then is.
 */
export function mapBoxes(fit: Float64Array): (boxes: ArrayLike<number>, at: number) => MapBox {
  const [lon0, lat0, perLon, perLat] = fit;
  const easting = fit.subarray(4, 4 + QUARTIC_COEFFICIENTS);
  const northing = fit.subarray(4 + QUARTIC_COEFFICIENTS);
  const range = new Float64Array(4);
  return (boxes, at) => {
    const west = (boxes[at] - lon0) * perLon;
    const east = (boxes[at + 1] - lon0) * perLon;
    const south = (boxes[at + 2] - lat0) * perLat;
    const north = (boxes[at + 3] - lat0) * perLat;
    if (!(west <= east)) {
      return [Infinity, -Infinity, Infinity, -Infinity];
    }
    putRange(easting, west, east, south, north, range, 0);
    putRange(northing, west, east, south, north, range, 2);
    return [range[0], range[1], range[2], range[3]];
  };
}

/** Puts a least and a greatest value. This runs for every block, and makes nothing. */
function putRange(
  c: Float64Array,
  u0: number,
  u2: number,
  v0: number,
  v2: number,
  into: Float64Array,
  at: number
): void {
  const [u1, v1] = [(u0 + u2) / 2, (v0 + v2) / 2];
  const a = evaluateQuartic(c, u0, v0);
  const b = evaluateQuartic(c, u0, v1);
  const d = evaluateQuartic(c, u0, v2);
  const e = evaluateQuartic(c, u1, v0);
  const f = evaluateQuartic(c, u1, v1);
  const g = evaluateQuartic(c, u1, v2);
  const h = evaluateQuartic(c, u2, v0);
  const k = evaluateQuartic(c, u2, v1);
  const l = evaluateQuartic(c, u2, v2);
  const alongV = Math.max(
    Math.abs(a - 2 * b + d),
    Math.abs(e - 2 * f + g),
    Math.abs(h - 2 * k + l)
  );
  const alongU = Math.max(
    Math.abs(a - 2 * e + h),
    Math.abs(b - 2 * f + k),
    Math.abs(d - 2 * g + l)
  );
  const margin = MARGIN_M + 3 * Math.max(alongU, alongV);
  into[at] = Math.min(a, b, d, e, f, g, h, k, l) - margin;
  into[at + 1] = Math.max(a, b, d, e, f, g, h, k, l) + margin;
}
