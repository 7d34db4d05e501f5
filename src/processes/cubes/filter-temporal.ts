import { findDimension, ProcessError } from '../../engine';
import type { DataCube, LabelledDimension, Process } from '../../engine';
import { cubeArgument, optionalText } from '../arguments';
import { TEMPORAL_CUBE, TEMPORAL_INTERVAL } from '../schemas';
import { isTemporal } from '../temporal/temporal-dimension';
import { instantMs, intervalArgument, within } from './instants';
import type { Interval } from './instants';
import { selectLabels } from './rewire';

/** The cube with those dates of `dimension` alone that lie within the left-closed interval. */
export function withinInterval(
  cube: DataCube,
  dimension: LabelledDimension,
  interval: Interval
): DataCube {
  const indexes = dimension.labels.flatMap((label, index) => {
    const ms = instantMs(label);
    return ms !== null && within(ms, interval) ? [index] : [];
  });
  return selectLabels(cube, dimension, indexes);
}

export const filterTemporal: Process = {
  definition: {
    id: 'filter_temporal',
    summary: 'Keep the dates of an interval',
    description:
      'Keeps the labels of the temporal dimensions that are at or after the start of the interval and before its end. The end itself is excluded: `["2023-03-19", "2023-03-20"]` is one day.',
    categories: ['cubes', 'filter'],
    parameters: [
      { name: 'data', description: 'A cube with dates.', schema: TEMPORAL_CUBE },
      {
        name: 'extent',
        description:
          'Start (included) and end (excluded). One of them may be `null`, which leaves that side open.',
        schema: TEMPORAL_INTERVAL
      },
      {
        name: 'dimension',
        description: 'The temporal dimension to filter; all of them by default.',
        schema: { type: ['string', 'null'] },
        default: null,
        optional: true
      }
    ],
    returns: {
      description: 'The cube with the same dimensions and the dates of the interval.',
      schema: TEMPORAL_CUBE
    },
    exceptions: {
      DimensionNotAvailable: { message: 'A dimension with the specified name does not exist.' },
      TemporalExtentEmpty: {
        message:
          'The temporal extent is empty. The second instant in time must always be greater/later than the first instant in time.'
      }
    }
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const interval = intervalArgument(args, 'extent', call);
    const name = optionalText(args, 'dimension', call);
    const temporal = name === null ? cube.dimensions : [findDimension(cube, name)];
    const dimensions = temporal.filter(isTemporal);
    if (dimensions.length === 0) {
      throw new ProcessError(
        'DimensionNotAvailable',
        name === null
          ? 'The cube has no temporal dimension to filter.'
          : `The dimension '${name}' is not temporal.`
      );
    }
    if (interval === null) {
      return cube;
    }
    return dimensions.reduce((filtered: DataCube, { name: dimension }) => {
      const now = filtered.dimensions.find(d => d.name === dimension) as LabelledDimension;
      const kept = withinInterval(filtered, now, interval);
      const left = kept.dimensions.find(d => d.name === dimension) as LabelledDimension;
      if (left.labels.length === 0) {
        call.context.log(
          'warning',
          `No date of '${dimension}' lies in the interval; there are: ${now.labels.join(', ')}.`,
          call.nodeId ?? undefined
        );
      }
      return kept;
    }, cube);
  }
};
