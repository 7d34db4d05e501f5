import {
  analyseKernel,
  ArgumentError,
  defineProcess,
  ProcessError,
  slideKernel,
  spatialAxis,
  type Border,
  type DataCube
} from '../../engine';
import { NUMBER, parameter } from '../definitions';
import { RASTER_CUBE } from '../schemas';
import { originOf, withOrigin } from './radar-origin';
import { rewiredCube } from './rewire';

export const applyKernel = defineProcess({
  definition: {
    id: 'apply_kernel',
    summary: 'Slide a kernel over a raster',
    description:
      'Multiplies the cells around each cell by the weights of a kernel and adds them up, plane by ' +
      'plane. The kernel is not mirrored: its first row lies on the rows of the raster above. ' +
      'Boxes are computed by running sums and products of a row and a column one after the ' +
      'other, so that their size costs little.',
    categories: ['cubes', 'math > image filter'],
    parameters: [
      parameter('data', 'A raster cube with x and y.', RASTER_CUBE),
      parameter(
        'kernel',
        'The weights: rows along y, and in each row weights along x. Both have to be odd in number.',
        {
          description: 'A two-dimensional array of numbers.',
          type: 'array',
          subtype: 'kernel',
          items: { type: 'array', items: { type: 'number' } }
        }
      ),
      parameter('factor', 'Multiplies every result.', NUMBER, 1),
      parameter(
        'border',
        'What lies beyond the edge: a number, or the raster itself again. `replicate` repeats the ' +
          'cell at the edge, `reflect` mirrors at the edge (`ba|abc|cb`), `reflect_pixel` at the ' +
          'centre of the cell at the edge (`cb|abc|ba`), `wrap` goes on at the other side.',
        [
          { type: 'string', enum: ['replicate', 'reflect', 'reflect_pixel', 'wrap'] },
          { type: 'number' }
        ],
        0
      ),
      parameter('replace_invalid', 'Taken for cells that are no-data, NaN or infinite.', NUMBER, 0)
    ],
    returns: { description: 'The cube with the new values.', schema: RASTER_CUBE },
    exceptions: {
      KernelDimensionsUneven: {
        message: 'Each dimension of the kernel must have an uneven number of elements.'
      }
    }
  },
  check: ({ kernel }) => {
    if (Array.isArray(kernel) && kernel.every(Array.isArray)) {
      requireOdd(kernel as unknown[][]);
    }
  },
  run: (args, call) => {
    const cube = args.data as DataCube;
    for (const axis of ['x', 'y'] as const) {
      if (!spatialAxis(cube.dimensions, axis)) {
        throw ArgumentError.invalid(call.processId, 'data', `the cube has no ${axis} axis.`);
      }
    }
    const weights = args.kernel as readonly (readonly number[])[];
    requireOdd(weights);
    if (weights.some(row => row.length !== weights[0].length)) {
      throw ArgumentError.invalid(call.processId, 'kernel', 'its rows are not equally long.');
    }
    const slid = slideKernel(cube, {
      weights,
      factor: args.factor as number,
      border: args.border as Border,
      replaceInvalid: args.replace_invalid as number
    });
    return rewiredCube(slid, slid.dimensions, null, windowed(cube, weights));
  }
});

/**
 * Metadata that know the box that the first kernel in radar geometry sums over: the estimation
 * window of coherence. Any other kernel leaves cells whose window nothing can be said of.
 */
function windowed(cube: DataCube, weights: readonly (readonly number[])[]): DataCube['metadata'] {
  const isRadar = spatialAxis(cube.dimensions, 'x')?.crs === null;
  const { rows, columns, form } = analyseKernel(weights);
  const isFirst = isRadar && originOf(cube).window === undefined && form.kind === 'box';
  const window = isFirst ? { windowAzimuthLines: rows, windowRangeSamples: columns } : undefined;
  return isFirst || originOf(cube).window ? withOrigin(cube, { window }) : cube.metadata;
}

/** @throws ProcessError `KernelDimensionsUneven`. */
function requireOdd(weights: readonly (readonly unknown[])[]): void {
  if (weights.length % 2 === 0 || weights.some(row => row.length % 2 === 0)) {
    throw new ProcessError(
      'KernelDimensionsUneven',
      `The kernel has ${weights.length} rows of ${weights[0]?.length ?? 0} weights; both ` +
        'numbers must be odd, so that it has a centre.'
    );
  }
}
