import { Column, defineProcess } from '../../engine';
import { ANYTHING_ALLOWED, BOOLEAN, BOOLEAN_OR_NULL, NUMBER, parameter } from '../definitions';
import { isBoolean } from './compare';

function inRange(x: number, min: number, max: number, open: boolean): boolean {
  return x >= min && (open ? x < max : x <= max);
}

export const between = defineProcess({
  definition: {
    id: 'between',
    summary: 'Within a range',
    description:
      'Whether `x` is at least `min` and at most `max`. A range whose ends are swapped holds nothing; no-data stays no-data.',
    categories: ['comparison'],
    parameters: [
      parameter('x', 'The value to look at.', ANYTHING_ALLOWED),
      parameter('min', 'Lower end, included.', NUMBER),
      parameter('max', 'Upper end, included.', NUMBER),
      parameter('exclude_max', 'With `true` the upper end is not included.', BOOLEAN, false)
    ],
    returns: { description: 'Whether `x` is in the range.', schema: BOOLEAN_OR_NULL }
  },
  run: ({ x, min, max, exclude_max: open }) => {
    if (x === null) {
      return null;
    }
    return typeof x === 'number' && inRange(x, min as number, max as number, open === true);
  },
  columns: ({ x, min, max, exclude_max: open }, batch) => {
    const cells = isBoolean(x) ? null : batch.read(x);
    if (!cells || typeof min !== 'number' || typeof max !== 'number') {
      return null;
    }
    const result = batch.cells();
    for (let i = 0; i < batch.count; i++) {
      const inside = inRange(cells[i], min, max, open === true) ? 1 : 0;
      result[i] = Number.isNaN(cells[i]) ? NaN : inside;
    }
    return new Column('boolean', result);
  }
});
