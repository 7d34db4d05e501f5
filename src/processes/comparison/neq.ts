import { defineProcess } from '../../engine';
import { BOOLEAN_OR_NULL } from '../definitions';
import { binaryColumns } from '../scalars';
import { equal, EQUALITY_PARAMETERS, equalityOptions, isBoolean } from './compare';

export const neq = defineProcess({
  definition: {
    id: 'neq',
    summary: 'Not equal',
    description:
      'Whether two values are different. Values of different types are never equal, and neither are arrays or objects; NaN equals nothing. No-data in either operand makes the result no-data. Dates are compared as texts.',
    categories: ['texts', 'comparison'],
    parameters: EQUALITY_PARAMETERS,
    returns: { description: 'Whether the two are different.', schema: BOOLEAN_OR_NULL }
  },
  run: args => {
    const same = equal(args.x, args.y, equalityOptions(args));
    return same === null ? null : !same;
  },
  columns: ({ x, y, delta }, batch) => {
    if (isBoolean(x) !== isBoolean(y) || typeof (delta ?? 0) !== 'number') {
      return null;
    }
    const tolerance = (delta ?? 0) as number;
    return binaryColumns(x, y, batch, 'boolean', (xs, ys, result, count) => {
      for (let i = 0; i < count; i++) {
        const same = xs[i] === ys[i] || Math.abs(xs[i] - ys[i]) <= tolerance;
        result[i] = Number.isNaN(xs[i]) || Number.isNaN(ys[i]) ? NaN : same ? 0 : 1;
      }
    });
  }
});
