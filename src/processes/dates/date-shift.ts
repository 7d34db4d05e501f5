import { defineProcess } from '../../engine';
import { DATE_OR_TIME, INTEGER, parameter } from '../definitions';
import { addMonths, readDate, writeDate } from './dates';
import { UNIT_MS } from './units';

export const dateShift = defineProcess({
  definition: {
    id: 'date_shift',
    summary: 'Shift a date',
    description:
      'A date that is some time later or earlier, in the time zone and form of the given one. Months and years keep the day, or take the last day of a month that is shorter.',
    categories: ['date & time'],
    parameters: [
      parameter('date', 'The date to shift.', DATE_OR_TIME),
      parameter('value', 'How many units later; negative for earlier.', INTEGER),
      parameter('unit', 'The unit of `value`.', {
        type: 'string',
        enum: ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'year']
      })
    ],
    returns: { description: 'The shifted date.', schema: DATE_OR_TIME }
  },
  run: (args, call) => {
    const date = readDate(args.date as string, call.processId, 'date');
    const value = args.value as number;
    const unit = args.unit as string;
    if (unit === 'month' || unit === 'year') {
      return writeDate(addMonths(date.localMs, unit === 'year' ? 12 * value : value), date);
    }
    return writeDate(date.localMs + value * UNIT_MS[unit], date);
  }
});
