import {
  applyAlong,
  isLabelled,
  isSpatial,
  labelledDimensions,
  planeSize,
  sizeOf
} from '../../engine';
import type {
  Call,
  Callback,
  DataCube,
  Dimension,
  Json,
  LabelledDimension,
  Process,
  Value
} from '../../engine';
import { cubeArgument, invalid } from '../arguments';
import { selectLabels } from '../cubes/rewire';
import { callbackSchema, CONTEXT, parameter } from '../definitions';
import { RASTER_CUBE } from '../schemas';
import { concatenatedCube } from './concatenated-cube';
import { chunkSizes } from './chunk-size';
import type { ChunkSize } from './chunk-size';
import { labelChunks } from './label-chunks';
import { neighbourhoodCube } from './neighbourhood-cube';
import type { CellChunk } from './neighbourhood-cube';

/** Sizes and overlaps by dimension name. */
interface Sizes {
  readonly size: ReadonlyMap<string, ChunkSize>;
  readonly overlap: ReadonlyMap<string, ChunkSize>;
}

/** Dimensions along which neighbourhoods have more than one label. */
function extended(cube: DataCube, { size, overlap }: Sizes): Dimension[] {
  return cube.dimensions.filter(d => {
    const [own, around] = [size.get(d.name), overlap.get(d.name)];
    const lone = own?.kind === 'count' && own.count === 1;
    const none = around === undefined || (around.kind === 'count' && around.count === 0);
    return !(lone && none);
  });
}

function cellChunk(axis: 'x' | 'y', cube: DataCube, { size, overlap }: Sizes): CellChunk {
  const dimension = cube.dimensions.find(d => isSpatial(d) && d.axis === axis);
  const { width, height } = planeSize(cube.dimensions);
  const whole = axis === 'x' ? width : height;
  const read = (sizes: ReadonlyMap<string, ChunkSize>, standard: number): number => {
    const given = dimension && sizes.get(dimension.name);
    return given?.kind === 'count' ? given.count : standard;
  };
  return { size: read(size, Math.max(1, whole)), overlap: read(overlap, 0) };
}

/** Neighbourhoods along one dimension are arrays: one for each pixel of the other dimensions. */
async function appliedToLines(
  cube: DataCube,
  dimension: LabelledDimension,
  { size, overlap }: Sizes,
  process: Callback,
  context: Value,
  call: Call
): Promise<DataCube> {
  const chunks = labelChunks(dimension, size.get(dimension.name), overlap.get(dimension.name));
  const caller = { processId: call.processId, parameter: 'process' };
  const parts: DataCube[] = [];
  for (const { core, whole } of chunks) {
    const lines = selectLabels(cube, dimension, whole);
    const made = await applyAlong(lines, dimension.name, process, context, null, caller);
    const now = made.dimensions.find(d => d.name === dimension.name) as LabelledDimension;
    if (sizeOf(now) !== whole.length) {
      const reason = `it returns ${sizeOf(now)} values for ${whole.length}; their number must stay.`;
      throw invalid(call, 'process', reason);
    }
    parts.push(
      selectLabels(
        made,
        now,
        core.map(index => whole.indexOf(index))
      )
    );
  }
  return concatenatedCube(
    cube,
    dimension,
    parts,
    chunks.map(({ core }) => core)
  );
}

/** The schema of sizes; `nothing` is the title of a size of null. */
function chunkSizeSchema(nothing: string): { [keyword: string]: Json } {
  return {
    type: 'array',
    items: {
      type: 'object',
      subtype: 'chunk-size',
      required: ['dimension', 'value'],
      properties: {
        dimension: { type: 'string' },
        value: {
          default: null,
          anyOf: [
            { type: 'null', title: nothing },
            {
              type: 'number',
              minimum: 0,
              description: 'See the `unit` parameter for more information.'
            },
            {
              type: 'string',
              subtype: 'duration',
              description:
                '[ISO 8601 duration](https://en.wikipedia.org/wiki/ISO_8601#Durations), e.g. `P1D` for one day.',
              pattern:
                '^(-?)P(?=\\d|T\\d)(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)([DW]))?(?:T(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+(?:\\.\\d+)?)S)?)?$'
            }
          ]
        },
        unit: {
          description:
            'The unit the values are given in, either in meters (`m`) or pixels (`px`). If no unit or `null` is given, uses the unit specified for the dimension or otherwise the default unit of the reference system.',
          default: null,
          anyOf: [
            { title: 'Default unit', type: 'null' },
            { title: 'Specific unit', type: 'string', enum: ['px', 'm'] }
          ]
        }
      }
    }
  };
}

