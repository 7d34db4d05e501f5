import {
  combinePlanes,
  labelledDimensions,
  openerOf,
  planeCount,
  planeIndexes,
  planeNumber,
  ProcessError,
  stripCube
} from '../../engine';
import type {
  CubeMetadata,
  DataCube,
  Dimension,
  Plane,
  PlaneCombiner,
  Process
} from '../../engine';
import { cubeArgument, optionalCallback } from '../arguments';
import { ANY, CUBE } from '../schemas';
import { openSides } from './merge-windows';
import { labelIndex, mergedDimension } from './merge-labels';
import { mergedOrigin, withOrigin } from './radar-origin';

/** Where a plane of the merged cube comes from: a plane number in either cube, or null. */
export interface Origin {
  readonly first: number | null;
  readonly second: number | null;
}

/** The cube of all labels of two cubes. NaN where neither has a label combination. */
export function mergedCube(
  first: DataCube,
  second: DataCube,
  combine: PlaneCombiner | null
): DataCube {
  const dimensions = mergedDimensions(first.dimensions, second.dimensions);
  const origins = originsOf(dimensions, first, second);
  const overlapping = origins.some(origin => origin.first !== null && origin.second !== null);
  if (overlapping && combine === null) {
    throw new ProcessError(
      'OverlapResolverMissing',
      'Both cubes have cells for the same labels; give an overlap_resolver, or rename labels of one.'
    );
  }
  const openers = { first: openerOf(first), second: openerOf(second) };
  const merged = stripCube({
    dimensions,
    metadata: mergedMetadata(first, second),
    open: async (window, planes, demand) => {
      const wanted = planes.map(plane => origins[plane]);
      const both = wanted.some(origin => origin.first !== null && origin.second !== null);
      return both ? null : openSides(openers, window, wanted, demand);
    },
    readWhole: async (window, planes) => {
      const wanted = planes.map(plane => origins[plane]);
      const [ofFirst, ofSecond] = [
        await readPlanes(first, window, wanted, 'first'),
        await readPlanes(second, window, wanted, 'second')
      ];
      return Promise.all(
        wanted.map(async (_, i): Promise<Plane> => {
          const [a, b] = [ofFirst[i], ofSecond[i]];
          if (a !== null && b !== null && combine !== null) {
            return combine(a, b);
          }
          return a ?? b ?? new Float32Array(window.width * window.height).fill(NaN);
        })
      );
    }
  });
  const sides = { first, second };
  return {
    ...merged,
    read: (window, planes, into) => {
      const wanted = planes.map(plane => origins[plane]);
      const side = onlySide(wanted);
      // Nothing is computed then, and opening the cube would copy the cells twice.
      return side === null
        ? merged.read(window, planes, into)
        : sides[side].read(
            window,
            wanted.map(origin => origin[side] as number),
            into
          );
    }
  };
}

/** The cube that alone gives all of some planes; null where there is none. */
function onlySide(wanted: readonly Origin[]): keyof Origin | null {
  if (wanted.every(({ first, second }) => first !== null && second === null)) {
    return 'first';
  }
  const isSecond = wanted.every(({ first, second }) => first === null && second !== null);
  return isSecond ? 'second' : null;
}

function mergedMetadata(first: DataCube, second: DataCube): CubeMetadata {
  const metadata = { ...second.metadata, ...first.metadata };
  const simulated = [first, second].some(cube => cube.metadata?.simulated);
  return {
    ...withOrigin({ metadata }, mergedOrigin(first, second)),
    ...(simulated ? { simulated: true } : {})
  };
}

async function readPlanes(
  cube: DataCube,
  window: Parameters<DataCube['read']>[0],
  wanted: readonly Origin[],
  side: keyof Origin
): Promise<(Plane | null)[]> {
  const numbers = [...new Set(wanted.flatMap(origin => origin[side] ?? []))];
  const cells = numbers.length > 0 ? await cube.read(window, numbers) : [];
  const handedOut = new Set<number>();
  return wanted.map(origin => {
    const plane = origin[side];
    if (plane === null) {
      return null;
    }
    const found = cells[numbers.indexOf(plane)];
    const own = handedOut.has(plane) ? found.slice() : found;
    handedOut.add(plane);
    return own;
  });
}

