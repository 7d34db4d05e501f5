import type { Projection } from '../crs/projection';
import type { Grid } from '../grid/grid';
import type { Bounds } from '../plane';
import { isWithin } from './pixel-projector';
import { evaluate, interpolate, type Polynomial, type Project } from './polynomial';

const DEGREE = 6;
const COEFFICIENTS = (DEGREE + 1) ** 2;
/** Where the coefficients begin in the table of a grid. */
const COEFFICIENTS_AT = 6;
const TABLE_LENGTH = COEFFICIENTS_AT + 2 * COEFFICIENTS;

/** A fit of longitude and latitude by map coordinates. */
export interface CellFit {
  /** Middle of the box of the fit, and half its sides. */
  readonly middle: readonly [x: number, y: number];
  readonly half: readonly [x: number, y: number];
  readonly lon: Polynomial;
  readonly lat: Polynomial;
}

/**
 * Longitudes and latitudes of a box on the map as polynomials of degree 6 in each, within 0.1 mm of the
 * projection as `pixelProjector` is; null where these do not reach that. Longitudes are within 180
 * degrees of those of the raster.
 */
export function cellFit(
  projection: Projection,
  [minX, minY, maxX, maxY]: Bounds,
  [west, , east]: Bounds
): CellFit | null {
  if (projection.unit === 'degree') {
    return null;
  }
  const middle = [(minX + maxX) / 2, (minY + maxY) / 2] as const;
  const half = [Math.max((maxX - minX) / 2, 1), Math.max((maxY - minY) / 2, 1)] as const;
  const onMap = (u: number, v: number) =>
    [middle[0] + u * half[0], middle[1] + v * half[1]] as const;
  const inverse: Project = (u, v) => {
    const [lonDeg, latDeg] = projection.inverse(...onMap(u, v));
    return [lonDeg + 360 * Math.round(((west + east) / 2 - lonDeg) / 360), latDeg];
  };
  const [lon, lat] = interpolate(DEGREE, inverse);
  const backOnMap = (u: number, v: number) =>
    projection.forward(evaluate(lon, u, v), evaluate(lat, u, v));
  return isWithin(DEGREE, onMap, backOnMap) ? { middle, half, lon, lat } : null;
}

/**
 * The fit for the columns and rows of a grid as the kernels take it: scale and shift of columns,
 * those of rows, two places for the caller, and pairs of coefficients of longitude and latitude.
 */
export function cellTable({ middle, half, lon, lat }: CellFit, grid: Grid): Float64Array {
  const { x0, y0, resolutionX, resolutionY } = grid;
  const table = new Float64Array(TABLE_LENGTH);
  table.set([
    resolutionX / half[0],
    (x0 + resolutionX / 2 - middle[0]) / half[0],
    -resolutionY / half[1],
    (y0 - resolutionY / 2 - middle[1]) / half[1]
  ]);
  for (let k = 0; k < COEFFICIENTS; k++) {
    table.set([lon.coefficients[k], lat.coefficients[k]], COEFFICIENTS_AT + 2 * k);
  }
  return table;
}

/** Longitude and latitude of the centre of a cell, by the table of its grid. */
export function cellPosition(
  table: Float64Array,
  column: number,
  row: number
): [lonDeg: number, latDeg: number] {
  const [perColumn, shiftColumn, perRow, shiftRow] = table;
  const [u, v] = [column * perColumn + shiftColumn, row * perRow + shiftRow];
  let [lon, lat] = [0, 0];
  for (let i = DEGREE; i >= 0; i--) {
    let [rowLon, rowLat] = [0, 0];
    for (let j = DEGREE; j >= 0; j--) {
      const at = COEFFICIENTS_AT + 2 * (i * (DEGREE + 1) + j);
      rowLon = rowLon * v + table[at];
      rowLat = rowLat * v + table[at + 1];
    }
    lon = lon * u + rowLon;
    lat = lat * u + rowLat;
  }
  return [lon, lat];
}
