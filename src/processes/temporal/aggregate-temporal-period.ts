import { ProcessError } from '../../engine';
import type { Callback, Process } from '../../engine';
import { cubeArgument, optionalText, textArgument } from '../arguments';
import { lineCallback } from '../cubes/line-callback';
import { instantMs } from '../cubes/instants';
import { ANYTHING, CONTEXT, parameter } from '../definitions';
import { TEMPORAL_CUBE } from '../schemas';
import { aggregatedCube } from './aggregated-cube';
import { periodLabel, periodsBetween } from './calendar';
import { TEMPORAL_DIMENSION, TEMPORAL_EXCEPTIONS, temporalDimension } from './temporal-dimension';

export const aggregateTemporalPeriod: Process = {
  definition: {
    id: 'aggregate_temporal_period',
    summary: 'Aggregate dates by calendar periods',
    description:
      'Reduces all dates of a calendar period to one value: hours, days, ISO weeks, dekads, months, seasons, years or decades, in UTC. There is a label for every period from the first date to the last; one without dates hands an empty array to the reducer.',
    categories: ['aggregate', 'climatology', 'cubes'],
    parameters: [
      parameter('data', 'A cube with dates.', TEMPORAL_CUBE),
      parameter(
        'period',
        'The calendar period. A dekad is the days 1 to 10, 11 to 20 or 21 to the end of a month; a season begins in December, March, June or September, a tropical season in November or May; a decade begins with a year that ends in 0, `decade-ad` in 1. A season is named after the year that it begins in.',
        {
          type: 'string',
          enum: [
            'hour',
            'day',
            'week',
            'dekad',
            'month',
            'season',
            'tropical-season',
            'year',
            'decade',
            'decade-ad'
          ]
        }
      ),
      parameter(
        'reducer',
        'The process for the values of one period. It has to return one value.',
        lineCallback(
          ANYTHING,
          "A labeled array with elements of any type. If there's no data for the period, the array is empty."
        )
      ),
      TEMPORAL_DIMENSION,
      CONTEXT
    ],
    returns: {
      description:
        'The cube with one label per period: `2024-08-09-05` for an hour, `2024-222` for a day, `2024-32` for a week, `2024-22` for a dekad, `2024-08` for a month, `2024-jja`, `2024-mjjaso`, `2024`, `2020` and `2021`.',
      schema: TEMPORAL_CUBE
    },
    exceptions: TEMPORAL_EXCEPTIONS
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const period = textArgument(args, 'period', call);
    const dimension = temporalDimension(cube, optionalText(args, 'dimension', call));
    const instants = dimension.labels.map(label => {
      const ms = instantMs(label);
      if (ms === null) {
        throw new ProcessError(
          'DimensionNotAvailable',
          `The label '${label}' of dimension '${dimension.name}' is no date, so it is in no period.`
        );
      }
      return ms;
    });
    const [first, last] = [Math.min(...instants), Math.max(...instants)];
    const labels = instants.length === 0 ? [] : periodsBetween(period, first, last);
    const members = new Map(labels.map(label => [label, [] as number[]]));
    instants.forEach((ms, index) => members.get(periodLabel(period, ms))?.push(index));
    const groups = labels.map(label => ({ label, indexes: members.get(label) ?? [] }));
    return aggregatedCube(cube, dimension, groups, args.reducer as Callback, args.context, {
      processId: call.processId,
      parameter: 'reducer'
    });
  }
};
