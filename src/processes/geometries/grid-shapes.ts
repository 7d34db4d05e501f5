import { ProcessError } from '../../engine';
import type { DataCube, Window } from '../../engine';
import { projectionFor } from '../../raster';
import { mapAxes } from '../cubes/map-axes';
import type { MapAxes } from '../cubes/map-axes';
import type { Position, Shapes } from './geojson';

/** Column and row as fractions, counted from the centre of the first cell of the cube. */
export type CellPosition = readonly [column: number, row: number];

/** Shapes on the grid of a cube. */
export interface GridShapes {
  readonly polygons: readonly (readonly (readonly CellPosition[])[])[];
  readonly lines: readonly (readonly CellPosition[])[];
  readonly points: readonly CellPosition[];
}

/** Distance in cells by which a centre may miss a boundary that it lies on, for rounding. */
const ROUNDING = 1e-7;

/** How far, in cells, an edge may be from the straight line in longitude and latitude that it is. */
const TOLERANCE_CELLS = 0.001;
const LEAST_SPLITS = 2;
const MOST_SPLITS = 16;

/** @throws ProcessError `UnsupportedGeometry`. */
function axesOf(cube: DataCube): MapAxes {
  return mapAxes(
    cube,
    'Geometries need a cube on a map grid: geocode a cube in radar geometry first (resample_spatial).'
  );
}

/**
 * Takes shapes to the grid of a cube. Their edges are straight in their own CRS, which another
 * projection bends: they are split until the pieces follow.
 */
export function onGrid(cube: DataCube, shapes: Shapes): GridShapes {
  const { x, y, epsg } = axesOf(cube);
  const onMap = epsg === shapes.epsg ? null : [projectionFor(shapes.epsg), projectionFor(epsg)];
  const toCell = ([ownX, ownY]: Position): CellPosition => {
    const [mapX, mapY] = onMap
      ? onMap[1].forward(...onMap[0].inverse(ownX, ownY))
      : ([ownX, ownY] as const);
    if (!Number.isFinite(mapX) || !Number.isFinite(mapY)) {
      throw new ProcessError(
        'UnsupportedGeometry',
        `The position ${ownX}, ${ownY} of EPSG:${shapes.epsg} has no place in EPSG:${epsg}.`
      );
    }
    return [(mapX - x.first) / x.step, (mapY - y.first) / y.step];
  };
  const path = (positions: readonly Position[]): CellPosition[] =>
    onMap ? splitPath(positions, toCell) : positions.map(toCell);
  return {
    polygons: shapes.polygons.map(rings => rings.map(path)),
    lines: shapes.lines.map(path),
    points: shapes.points.map(toCell)
  };
}

function splitPath(
  positions: readonly Position[],
  toCell: (position: Position) => CellPosition
): CellPosition[] {
  const path: CellPosition[] = [];
  const split = (
    a: Position,
    b: Position,
    cellA: CellPosition,
    cellB: CellPosition,
    depth: number
  ) => {
    const middle: Position = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    const cell = toCell(middle);
    const off = Math.hypot(
      cell[0] - (cellA[0] + cellB[0]) / 2,
      cell[1] - (cellA[1] + cellB[1]) / 2
    );
    if (depth < MOST_SPLITS && (depth < LEAST_SPLITS || off > TOLERANCE_CELLS)) {
      split(a, middle, cellA, cell, depth + 1);
      path.push(cell);
      split(middle, b, cell, cellB, depth + 1);
    }
  };
  const cells = positions.map(toCell);
  positions.forEach((position, i) => {
    if (i > 0) {
      split(positions[i - 1], position, cells[i - 1], cells[i], 0);
    }
    path.push(cells[i]);
  });
  return path;
}

/** The cells of a cube that shapes can cover; width and height are 0 when there are none. */
export function cellBounds({ polygons, lines, points }: GridShapes, cube: DataCube): Window {
  const { x, y } = axesOf(cube);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  const include = (column: number, row: number, lastColumn = column, lastRow = row): void => {
    left = Math.min(left, column);
    right = Math.max(right, lastColumn);
    top = Math.min(top, row);
    bottom = Math.max(bottom, lastRow);
  };
  for (const [c, r] of polygons.flat(2)) {
    include(
      Math.ceil(c - ROUNDING),
      Math.ceil(r - ROUNDING),
      Math.floor(c + ROUNDING),
      Math.floor(r + ROUNDING)
    );
  }
  for (const [c, r] of [...lines.flat(), ...points]) {
    include(Math.round(c), Math.round(r));
  }
  left = Math.max(0, left);
  top = Math.max(0, top);
  const width = Math.min(x.size - 1, right) - left + 1;
  const height = Math.min(y.size - 1, bottom) - top + 1;
  return width > 0 && height > 0
    ? { x: left, y: top, width, height }
    : { x: 0, y: 0, width: 0, height: 0 };
}
