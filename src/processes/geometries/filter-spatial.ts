import type { Process } from '../../engine';
import { cubeArgument } from '../arguments';
import { croppedCube } from '../cubes/crop';
import { parameter } from '../definitions';
import { RASTER_CUBE } from '../schemas';
import { together } from './coverage';
import { geometriesArgument } from './geojson';
import { cellBounds, onGrid } from './grid-shapes';
import { maskedByShapes } from './masked-cube';
import { GEOMETRIES } from './schemas';

export const filterSpatial: Process = {
  definition: {
    id: 'filter_spatial',
    summary: 'Keep the cells of geometries',
    description:
      'Keeps the cells that geometries cover: those whose centres are in a polygon or on its boundary, those that a line passes through, and the one that a point lies in. The cube is cut to the box of these cells; the others in it have no data.',
    categories: ['cubes', 'filter'],
    parameters: [
      parameter('data', 'A raster cube on a map grid.', RASTER_CUBE),
      parameter('geometries', 'Geometries, as GeoJSON or as a vector cube.', GEOMETRIES)
    ],
    returns: { description: 'The cube of these cells.', schema: RASTER_CUBE }
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const features = geometriesArgument(args, 'geometries', call);
    const shapes = together(features.map(feature => onGrid(cube, feature.shapes)));
    const masked = maskedByShapes(cube, shapes, false, NaN);
    return croppedCube(masked, cellBounds(shapes, cube));
  }
};
