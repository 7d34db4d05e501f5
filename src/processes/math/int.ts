import { Column, defineProcess } from '../../engine';
import { INTEGER_OR_NULL, NUMBER_OR_NULL, parameter } from '../definitions';

export const integerPart = defineProcess({
  definition: {
    id: 'int',
    summary: 'Integer part',
    description:
      'The number without its fraction: rounded towards zero.\n\nNo-data values are passed through; NaN, which has no integer part, becomes no-data.',
    categories: ['math', 'math > rounding'],
    parameters: [parameter('x', 'A number.', NUMBER_OR_NULL)],
    returns: { description: 'The integer part.', schema: INTEGER_OR_NULL }
  },
  run: args => {
    const x = args.x as number | null;
    return x === null || Number.isNaN(x) ? null : Math.trunc(x);
  },
  columns: (args, batch) => {
    const x = batch.read(args.x);
    if (!x) {
      return null;
    }
    const result = batch.cells();
    for (let i = 0; i < batch.count; i++) {
      result[i] = Math.trunc(x[i]);
    }
    return new Column('number', result);
  }
});
