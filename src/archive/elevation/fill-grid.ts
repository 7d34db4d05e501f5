import type { GeoTiff, Plane, Window } from '../../raster';
import type { ElevationGrid } from '../../sar';
import { CoarseField } from './coarse-field';
import type { ElevationTile } from './elevation-tile';
import type { Geoid } from './geoid';

/** Distance from a centre that counts as the centre itself, in cells: 3 cm at one arc second. */
const SAME_CELL = 1e-3;

/**
 * Sets those posts of `grid` that are NaN and lie within `tile`: the value of a cell belongs to its
 * centre, and is linear between centres. Posts of the outer half cell take the value of the edge.
 *
 * @param geoid - Added to the heights; null when they are above the ellipsoid already.
 */
export async function fillFromTile(
  grid: ElevationGrid,
  tile: ElevationTile,
  tiff: GeoTiff,
  geoid: Geoid | null
): Promise<void> {
  const { rows, columns, firstLatDeg, firstLonDeg, latStepDeg, lonStepDeg, heightsM } = grid;
  const latAt = (row: number) => firstLatDeg + row * latStepDeg;
  const lonAt = (column: number) => firstLonDeg + column * lonStepDeg;
  const fieldOf = (valueAt: (lonDeg: number, latDeg: number) => number): CoarseField =>
    new CoarseField(rows, columns, (row, column) => valueAt(lonAt(column), latAt(row)));
  const columnAt = fieldOf((lon, lat) => tile.place(lon, lat)[0]);
  const rowAt = fieldOf((lon, lat) => tile.place(lon, lat)[1]);
  const window = windowOf(rows, columns, columnAt, rowAt, tile);
  if (window === null) {
    return;
  }
  const undulation = geoid && fieldOf((lon, lat) => geoid.undulationM(lat, lon));
  const [plane] = await tiff.readWindow(window, [0]);
  for (let row = 0, k = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, k++) {
      if (!Number.isNaN(heightsM[k])) {
        continue;
      }
      const x = columnAt.at(row, column) - window.x;
      const y = rowAt.at(row, column) - window.y;
      const height = bilinear(plane, window, x, y);
      heightsM[k] = undulation ? height + undulation.at(row, column) : height;
    }
  }
}

/** The cells that the grid touches; null when it touches none. */
function windowOf(
  rows: number,
  columns: number,
  columnAt: CoarseField,
  rowAt: CoarseField,
  tile: ElevationTile
): Window | null {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  const follow = (row: number, column: number): void => {
    const [x, y] = [columnAt.at(row, column), rowAt.at(row, column)];
    if (Number.isFinite(x) && Number.isFinite(y)) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  };
  for (let row = 0; row < rows; row++) {
    follow(row, 0);
    follow(row, columns - 1);
  }
  for (let column = 0; column < columns; column++) {
    follow(0, column);
    follow(rows - 1, column);
  }
  const x = Math.max(0, Math.floor(left) - 1);
  const y = Math.max(0, Math.floor(top) - 1);
  const width = Math.min(tile.width, Math.ceil(right) + 2) - x;
  const height = Math.min(tile.height, Math.ceil(bottom) + 2) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** NaN outside the outer edges of the window, and where a cell that counts is no-data. */
function bilinear(plane: Plane, { width, height }: Window, x: number, y: number): number {
  const edge = 0.5 + SAME_CELL;
  if (!(x >= -edge && y >= -edge && x <= width - 1 + edge && y <= height - 1 + edge)) {
    return NaN;
  }
  const column = Math.min(Math.max(Math.floor(x + SAME_CELL), 0), width - 1);
  const row = Math.min(Math.max(Math.floor(y + SAME_CELL), 0), height - 1);
  const u = column === width - 1 ? 0 : weight(x - column);
  const v = row === height - 1 ? 0 : weight(y - row);
  const k = row * width + column;
  // A weight of 0 must not bring in the NaN of a neighbour.
  const upper = u === 0 ? plane[k] : plane[k] * (1 - u) + plane[k + 1] * u;
  if (v === 0) {
    return upper;
  }
  const below = k + width;
  const lower = u === 0 ? plane[below] : plane[below] * (1 - u) + plane[below + 1] * u;
  return upper * (1 - v) + lower * v;
}

function weight(share: number): number {
  return share < SAME_CELL ? 0 : Math.min(share, 1);
}
