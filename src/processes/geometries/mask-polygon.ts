import type { Process } from '../../engine';
import { cubeArgument } from '../arguments';
import { replacementArgument } from '../cubes/replacement';
import { BOOLEAN, parameter } from '../definitions';
import { RASTER_CUBE } from '../schemas';
import { together } from './coverage';
import { polygonsArgument } from './geojson';
import { onGrid } from './grid-shapes';
import { maskedByShapes } from './masked-cube';
import { POLYGONS, REPLACEMENT } from './schemas';

export const maskPolygon: Process = {
  definition: {
    id: 'mask_polygon',
    summary: 'Replace cells by polygons',
    description:
      'Replaces the cells whose centres are in none of the polygons, or with `inside` those that are in one. A centre on a boundary is in the polygon. Cells without data stay as they are.',
    categories: ['cubes', 'masks'],
    parameters: [
      parameter('data', 'A raster cube on a map grid.', RASTER_CUBE),
      parameter('mask', 'Polygons, as GeoJSON or as a vector cube.', POLYGONS),
      parameter(
        'replacement',
        'What masked cells become: a number, a boolean, or `null` for no-data.',
        REPLACEMENT,
        null
      ),
      parameter('inside', 'Whether the cells in the polygons are replaced.', BOOLEAN, false)
    ],
    returns: { description: 'The masked cube, with the same dimensions.', schema: RASTER_CUBE }
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const polygons = polygonsArgument(args, 'mask', call);
    const shapes = together(polygons.map(polygon => onGrid(cube, polygon.shapes)));
    const replacement = replacementArgument(args, 'replacement', call);
    return maskedByShapes(cube, shapes, args.inside === true, replacement);
  }
};