export const applyNeighborhood: Process = {
  definition: {
    id: 'apply_neighborhood',
    summary: 'Process neighbourhoods of cells',
    description:
      'Cuts a cube into neighbourhoods of a given size and hands each to a process, with an overlap on either side. What the process returns takes the place of the neighbourhood; the overlap is thrown away. Beyond the edges along x and y there is no data; along other dimensions the overlap ends with the labels. Neighbourhoods along a single dimension are arrays.',
    categories: ['cubes'],
    parameters: [
      parameter('data', 'A raster cube.', RASTER_CUBE),
      parameter(
        'process',
        'The process for one neighbourhood.',
        callbackSchema(
          [
            {
              name: 'data',
              description:
                'The input data, which is a subset of the data cube as specified in `size` and `overlap`. If the given size and overlap result in a one-dimensional data cube it is converted to a labeled array.',
              schema: [
                {
                  title: 'Multi-dimensional data',
                  ...(RASTER_CUBE as { [keyword: string]: Json })
                },
                { title: 'One-dimensional data', type: 'array', subtype: 'labeled-array' }
              ]
            }
          ],
          {
            description:
              'An array or data cube with the newly computed values. The data type and dimensionality must correspond to the input data.\n\n* Data cubes must have the same dimensions and the dimension properties (name, type, labels, reference system and resolution) must remain unchanged. Otherwise, a `DataCubePropertiesImmutable` exception will be thrown.\n* Arrays can be returned with or without labels.',
            schema: [
              { title: 'Multi-dimensional data', ...(RASTER_CUBE as { [keyword: string]: Json }) },
              { title: 'One-dimensional data', type: 'array' }
            ]
          }
        )
      ),
      parameter(
        'size',
        'Sizes by dimension, in pixels (`px`), in metres (`m`) or units of the CRS along x and y, or as a duration along dates. A dimension that is not named is taken whole.',
        chunkSizeSchema('All values')
      ),
      parameter(
        'overlap',
        'How far the process sees beyond a neighbourhood, on either side. None by default.',
        [
          { title: 'Without overlap', type: 'null' },
          { title: 'With overlap', ...chunkSizeSchema('No values') }
        ],
        null
      ),
      CONTEXT
    ],
    returns: {
      description: 'The cube with the new values and the same dimensions.',
      schema: RASTER_CUBE
    },
    exceptions: {
      DimensionNotAvailable: { message: 'A dimension with the specified name does not exist.' },
      DataCubePropertiesImmutable: {
        message:
          'The dimension properties (name, type, labels, reference system and resolution) must remain unchanged.'
      }
    }
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const process = args.process as Callback;
    const sizes = {
      size: chunkSizes(args.size, 'size', cube, 1, call),
      overlap: chunkSizes(args.overlap, 'overlap', cube, 0, call)
    };
    const along = extended(cube, sizes);
    if (along.length === 1 && isLabelled(along[0])) {
      return appliedToLines(cube, along[0], sizes, process, args.context, call);
    }
    const labels = labelledDimensions(cube.dimensions).map(d =>
      labelChunks(d, sizes.size.get(d.name), sizes.overlap.get(d.name))
    );
    const cut = { x: cellChunk('x', cube, sizes), y: cellChunk('y', cube, sizes), labels };
    return neighbourhoodCube(cube, cut, process, args.context);
  }
};