/** Dimensions of the larger cube (`first` when both are as large), with the labels of both. */
function mergedDimensions(
  first: readonly Dimension[],
  second: readonly Dimension[]
): readonly Dimension[] {
  const [larger, smaller] = second.length > first.length ? [second, first] : [first, second];
  const foreign = smaller.find(d => !larger.some(other => other.name === d.name));
  if (foreign !== undefined) {
    throw new ProcessError(
      'IncompatibleDataCubes',
      `The dimension '${foreign.name}' is only in one of the cubes, and the other has dimensions of its own, too.`
    );
  }
  return larger.map(dimension => {
    const a = first.find(d => d.name === dimension.name);
    const b = second.find(d => d.name === dimension.name);
    return a !== undefined && b !== undefined ? mergedDimension(a, b) : dimension;
  });
}

function originsOf(dimensions: readonly Dimension[], first: DataCube, second: DataCube): Origin[] {
  return Array.from({ length: planeCount(dimensions) }, (_, plane) => ({
    first: originIn(first, dimensions, plane),
    second: originIn(second, dimensions, plane)
  }));
}

/** A cube that lacks a dimension of the merged one has its cells for all labels of it. */
function originIn(cube: DataCube, merged: readonly Dimension[], plane: number): number | null {
  const labelled = labelledDimensions(merged);
  const indexes = planeIndexes(merged, plane);
  const own: number[] = [];
  for (const dimension of labelledDimensions(cube.dimensions)) {
    const at = labelled.findIndex(d => d.name === dimension.name);
    const index = labelIndex(dimension, labelled[at].labels[indexes[at]]);
    if (index < 0) {
      return null;
    }
    own.push(index);
  }
  return planeNumber(cube.dimensions, own);
}

export const mergeCubes: Process = {
  definition: {
    id: 'merge_cubes',
    summary: 'Merge two cubes',
    description:
      'Joins two raster cubes on one grid into a cube with the labels of both. Dates are put in order; other labels keep the order of `cube1` and then that of `cube2`. Where both cubes have cells for the same labels, `overlap_resolver` makes one value of the two. A cube that lacks a dimension of the other is repeated along it. The cubes are not resampled implicitly: different grids are an error.',
    categories: ['cubes'],
    parameters: [
      { name: 'cube1', description: 'The first cube.', schema: CUBE },
      { name: 'cube2', description: 'The second cube.', schema: CUBE },
      {
        name: 'overlap_resolver',
        description: 'Makes one value of two; needed where the cubes overlap.',
        schema: {
          type: 'object',
          subtype: 'process-graph',
          parameters: [
            {
              name: 'x',
              description: 'The overlapping value from the base data cube `cube1`.',
              schema: ANY
            },
            {
              name: 'y',
              description: 'The overlapping value from the other data cube `cube2`.',
              schema: ANY
            },
            {
              name: 'context',
              description: 'Additional data passed by the user.',
              schema: ANY,
              optional: true,
              default: null
            }
          ],
          returns: {
            description: 'The value to be set in the merged data cube.',
            schema: ANY
          }
        },
        default: null,
        optional: true
      },
      {
        name: 'context',
        description: 'Passed on to the resolver.',
        schema: ANY,
        optional: true,
        default: null
      }
    ],
    returns: { description: 'The merged cube.', schema: CUBE },
    exceptions: {
      OverlapResolverMissing: {
        message: 'Overlapping data cubes, but no overlap resolver has been specified.'
      },
      IncompatibleGeometryTypes: {
        message: "The geometry types are not compatible and can't be merged."
      },
      IncompatibleDataCubes: { message: 'The data cubes have no common grid or dimensions.' }
    }
  },
  run(args, call) {
    const parameter = 'overlap_resolver';
    const resolver = optionalCallback(args, parameter, call);
    const combine =
      resolver === null
        ? null
        : combinePlanes(resolver, args.context ?? null, { processId: call.processId, parameter });
    return mergedCube(
      cubeArgument(args, 'cube1', call),
      cubeArgument(args, 'cube2', call),
      combine
    );
  }
};
