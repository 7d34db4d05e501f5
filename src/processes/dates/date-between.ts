import { defineProcess } from '../../engine';
import { BOOLEAN, BOOLEAN_OR_NULL, parameter } from '../definitions';
import { instantMs } from './dates';

export const dateBetween = defineProcess({
  definition: {
    id: 'date_between',
    summary: 'Date within a range',
    description:
      'Whether a date or time is at or after `min` and at or before `max`. A range whose ends are swapped holds nothing.',
    categories: ['comparison', 'date & time'],
    parameters: [
      parameter('x', 'The date or time to look at.', [
        {
          type: 'string',
          format: 'date-time',
          subtype: 'date-time',
          description: 'Date and time with a time zone.'
        },
        {
          type: 'string',
          format: 'date',
          subtype: 'date',
          description:
            'Date only, formatted as `YYYY-MM-DD`. The time zone is UTC. Missing time components are all 0.'
        },
        {
          type: 'string',
          subtype: 'time',
          pattern: '^\\d{2}:\\d{2}:\\d{2}$',
          description: 'Time only, formatted as HH:MM:SS. The time zone is UTC.'
        }
      ]),
      parameter('min', 'Earliest, included.', [
        {
          type: 'string',
          format: 'date-time',
          subtype: 'date-time',
          description: 'Date and time with a time zone.'
        },
        {
          type: 'string',
          format: 'date',
          subtype: 'date',
          description:
            'Date only, formatted as `YYYY-MM-DD`. The time zone is UTC. Missing time components are all 0.'
        },
        {
          type: 'string',
          subtype: 'time',
          pattern: '^\\d{2}:\\d{2}:\\d{2}$',
          description: 'Time only, formatted as HH:MM:SS. The time zone is UTC.'
        }
      ]),
      parameter('max', 'Latest, included.', [
        {
          type: 'string',
          format: 'date-time',
          subtype: 'date-time',
          description: 'Date and time with a time zone.'
        },
        {
          type: 'string',
          format: 'date',
          subtype: 'date',
          description:
            'Date only, formatted as `YYYY-MM-DD`. The time zone is UTC. Missing time components are all 0.'
        },
        {
          type: 'string',
          subtype: 'time',
          pattern: '^\\d{2}:\\d{2}:\\d{2}$',
          description: 'Time only, formatted as HH:MM:SS. The time zone is UTC.'
        }
      ]),
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
