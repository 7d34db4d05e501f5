import type { IAffine } from '../raster';

/** Which of a raster's pixels the pixels of a square of the map show. */
export interface ITileMapping {
  /** Side of the square in pixels. */
  readonly sidePx: number;
  /** Pixels of the raster that one pixel of the square steps over, along a side. */
  readonly stepPx: number;
  /** `[minColumn, minRow, maxColumn, maxRow]` of the raster below the square; null: none. */
  readonly box: readonly [number, number, number, number] | null;
  /** Raster column and row at the pixel centres of line `j`; NaN where there is no place. */
  fillLine(j: number, columns: Float64Array, rows: Float64Array): void;
}

/** From the square's pixels (column, row from its upper left corner) to the raster's. */
export function affineMapping(map: IAffine, sidePx: number): ITileMapping {
  const xs = [0, map.a * sidePx, map.b * sidePx, (map.a + map.b) * sidePx];
  const ys = [0, map.d * sidePx, map.e * sidePx, (map.d + map.e) * sidePx];
  return {
    sidePx,
    stepPx: Math.sqrt(Math.abs(map.a * map.e - map.b * map.d)),
    box: [
      Math.min(...xs) + map.c,
      Math.min(...ys) + map.f,
      Math.max(...xs) + map.c,
      Math.max(...ys) + map.f
    ],
    fillLine: (j, columns, rows) => {
      for (let i = 0; i < sidePx; i++) {
        columns[i] = map.a * (i + 0.5) + map.b * (j + 0.5) + map.c;
        rows[i] = map.d * (i + 0.5) + map.e * (j + 0.5) + map.f;
      }
    }
  };
}

/** Sides of the mesh that are tried, in cells, the coarsest first. */
const CELLS = [8, 32, 128];

/** How far a mesh may put a pixel from its place, in pixels of the square. */
const MOST_OFF_PX = 0.1;

type Point = readonly [number, number] | null;

/**
 * A mapping that is exact at the nodes of a mesh and bilinear between them. The mesh is made finer
 * until no tried point is off by more than a tenth of a pixel of the square.
 *
 * @param toRaster from a place in the square, in pixels, to the raster's column and row
 */
export function warpMapping(
  toRaster: (x: number, y: number) => Point,
  sidePx: number
): ITileMapping {
  for (const cells of CELLS) {
    const mesh = meshOf(toRaster, sidePx, cells);
    if (cells === CELLS[CELLS.length - 1] || isGood(mesh, toRaster)) {
      return mesh;
    }
  }
  throw new Error('no mesh');
}

interface IMesh extends ITileMapping {
  at(x: number, y: number): readonly [number, number];
  readonly cellPx: number;
  readonly hasHoles: boolean;
}

function meshOf(toRaster: (x: number, y: number) => Point, sidePx: number, cells: number): IMesh {
  const side = cells + 1;
  const cellPx = sidePx / cells;
  const columns = new Float64Array(side * side).fill(NaN);
  const rows = new Float64Array(side * side).fill(NaN);
  const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
  let hasHoles = false;
  for (let index = 0; index < side * side; index++) {
    const point = toRaster((index % side) * cellPx, Math.floor(index / side) * cellPx);
    hasHoles ||= point === null;
    if (point) {
      [columns[index], rows[index]] = point;
      box[0] = Math.min(box[0], point[0]);
      box[1] = Math.min(box[1], point[1]);
      box[2] = Math.max(box[2], point[0]);
      box[3] = Math.max(box[3], point[1]);
    }
  }
  const mix = (values: Float64Array, x: number, y: number): number => {
    const cx = Math.min(cells - 1, Math.floor(x / cellPx));
    const cy = Math.min(cells - 1, Math.floor(y / cellPx));
    const u = x / cellPx - cx;
    const v = y / cellPx - cy;
    const at = cy * side + cx;
    const upper = values[at] * (1 - u) + values[at + 1] * u;
    const lower = values[at + side] * (1 - u) + values[at + side + 1] * u;
    return upper * (1 - v) + lower * v;
  };
  const middle = (Math.floor(cells / 2) * side + Math.floor(cells / 2)) | 0;
  const det =
    (columns[middle + 1] - columns[middle]) * (rows[middle + side] - rows[middle]) -
    (columns[middle + side] - columns[middle]) * (rows[middle + 1] - rows[middle]);
  return {
    sidePx,
    cellPx,
    hasHoles,
    stepPx: Number.isFinite(det) ? Math.sqrt(Math.abs(det)) / cellPx : 1,
    box: box[0] <= box[2] ? box : null,
    at: (x, y) => [mix(columns, x, y), mix(rows, x, y)],
    fillLine: (j, intoColumns, intoRows) => {
      for (let i = 0; i < sidePx; i++) {
        intoColumns[i] = mix(columns, i + 0.5, j + 0.5);
        intoRows[i] = mix(rows, i + 0.5, j + 0.5);
      }
    }
  };
}

function isGood(mesh: IMesh, toRaster: (x: number, y: number) => Point): boolean {
  if (mesh.hasHoles) {
    return false;
  }
  const cells = Math.round(mesh.sidePx / mesh.cellPx);
  const most = MOST_OFF_PX * mesh.stepPx;
  for (let cy = 0; cy < cells; cy += Math.max(1, cells >> 2)) {
    for (let cx = 0; cx < cells; cx += Math.max(1, cells >> 2)) {
      const x = (cx + 0.5) * mesh.cellPx;
      const y = (cy + 0.5) * mesh.cellPx;
      const exact = toRaster(x, y);
      const [column, row] = mesh.at(x, y);
      if (!exact || !(Math.hypot(column - exact[0], row - exact[1]) <= most)) {
        return false;
      }
    }
  }
  return true;
}
