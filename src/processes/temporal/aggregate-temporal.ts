import { ProcessError } from '../../engine';
import type { Call, Callback, Process, Value } from '../../engine';
import { cubeArgument, invalid, labelsArgument, optionalText, show } from '../arguments';
import { instantMs } from '../cubes/instants';
import { lineCallback } from '../cubes/line-callback';
import { ANYTHING, CONTEXT, parameter } from '../definitions';
import { LABELS, TEMPORAL_CUBE, TEMPORAL_INTERVALS } from '../schemas';
import { aggregatedCube } from './aggregated-cube';
import { TEMPORAL_DIMENSION, TEMPORAL_EXCEPTIONS, temporalDimension } from './temporal-dimension';

const DAY_MS = 86_400_000;
const TIME = /^(\d{2}):(\d{2}):(\d{2})$/;

/** Milliseconds since midnight of `HH:MM:SS`; null for anything else. */
function timeMs(bound: Value): number | null {
  const parts = typeof bound === 'string' ? TIME.exec(bound) : null;
  return parts ? ((Number(parts[1]) * 60 + Number(parts[2])) * 60 + Number(parts[3])) * 1000 : null;
}

/** Whether an instant lies in a left-closed interval of dates, or of times on any day. */
function intervalTest([start, end]: readonly Value[], call: Call): (ms: number) => boolean {
  const [fromTime, toTime] = [timeMs(start), timeMs(end)];
  if (fromTime !== null && toTime !== null) {
    return ms => {
      const time = ((ms % DAY_MS) + DAY_MS) % DAY_MS;
      return fromTime < toTime
        ? time >= fromTime && time < toTime
        : time >= fromTime || time < toTime;
    };
  }
  const [from, to] = [start, end].map((bound, side) => {
    if (bound === null) {
      return side === 0 ? -Infinity : Infinity;
    }
    const ms = instantMs(bound);
    if (ms === null) {
      throw invalid(
        call,
        'intervals',
        `${show(bound)} is no date such as 2024-08-09; times such as 06:00:00 go with times alone.`
      );
    }
    return ms;
  });
  if (!(to > from)) {
    throw new ProcessError(
      'TemporalExtentEmpty',
      `The interval from ${show(start)} to ${show(end)} (excluded) is empty: its end must be later than its start.`
    );
  }
  return ms => ms >= from && ms < to;
}

/** @throws ProcessError `DistinctDimensionLabelsRequired`. */
function intervalLabels(
  intervals: readonly (readonly Value[])[],
  given: readonly (string | number)[],
  call: Call
): readonly (string | number)[] {
  if (given.length > 0 && given.length !== intervals.length) {
    throw invalid(
      call,
      'labels',
      `${given.length} labels were given for ${intervals.length} intervals.`
    );
  }
  const labels = given.length > 0 ? given : intervals.map(([start]) => start);
  const named = labels.filter(label => typeof label === 'string' || typeof label === 'number');
  if (named.length < intervals.length || new Set(named).size < named.length) {
    throw new ProcessError(
      'DistinctDimensionLabelsRequired',
      "The intervals need distinct labels, but their starts are not: give the parameter 'labels'."
    );
  }
  return named;
}

export const aggregateTemporal: Process = {
  definition: {
    id: 'aggregate_temporal',
    summary: 'Aggregate dates by intervals',
    description:
      'Reduces the dates of each interval to one value. Intervals include their start and not their end, and may overlap; one without dates hands an empty array to the reducer.',
    categories: ['cubes', 'aggregate'],
    parameters: [
      parameter('data', 'A cube with dates.', TEMPORAL_CUBE),
      parameter(
        'intervals',
        'Pairs of start (included) and end (excluded). Dates may be `null` for no limit. Two times such as `["18:00:00", "06:00:00"]` are that part of every day, in UTC.',
        TEMPORAL_INTERVALS
      ),
      parameter(
        'reducer',
        'The process for the values of one interval. It has to return one value.',
        lineCallback(
          ANYTHING,
          "A labeled array with elements of any type. If there's no data for the interval, the array is empty."
        )
      ),
      parameter(
        'labels',
        'Names for the intervals; by default each is named by its start.',
        LABELS,
        []
      ),
      TEMPORAL_DIMENSION,
      CONTEXT
    ],
    returns: { description: 'The cube with one label per interval.', schema: TEMPORAL_CUBE },
    exceptions: {
      ...TEMPORAL_EXCEPTIONS,
      DistinctDimensionLabelsRequired: {
        message: 'The dimension labels have duplicate values. Distinct labels must be specified.'
      },
      TemporalExtentEmpty: {
        message:
          'At least one of the intervals is empty. The second instant in time must always be greater/later than the first instant.'
      }
    }
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const intervals = args.intervals as readonly (readonly Value[])[];
    const dimension = temporalDimension(cube, optionalText(args, 'dimension', call));
    const tests = intervals.map(interval => intervalTest(interval, call));
    const labels = intervalLabels(intervals, labelsArgument(args, 'labels', call), call);
    const instants = dimension.labels.map(instantMs);
    const groups = labels.map((label, i) => ({
      label,
      indexes: instants.flatMap((ms, index) => (ms !== null && tests[i](ms) ? [index] : []))
    }));
    return aggregatedCube(cube, dimension, groups, args.reducer as Callback, args.context, {
      processId: call.processId,
      parameter: 'reducer'
    });
  }
};
