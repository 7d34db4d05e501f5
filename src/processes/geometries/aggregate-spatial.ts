import { isDataCube, ProcessError } from '../../engine';
import type { Callback, LabelledDimension, Process, Value } from '../../engine';
import { cubeArgument, optionalText } from '../arguments';
import { ANYTHING, callbackSchema, CONTEXT, parameter, TEXT_OR_NULL } from '../definitions';
import { RASTER_CUBE } from '../schemas';
import { geometriesArgument } from './geojson';
import type { Feature } from './geojson';
import { GEOMETRIES, VECTOR_CUBE } from './schemas';
import { zonalCube } from './zonal-cube';

/** The dimension of geometries of a vector cube, or one for GeoJSON. */
function geometryDimension(geometries: Value, features: readonly Feature[]): LabelledDimension {
  const given = isDataCube(geometries)
    ? geometries.dimensions.find((d): d is LabelledDimension => d.kind === 'geometry')
    : undefined;
  return (
    given ?? {
      kind: 'geometry',
      name: 'geometry',
      labels: features.map(({ label }) => label),
      geometries: features.map(({ geojson }) => geojson)
    }
  );
}

export const aggregateSpatial: Process = {
  definition: {
    id: 'aggregate_spatial',
    summary: 'One value per geometry',
    description:
      'Reduces the cells that a geometry covers to one value, for each geometry and for each label of the other dimensions. A polygon covers the cells whose centres are in it or on its boundary, a line those that it passes through, a point the one that it lies in. Geometries outside the cube, and empty ones, have no data.',
    categories: ['cubes', 'aggregate'],
    parameters: [
      parameter('data', 'A raster cube on a map grid.', RASTER_CUBE),
      parameter(
        'geometries',
        'Geometries, as GeoJSON or as a vector cube. Each Feature or geometry gets a value of its own.',
        GEOMETRIES
      ),
      parameter(
        'reducer',
        'The process for the values of one geometry, in no particular order. It has to return one value.',
        callbackSchema(
          [
            {
              name: 'data',
              description: 'An array with elements of any type.',
              schema: { type: 'array', items: ANYTHING }
            }
          ],
          { description: 'The value to be set in the vector data cube.', schema: ANYTHING }
        )
      ),
      parameter(
        'target_dimension',
        'Name of a new dimension that holds, beside the `value`, the `total_count` of cells and the `valid_count` of those with data. `null` for values alone.',
        TEXT_OR_NULL,
        null
      ),
      CONTEXT
    ],
    returns: {
      description: 'A vector cube: the geometries, then the other dimensions of the cube.',
      schema: VECTOR_CUBE
    },
    exceptions: {
      TargetDimensionExists: {
        message: 'A dimension with the specified target dimension name already exists.'
      }
    }
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const features = geometriesArgument(args, 'geometries', call);
    const geometry = geometryDimension(args.geometries, features);
    const target = optionalText(args, 'target_dimension', call);
    if ([geometry, ...cube.dimensions].some(({ name }) => name === target)) {
      throw new ProcessError('TargetDimensionExists', `A dimension '${target}' exists already.`);
    }
    const reduction = { reducer: args.reducer as Callback, context: args.context };
    return zonalCube(cube, features, geometry, target, reduction, call);
  }
};
