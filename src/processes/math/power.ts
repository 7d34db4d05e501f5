import { Column, defineProcess } from '../../engine';
import { NUMBER_OR_NULL, parameter } from '../definitions';

export const power = defineProcess({
  definition: {
    id: 'power',
    summary: 'Power',
    description:
      'Raises `base` to the power of `p`. No-data in either operand makes the result no-data.',
    categories: ['math', 'math > exponential & logarithmic'],
    parameters: [
      parameter('base', 'The number to raise.', NUMBER_OR_NULL),
      parameter('p', 'The exponent.', NUMBER_OR_NULL)
    ],
    returns: { description: 'The power.', schema: NUMBER_OR_NULL }
  },
  run: args => {
    const base = args.base as number | null;
    const p = args.p as number | null;
    return base === null || p === null ? null : Math.pow(base, p);
  },
  columns: (args, batch) => {
    const base = batch.read(args.base);
    const p = batch.read(args.p);
    if (!base || !p) {
      return null;
    }
    const result = batch.cells();
    if (args.p === 2) {
      for (let i = 0; i < batch.count; i++) {
        result[i] = base[i] * base[i];
      }
    } else if (args.p === 0.5) {
      for (let i = 0; i < batch.count; i++) {
        result[i] = base[i] === -Infinity ? Infinity : Math.sqrt(base[i]);
      }
    } else {
      for (let i = 0; i < batch.count; i++) {
        // In a cube NaN is no-data, which the language's NaN ** 0 === 1 would lose.
        result[i] = Number.isNaN(base[i]) ? NaN : Math.pow(base[i], p[i]);
      }
    }
    return new Column('number', result);
  }
});
