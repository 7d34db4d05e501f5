import { defineProcess } from '../../engine';
import { DATE_OR_TIME, NUMBER, parameter } from '../definitions';
import { addMonths, instantMs } from './dates';
import { UNIT_MS } from './units';

/** Periods of `months` months from one instant to another, in milliseconds since 1970. */
function wholeAndRest(firstMs: number, secondMs: number, months: number): number {
  if (secondMs < firstMs) {
    return -wholeAndRest(secondMs, firstMs, months);
  }
  let whole = 0;
  while (addMonths(firstMs, (whole + 1) * months) <= secondMs) {
    whole++;
  }
  const from = addMonths(firstMs, whole * months);
  const to = addMonths(firstMs, (whole + 1) * months);
  return whole + (secondMs - from) / (to - from);
}

export const dateDifference = defineProcess({
  definition: {
    id: 'date_difference',
    summary: 'Time between two dates',
    description:
      'How much later `date2` is than `date1`, negative when it is earlier. Years and months are counted whole, with the rest as a share of the month or year that it falls in; all other units have a fixed length.',
    categories: ['comparison', 'date & time'],
    experimental: true,
    parameters: [
      parameter('date1', 'The date counted from.', DATE_OR_TIME),
      parameter('date2', 'The date counted to.', DATE_OR_TIME),
      parameter(
        'unit',
        'The unit of the result.',
        {
          type: 'string',
          enum: ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'year']
        },
        'second'
      )
    ],
    returns: { description: 'The difference in the given unit.', schema: NUMBER }
  },
  run: (args, call) => {
    const first = instantMs(args.date1 as string, call.processId, 'date1');
    const second = instantMs(args.date2 as string, call.processId, 'date2');
    const unit = args.unit as string;
    if (unit === 'month' || unit === 'year') {
      return wholeAndRest(first, second, unit === 'month' ? 1 : 12);
    }
    return (second - first) / UNIT_MS[unit];
  }
});
