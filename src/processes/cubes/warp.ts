import { isSpatial, ProcessError } from '../../engine';
import type { DataCube, Dimension, Plane, SpatialDimension } from '../../engine';
import { projectionFor, transformBounds } from '../../raster';
import type { Bounds } from '../../raster';
import { interpolate, kernelReach } from '../resampling/interpolate';
import type { ResamplingMethod } from '../resampling/methods';
import { takeNearest } from '../resampling/nearest';
import { GridLocator, neededWindow } from '../resampling/source-cells';
import type { SourceCells } from '../resampling/source-cells';
import { isSummaryMethod, summarise } from '../resampling/summarise';
import { cubeBounds, mapAxes } from './map-axes';
import type { MapAxes } from './map-axes';

/** Corner of the extent that cells of a new grid are laid out from. */
export type Alignment = 'lower-left' | 'upper-left' | 'lower-right' | 'upper-right';

/** Share of a cell by which an extent may be longer than whole cells, for rounding alone. */
const ROUNDING = 1e-6;
const MOST_CELLS = 10_000_000;

/**
 * Takes a cube from one map grid to another, whose cells are laid out from a corner of its extent.
 *
 * @param epsg - Null for that of the cube.
 * @param resolution - 0 for that of the cube, which then must keep its CRS.
 */
export function warpedCube(
  cube: DataCube,
  epsg: number | null,
  resolution: readonly [x: number, y: number],
  method: ResamplingMethod,
  align: Alignment
): DataCube {
  const {
    x,
    y,
    epsg: from
  } = mapAxes(cube, 'The cube is not on a map grid; use the method "geocode" for radar geometry.');
  const to = epsg ?? from;
  const cell = [resolution[0] || Math.abs(x.step), resolution[1] || Math.abs(y.step)] as const;
  if (to !== from && (resolution[0] === 0 || resolution[1] === 0)) {
    throw new ProcessError(
      'ProcessParameterInvalid',
      `A resolution is needed to warp from EPSG:${from} to EPSG:${to}, in units of the latter.`
    );
  }
  const bounds = cubeBounds(x, y);
  const extent =
    from === to ? bounds : transformBounds(bounds, projectionFor(from), projectionFor(to));
  return ontoGrid(cube, newAxes(extent, cell, align, { x, y, epsg: to }), method);
}

/** The cube with its cells resampled to those of another map grid. */
export function ontoGrid(cube: DataCube, target: MapAxes, method: ResamplingMethod): DataCube {
  const source = mapAxes(
    cube,
    'The cube is in radar geometry: geocode it first (resample_spatial with method "geocode").'
  );
  const { x, y } = source;
  const locator = new GridLocator(target, source);
  const reach =
    method === 'near'
      ? () => 0.5
      : isSummaryMethod(method)
        ? (extent: number) => extent / 2 + 0.5
        : (extent: number) => kernelReach(method, extent);
  return {
    dimensions: cube.dimensions.map((d): Dimension => {
      if (!isSpatial(d)) {
        return d;
      }
      return { ...target[d.axis], name: d.name };
    }),
    metadata: cube.metadata,
    async read(window, planes) {
      const cells = locator.locate(window, method !== 'near');
      const needed = neededWindow(cells, x.size, y.size, reach);
      if (needed === null) {
        return planes.map(() => new Float32Array(window.width * window.height).fill(NaN));
      }
      for (let i = 0; i < cells.column.length; i++) {
        cells.column[i] -= needed.x;
        cells.row[i] -= needed.y;
      }
      const read = await cube.read(needed, planes);
      return read.map(plane => {
        const result = resample(plane, needed.width, needed.height, cells, method);
        return plane instanceof Float32Array ? Float32Array.from(result) : result;
      });
    }
  };
}

function resample(
  plane: Plane,
  width: number,
  height: number,
  cells: SourceCells,
  method: ResamplingMethod
): Float64Array {
  if (method === 'near') {
    return takeNearest(plane, width, height, cells);
  }
  return isSummaryMethod(method)
    ? summarise(plane, width, height, cells, method)
    : interpolate(plane, width, height, cells, method);
}

/** @param like - Names of the axes, and the CRS. */
function newAxes(
  [minX, minY, maxX, maxY]: Bounds,
  [cellX, cellY]: readonly [x: number, y: number],
  align: Alignment,
  like: MapAxes
): MapAxes {
  const [width, height] = [
    [maxX - minX, cellX],
    [maxY - minY, cellY]
  ].map(([extent, cell]) => Math.max(1, Math.ceil(extent / cell - ROUNDING)));
  if (!(width <= MOST_CELLS && height <= MOST_CELLS)) {
    throw new ProcessError(
      'ProcessParameterInvalid',
      `${width} x ${height} cells are too many; choose a larger resolution.`
    );
  }
  const left = align.endsWith('left') ? minX : maxX - width * cellX;
  const top = align.startsWith('upper') ? maxY : minY + height * cellY;
  const crs = `EPSG:${like.epsg}`;
  const axis = (of: SpatialDimension, size: number, edge: number, step: number) => ({
    ...of,
    size,
    step,
    first: edge + step / 2,
    crs
  });
  return {
    x: axis(like.x, width, left, cellX),
    y: axis(like.y, height, top, -cellY),
    epsg: like.epsg
  };
}
