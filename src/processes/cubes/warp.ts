import { isSpatial, ProcessError, spatialAxis } from '../../engine';
import type { DataCube, Dimension, Plane, SpatialDimension, Window } from '../../engine';
import { alignedGrid, gridBounds, projectionFor, transformBounds } from '../../raster';
import type { Bounds, Grid, Projection } from '../../raster';
import { epsgCode } from './filter-bbox';
import { mapDimensions } from './geocode';

export type WarpMethod = 'near' | 'bilinear';

/** Columns and rows of the source, as fractions counted from the centre of its first cell. */
interface SourceCells {
  readonly column: Float64Array;
  readonly row: Float64Array;
}

/**
 * Takes a cube from one map grid to another. Cells whose centre falls outside the source, or (for
 * `bilinear`) beside a cell without data, have no data.
 *
 * @param epsg - Null for that of the cube.
 * @param resolution - 0 for that of the cube, which then must keep its CRS.
 */
export function warpedCube(
  cube: DataCube,
  epsg: number | null,
  resolution: readonly [x: number, y: number],
  method: WarpMethod
): DataCube {
  const x = spatialAxis(cube.dimensions, 'x');
  const y = spatialAxis(cube.dimensions, 'y');
  const from = epsgCode(x?.crs);
  if (x === null || y === null || from === null) {
    throw new ProcessError(
      'UnsupportedGeometry',
      'The cube is not on a map grid; use the method "geocode" for radar geometry.'
    );
  }
  const to = epsg ?? from;
  const cell = [resolution[0] || Math.abs(x.step), resolution[1] || Math.abs(y.step)] as const;
  if (to !== from && (resolution[0] === 0 || resolution[1] === 0)) {
    throw new ProcessError(
      'ProcessParameterInvalid',
      `A resolution is needed to warp from EPSG:${from} to EPSG:${to}, in units of the latter.`
    );
  }
  const [source, target] = [projectionFor(from), projectionFor(to)];
  const bounds = cubeBounds(x, y);
  const grid = alignedGrid(
    from === to ? bounds : transformBounds(bounds, source, target),
    cell,
    to
  );
  const [gridY, gridX] = mapDimensions(grid, y.name, x.name);
  const same = from === to;
  return {
    dimensions: cube.dimensions.map((d): Dimension =>
      isSpatial(d) ? (d.axis === 'x' ? gridX : gridY) : d
    ),
    metadata: cube.metadata,
    async read(window, planes) {
      const cells = sourceCells(grid, window, x, y, same ? null : { source, target });
      const needed = neededWindow(cells, x.size, y.size);
      if (needed === null) {
        return planes.map(() => new Float32Array(window.width * window.height).fill(NaN));
      }
      const read = await cube.read(needed, planes);
      return read.map(plane => sample(plane, needed, cells, method));
    }
  };
}

/** Outer bounds of a cube on a map grid. */
export function cubeBounds(x: SpatialDimension, y: SpatialDimension): Bounds {
  const edges = ({ first, step, size }: SpatialDimension): number[] =>
    [first - step / 2, first + (size - 0.5) * step].sort((a, b) => a - b);
  const [minX, maxX] = edges(x);
  const [minY, maxY] = edges(y);
  return [minX, minY, maxX, maxY];
}

function sourceCells(
  grid: Grid,
  window: Window,
  x: SpatialDimension,
  y: SpatialDimension,
  projections: { source: Projection; target: Projection } | null
): SourceCells {
  const count = window.width * window.height;
  const cells = { column: new Float64Array(count), row: new Float64Array(count) };
  const [left, , , top] = gridBounds(grid);
  for (let r = 0, i = 0; r < window.height; r++) {
    const mapY = top - (window.y + r + 0.5) * grid.resolutionY;
    for (let c = 0; c < window.width; c++, i++) {
      const mapX = left + (window.x + c + 0.5) * grid.resolutionX;
      const [sourceX, sourceY] = projections
        ? projections.source.forward(...projections.target.inverse(mapX, mapY))
        : [mapX, mapY];
      cells.column[i] = (sourceX - x.first) / x.step;
      cells.row[i] = (sourceY - y.first) / y.step;
    }
  }
  return cells;
}

/** The window of the source that the cells fall into, with one cell around for interpolation. */
function neededWindow({ column, row }: SourceCells, width: number, height: number): Window | null {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < column.length; i++) {
    const [c, r] = [column[i], row[i]];
    if (c >= -0.5 && c <= width - 0.5 && r >= -0.5 && r <= height - 0.5) {
      left = Math.min(left, c);
      right = Math.max(right, c);
      top = Math.min(top, r);
      bottom = Math.max(bottom, r);
    }
  }
  if (left > right) {
    return null;
  }
  const x = Math.max(0, Math.floor(left));
  const y = Math.max(0, Math.floor(top));
  return {
    x,
    y,
    width: Math.min(width - 1, Math.ceil(right)) - x + 1,
    height: Math.min(height - 1, Math.ceil(bottom)) - y + 1
  };
}

function sample(plane: Plane, window: Window, cells: SourceCells, method: WarpMethod): Plane {
  const { width, height } = window;
  const result = new Float64Array(cells.column.length).fill(NaN);
  for (let i = 0; i < result.length; i++) {
    const c = cells.column[i] - window.x;
    const r = cells.row[i] - window.y;
    if (!(c >= -0.5 && c <= width - 0.5 && r >= -0.5 && r <= height - 0.5)) {
      continue;
    }
    if (method === 'near') {
      const column = Math.min(width - 1, Math.max(0, Math.round(c)));
      result[i] = plane[Math.min(height - 1, Math.max(0, Math.round(r))) * width + column];
      continue;
    }
    const c0 = Math.min(width - 1, Math.max(0, Math.floor(c)));
    const r0 = Math.min(height - 1, Math.max(0, Math.floor(r)));
    const c1 = Math.min(width - 1, c0 + 1);
    const r1 = Math.min(height - 1, r0 + 1);
    const u = Math.min(1, Math.max(0, c - c0));
    const v = Math.min(1, Math.max(0, r - r0));
    result[i] = mix(
      mix(plane[r0 * width + c0], plane[r0 * width + c1], u),
      mix(plane[r1 * width + c0], plane[r1 * width + c1], u),
      v
    );
  }
  return plane instanceof Float32Array ? Float32Array.from(result) : result;
}

/** Linear interpolation in which a weight of 0 asks nothing of the other value. */
function mix(a: number, b: number, share: number): number {
  return share === 0 ? a : share === 1 ? b : a + (b - a) * share;
}
