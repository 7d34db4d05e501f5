import { Column, defineProcess } from '../../engine';
import { INTEGER, NUMBER_OR_NULL, parameter } from '../definitions';

function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  const over = x - below;
  return over < 0.5 || (over === 0.5 && below % 2 === 0) ? below : below + 1;
}

function roundTo(x: number, decimals: number): number {
  if (!Number.isFinite(x)) {
    return x;
  }
  // Multiplying and dividing by a whole power of ten keeps both directions exact.
  const scale = 10 ** Math.abs(decimals);
  return decimals < 0 ? roundHalfEven(x / scale) * scale : roundHalfEven(x * scale) / scale;
}

export const round = defineProcess({
  definition: {
    id: 'round',
    summary: 'Round to a precision',
    description:
      'Rounds to `p` decimals, or for a negative `p` to tens, hundreds and so on. A number exactly between two candidates goes to the even one (IEEE 754), so that rounding many numbers does not shift their mean.\n\nNo-data values are passed through.',
    categories: ['math > rounding'],
    parameters: [
      parameter('x', 'The number to round.', NUMBER_OR_NULL),
      parameter('p', 'Number of decimals; negative to round before the decimal point.', INTEGER, 0)
    ],
    returns: { description: 'The rounded number.', schema: NUMBER_OR_NULL }
  },
  run: args => {
    const x = args.x as number | null;
    return x === null ? null : roundTo(x, args.p as number);
  },
  columns: (args, batch) => {
    const x = batch.read(args.x);
    if (!x || typeof args.p !== 'number') {
      return null;
    }
    const result = batch.cells();
    for (let i = 0; i < batch.count; i++) {
      result[i] = roundTo(x[i], args.p);
    }
    return new Column('number', result);
  }
});
