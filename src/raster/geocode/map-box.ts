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
 * A box on the map that holds a small box of longitudes and latitudes, by a fit of a projection.
 * Between the nine points where it is taken, a function leaves their range by no more than what it
 * bends between them, which is added three times over.
 *
 * @param lonLat - West, east, south, north; the wrong way round when empty, as the result then is.
 */
export function mapBox(fit: Float64Array, lonLat: ArrayLike<number>): MapBox {
  const [west, east, south, north] = Array.from(lonLat);
  if (!(west <= east)) {
    return [Infinity, -Infinity, Infinity, -Infinity];
  }
  const [lon0, lat0, perLon, perLat] = fit;
  const us = [west, (west + east) / 2, east].map(lon => (lon - lon0) * perLon);
  const vs = [south, (south + north) / 2, north].map(lat => (lat - lat0) * perLat);
  const [easting, northing] = [4, 4 + QUARTIC_COEFFICIENTS].map(start =>
    rangeOf(fit.subarray(start, start + QUARTIC_COEFFICIENTS), us, vs)
  );
  return [...easting, ...northing] as unknown as MapBox;
}

function rangeOf(c: Float64Array, us: readonly number[], vs: readonly number[]): [number, number] {
  const values = us.map(u => vs.map(v => evaluateQuartic(c, u, v)));
  const bends = [0, 1, 2].flatMap(k => [
    values[k][0] - 2 * values[k][1] + values[k][2],
    values[0][k] - 2 * values[1][k] + values[2][k]
  ]);
  const margin = MARGIN_M + 3 * Math.max(...bends.map(Math.abs));
  const all = values.flat();
  return [Math.min(...all) - margin, Math.max(...all) + margin];
}
