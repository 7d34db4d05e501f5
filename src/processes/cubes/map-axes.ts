import { ProcessError, spatialAxis } from '../../engine';
import type { DataCube, SpatialDimension } from '../../engine';
import type { Bounds } from '../../raster';
import { epsgCode } from './epsg-code';

/** The x and y axes of a grid on a map, and the EPSG code of their CRS. */
export interface MapAxes {
  readonly x: SpatialDimension;
  readonly y: SpatialDimension;
  readonly epsg: number;
}

/**
 * The axes of a cube on a map grid.
 *
 * @param refusal - What cannot be done with a cube in radar geometry, and what to do instead.
 * @throws ProcessError `UnsupportedGeometry`.
 */
export function mapAxes(cube: DataCube, refusal: string): MapAxes {
  const x = spatialAxis(cube.dimensions, 'x');
  const y = spatialAxis(cube.dimensions, 'y');
  const epsg = epsgCode(x?.crs);
  if (x === null || y === null || epsg === null) {
    throw new ProcessError('UnsupportedGeometry', refusal);
  }
  return { x, y, epsg };
}

/** Outer bounds of a map grid. */
export function cubeBounds(x: SpatialDimension, y: SpatialDimension): Bounds {
  const edges = ({ first, step, size }: SpatialDimension): number[] =>
    [first - step / 2, first + (size - 0.5) * step].sort((a, b) => a - b);
  const [minX, maxX] = edges(x);
  const [minY, maxY] = edges(y);
  return [minX, minY, maxX, maxY];
}
