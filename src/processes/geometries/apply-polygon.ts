import { ProcessError } from '../../engine';
import type { Callback, DataCube, Plane, Process, Window } from '../../engine';
import { cubeArgument, invalid } from '../arguments';
import { croppedCube } from '../cubes/crop';
import { replacementArgument } from '../cubes/replacement';
import { sameDimensions } from '../cubes/same-dimensions';
import { callbackSchema, CONTEXT, parameter } from '../definitions';
import { RASTER_CUBE } from '../schemas';
import { coverage } from './coverage';
import { polygonsArgument } from './geojson';
import { cellBounds, onGrid } from './grid-shapes';
import type { GridShapes } from './grid-shapes';
import { maskedByShapes } from './masked-cube';
import { POLYGON_CUBE, REPLACEMENT } from './schemas';

/** A polygon, the box of its cells, and what was made of them. */
interface Segment {
  readonly shapes: GridShapes;
  readonly bounds: Window;
  readonly cube: DataCube;
}

/** The common part of two windows; null when there is none. */
function intersection(a: Window, b: Window): Window | null {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** @throws ProcessError `GeometriesOverlap` when a cell is covered by two of the segments. */
function checkOverlap(segments: readonly Pick<Segment, 'shapes' | 'bounds'>[]): void {
  segments.forEach((one, i) => {
    for (const other of segments.slice(i + 1)) {
      const common = intersection(one.bounds, other.bounds);
      if (common === null) {
        continue;
      }
      const second = coverage(other.shapes, common);
      if (coverage(one.shapes, common).some((covered, cell) => covered + second[cell] === 2)) {
        throw new ProcessError(
          'GeometriesOverlap',
          'Polygons overlap, so that some cells would be processed twice; make them disjoint first.'
        );
      }
    }
  });
}

/** The cells of all segments; no-data between them. */
function assembled(cube: DataCube, segments: readonly Segment[]): DataCube {
  return {
    dimensions: cube.dimensions,
    metadata: cube.metadata,
    read: async (window, planes) => {
      const result = planes.map((): Plane =>
        new Float64Array(window.width * window.height).fill(NaN)
      );
      for (const { shapes, bounds, cube: segment } of segments) {
        const common = intersection(window, bounds);
        if (common === null) {
          continue;
        }
        const covered = coverage(shapes, common);
        const inside = { ...common, x: common.x - bounds.x, y: common.y - bounds.y };
        const read = await segment.read(inside, planes);
        for (let i = 0; i < covered.length; i++) {
          if (covered[i] === 1) {
            const row = common.y - window.y + Math.floor(i / common.width);
            const at = row * window.width + common.x - window.x + (i % common.width);
            read.forEach((plane, p) => (result[p][at] = plane[i]));
          }
        }
      }
      return result;
    }
  };
}

export const applyPolygon: Process = {
  definition: {
    id: 'apply_polygon',
    summary: 'Process the cells of each polygon',
    description:
      'Hands the cells of each polygon to a process, as a cube of the box around them, and puts what it returns in their place. A polygon has the cells whose centres are in it or on its boundary; cells in none have no data afterwards.',
    categories: ['cubes'],
    parameters: [
      parameter('data', 'A raster cube on a map grid.', RASTER_CUBE),
      parameter(
        'geometries',
        'A vector cube of polygons, see ``load_geojson()``. Empty ones are left out.',
        POLYGON_CUBE
      ),
      parameter(
        'process',
        'The process for one cube. It has to return a cube of the same dimensions.',
        callbackSchema(
          [
            {
              name: 'data',
              description:
                'A sub data cube of the original data cube. The sub data cubes provided cover the smallest possible grid-aligned extent of the corresponding polygon and all pixels outside of the polygon are replaced with the value given in `mask_value`.',
              schema: RASTER_CUBE
            }
          ],
          {
            description:
              'The updated sub data cube with the newly computed values and the same dimensions. The dimension properties (name, type, reference system and resolution) must remain unchanged. The labels can change, but the number of labels must remain unchanged.',
            schema: { description: 'A data cube.', schema: RASTER_CUBE }
          }
        )
      ),
      parameter(
        'mask_value',
        'What the process finds in the cells of the box that are not in the polygon; `null` for no-data.',
        REPLACEMENT,
        null
      ),
      CONTEXT
    ],
    returns: { description: 'The cube with the new values.', schema: RASTER_CUBE },
    exceptions: {
      GeometriesOverlap: {
        message:
          'Geometries are not allowed to overlap to avoid that pixel values are processed multiple times.'
      }
    }
  },
  async run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const outside = replacementArgument(args, 'mask_value', call);
    const areas = polygonsArgument(args, 'geometries', call)
      .map(({ shapes }) => onGrid(cube, shapes))
      .map(shapes => ({ shapes, bounds: cellBounds(shapes, cube) }))
      .filter(({ bounds }) => bounds.width > 0);
    checkOverlap(areas);
    const segments: Segment[] = [];
    for (const { shapes, bounds } of areas) {
      const data = croppedCube(maskedByShapes(cube, shapes, false, outside, true), bounds);
      const made = await (args.process as Callback).call({ data, context: args.context });
      if (!sameDimensions(made, data)) {
        throw invalid(call, 'process', 'it must return a cube with the dimensions of its data.');
      }
      segments.push({ shapes, bounds, cube: made });
    }
    return assembled(cube, segments);
  }
};
