import { Column, defineProcess, ProcessError } from '../../engine';
import { NUMBER, NUMBER_OR_NULL, parameter } from '../definitions';

function range(min: number, max: number): [number, number] {
  if (min > max) {
    throw new ProcessError(
      'MinMaxSwapped',
      `The minimum ${min} is greater than the maximum ${max}.`
    );
  }
  return [min, max];
}

export const clip = defineProcess({
  definition: {
    id: 'clip',
    summary: 'Limit to a range',
    description:
      'Replaces numbers below `min` by `min` and numbers above `max` by `max`.\n\nNo-data values are passed through.',
    categories: ['math'],
    parameters: [
      parameter('x', 'The number to limit.', NUMBER_OR_NULL),
      parameter('min', 'The smallest number allowed.', NUMBER),
      parameter('max', 'The largest number allowed.', NUMBER)
    ],
    returns: { description: 'The number within the range.', schema: NUMBER_OR_NULL },
    exceptions: { MinMaxSwapped: { message: 'The minimum is greater than the maximum.' } }
  },
  run: args => {
    const x = args.x as number | null;
    const [min, max] = range(args.min as number, args.max as number);
    return x === null ? null : Math.min(Math.max(x, min), max);
  },
  columns: (args, batch) => {
    const x = batch.read(args.x);
    if (!x || typeof args.min !== 'number' || typeof args.max !== 'number') {
      return null;
    }
    const [min, max] = range(args.min, args.max);
    const result = batch.cells();
    for (let i = 0; i < batch.count; i++) {
      result[i] = Math.min(Math.max(x[i], min), max);
    }
    return new Column('number', result);
  }
});
