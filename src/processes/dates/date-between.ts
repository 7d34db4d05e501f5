import { defineProcess } from '../../engine';
import type { Json } from '../../engine';
import { BOOLEAN, BOOLEAN_OR_NULL, parameter } from '../definitions';
import { DATE_BOUNDS } from '../schemas';
import { instantMs } from './dates';

const BOUND: Json = [
  ...DATE_BOUNDS,
  {
    type: 'string',
    subtype: 'time',
    pattern: '^\\d{2}:\\d{2}:\\d{2}$',
    description: 'Time only, formatted as HH:MM:SS. The time zone is UTC.'
  }
];

export const dateBetween = defineProcess({
  definition: {
    id: 'date_between',
    summary: 'Date within a range',
    description:
      'Whether a date or time is at or after `min` and at or before `max`. A range whose ends are swapped holds nothing.',
    categories: ['comparison', 'date & time'],
    parameters: [
      parameter('x', 'The date or time to look at.', BOUND),
      parameter('min', 'Earliest, included.', BOUND),
      parameter('max', 'Latest, included.', BOUND),
      parameter('exclude_max', 'With `true` the latest is not included.', BOOLEAN, false)
    ],
    returns: { description: 'Whether it is in the range.', schema: BOOLEAN_OR_NULL }
  },
  run: (args, call) => {
    const [x, min, max] = (['x', 'min', 'max'] as const).map(name =>
      instantMs(args[name] as string, call.processId, name)
    );
    return x >= min && (args.exclude_max === true ? x < max : x <= max);
  }
});
