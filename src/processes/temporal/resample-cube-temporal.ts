import { planeNumber, planeIndexes, ProcessError, labelledDimensions } from '../../engine';
import type { Call, DataCube, LabelledDimension, Process } from '../../engine';
import { cubeArgument, invalid, optionalText } from '../arguments';
import { instantMs } from '../cubes/instants';
import { rewiredCube, selectLabels } from '../cubes/rewire';
import { parameter, TEXT_OR_NULL } from '../definitions';
import { TEMPORAL_CUBE } from '../schemas';
import { joinedCube } from './joined-cube';
import { isTemporal } from './temporal-dimension';

const DAY_MS = 86_400_000;

/** Indexes of the dates of a dimension, the nearest to an instant first, the earlier of a tie first. */
function nearestFirst(
  dimension: LabelledDimension,
  target: number
): { index: number; distanceMs: number }[] {
  return dimension.labels
    .flatMap((label, index) => {
      const ms = instantMs(label);
      return ms === null ? [] : [{ index, ms, distanceMs: Math.abs(ms - target) }];
    })
    .sort((a, b) => a.distanceMs - b.distanceMs || a.ms - b.ms);
}

/** The first valid cell of several labels of a dimension, which is gone afterwards. */
function firstValid(
  cube: DataCube,
  dimension: LabelledDimension,
  indexes: readonly number[]
): DataCube {
  const at = labelledDimensions(cube.dimensions).findIndex(d => d.name === dimension.name);
  const dimensions = cube.dimensions.filter(d => d.name !== dimension.name);
  return {
    dimensions,
    metadata: cube.metadata,
    read: async (window, planes) => {
      const sources = planes.flatMap(plane => {
        const others = planeIndexes(dimensions, plane);
        return indexes.map(index =>
          planeNumber(cube.dimensions, [...others.slice(0, at), index, ...others.slice(at)])
        );
      });
      const read = sources.length === 0 ? [] : await cube.read(window, sources);
      return planes.map((_, p) => {
        const candidates = read.slice(p * indexes.length, (p + 1) * indexes.length);
        const first = candidates[0] ?? new Float32Array(window.width * window.height).fill(NaN);
        for (let i = 0; i < first.length; i++) {
          first[i] = candidates.find(plane => Number.isFinite(plane[i]))?.[i] ?? NaN;
        }
        return first;
      });
    }
  };
}

/** @param validDays - Null to take the nearest date whatever is in it. */
function resampled(
  cube: DataCube,
  name: string,
  target: LabelledDimension,
  validDays: number | null
): DataCube {
  const dimension = cube.dimensions.find(d => d.name === name) as LabelledDimension;
  const ranked = target.labels.map(label => {
    const ms = instantMs(label);
    if (ms === null) {
      throw new ProcessError(
        'DimensionMismatch',
        `The label '${label}' of dimension '${name}' of the target is no date.`
      );
    }
    return nearestFirst(dimension, ms);
  });
  if (ranked.length > 0 && ranked[0].length === 0) {
    throw new ProcessError(
      'DimensionMismatch',
      `The dimension '${name}' has no dates to take values from.`
    );
  }
  if (validDays === null) {
    const nearest = selectLabels(
      cube,
      dimension,
      ranked.map(([first]) => first.index)
    );
    return rewiredCube(
      nearest,
      nearest.dimensions.map(d => (d.name === name ? { ...dimension, labels: target.labels } : d))
    );
  }
  const parts = ranked.map(candidates =>
    firstValid(
      cube,
      dimension,
      candidates.flatMap(({ index, distanceMs }) =>
        distanceMs < validDays * DAY_MS ? [index] : []
      )
    )
  );
  return joinedCube(cube, { ...dimension, labels: target.labels }, parts);
}

/** @throws ProcessError `DimensionNotAvailable` or `DimensionMismatch`. */
function commonDimensions(
  cube: DataCube,
  target: DataCube,
  name: string | null
): readonly string[] {
  const find = (of: DataCube, wanted: string) => of.dimensions.find(d => d.name === wanted);
  if (name !== null) {
    const pair = [find(cube, name), find(target, name)];
    if (pair.every(d => d === undefined)) {
      throw new ProcessError(
        'DimensionNotAvailable',
        `A dimension with the name '${name}' exists in neither of the cubes.`
      );
    }
    if (!pair.every(d => d !== undefined && isTemporal(d))) {
      throw new ProcessError(
        'DimensionMismatch',
        `The dimension '${name}' is not a temporal one in both cubes.`
      );
    }
    return [name];
  }
  const names = cube.dimensions.filter(isTemporal).map(d => d.name);
  const common = names.filter(each => {
    const found = find(target, each);
    return found !== undefined && isTemporal(found);
  });
  if (common.length === 0) {
    throw new ProcessError(
      'DimensionMismatch',
      'The cubes have no temporal dimension of the same name.'
    );
  }
  return common;
}

function validWithin(value: unknown, call: Call): number | null {
  if (value === null || value === undefined) {
    return null;
  }
  if (typeof value !== 'number' || !(value > 0)) {
    throw invalid(call, 'valid_within', 'expected a number of days above 0.');
  }
  return value;
}

export const resampleCubeTemporal: Process = {
  definition: {
    id: 'resample_cube_temporal',
    summary: 'Bring dates to those of another cube',
    description:
      'Gives a cube the dates of another one: each takes the values of the nearest date that the cube has, the earlier one of two that are as near. With `valid_within` no-data is passed over, pixel by pixel, in favour of valid values of dates that are less than so many days away.',
    categories: ['cubes', 'reproject'],
    parameters: [
      parameter('data', 'A cube with dates.', TEMPORAL_CUBE),
      parameter('target', 'The cube whose dates are wanted.', TEMPORAL_CUBE),
      parameter(
        'dimension',
        'Name of the temporal dimension, in both cubes; all that they share by default.',
        TEXT_OR_NULL,
        null
      ),
      parameter(
        'valid_within',
        'Days before and after a date within which a valid value is looked for. `null` takes the nearest date, valid or not.',
        { type: ['number', 'null'] },
        null
      )
    ],
    returns: { description: 'The cube with the dates of the target.', schema: TEMPORAL_CUBE },
    exceptions: {
      DimensionMismatch: { message: "The temporal dimensions for resampling don't match." },
      DimensionNotAvailable: { message: 'A dimension with the specified name does not exist.' }
    }
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const target = cubeArgument(args, 'target', call);
    const days = validWithin(args.valid_within, call);
    return commonDimensions(cube, target, optionalText(args, 'dimension', call)).reduce(
      (result, name) => {
        const wanted = target.dimensions.find(d => d.name === name) as LabelledDimension;
        return resampled(result, name, wanted, days);
      },
      cube
    );
  }
};
