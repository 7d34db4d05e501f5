import { spatialAxis } from '../../engine';
import type { DataCube, Process } from '../../engine';
import { cubeArgument } from '../arguments';
import { parameter } from '../definitions';
import { METHOD_DESCRIPTION, METHOD_SCHEMA } from '../resampling/methods';
import type { ResamplingMethod } from '../resampling/methods';
import { RASTER_CUBE } from '../schemas';
import { mapAxes } from './map-axes';
import { sameGrid } from './merge-labels';
import { ontoGrid } from './warp';

/** The cube on the grid of another one; the cube itself when it is on that grid already. */
export function alignedWith(cube: DataCube, target: DataCube, method: ResamplingMethod): DataCube {
  const same = (['x', 'y'] as const).every(axis => {
    const [own, wanted] = [cube, target].map(({ dimensions }) => spatialAxis(dimensions, axis));
    return own === wanted || (own !== null && wanted !== null && sameGrid(own, wanted));
  });
  if (same) {
    return cube;
  }
  const axes = mapAxes(target, 'The target is in radar geometry, which is no grid on a map.');
  return ontoGrid(cube, axes, method);
}

export const resampleCubeSpatial: Process = {
  definition: {
    id: 'resample_cube_spatial',
    summary: 'Bring a cube to the map grid of another',
    description:
      'Gives a cube the cells of another one: its extent, resolution and projection. Cells outside the cube have no data.',
    categories: ['cubes', 'reproject'],
    parameters: [
      parameter('data', 'A raster cube on a map grid.', RASTER_CUBE),
      parameter('target', 'The cube whose grid is wanted; its cells are not read.', RASTER_CUBE),
      parameter('method', `How values are found. ${METHOD_DESCRIPTION}`, METHOD_SCHEMA, 'near')
    ],
    returns: { description: 'The cube on the grid of the target.', schema: RASTER_CUBE }
  },
  run: (args, call) =>
    alignedWith(
      cubeArgument(args, 'data', call),
      cubeArgument(args, 'target', call),
      args.method as ResamplingMethod
    )
};
