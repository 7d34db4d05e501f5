import { defineProcess } from '../../engine';
import { BOOLEAN, BOOLEAN_OR_NULL, SCALAR, parameter } from '../definitions';
import { binaryColumns } from '../scalars';
import { equal, equalityOptions, isBoolean } from './compare';

export const eq = defineProcess({
  definition: {
    id: 'eq',
    summary: 'Equal',
    description:
      'Whether two values are equal. Values of different types are never equal, and neither are arrays or objects; NaN equals nothing. No-data in either operand makes the result no-data. Dates are compared as texts.',
    categories: ['texts', 'comparison'],
    parameters: [
      parameter('x', 'The first operand.', SCALAR),
      parameter('y', 'The second operand.', SCALAR),
      parameter(
        'delta',
        'Numbers that differ by no more than this are equal; `null` compares exactly.',
        { type: ['number', 'null'], minimumExclusive: 0 },
        null
      ),
      parameter(
        'case_sensitive',
        'With `false`, texts that differ only in case are equal.',
        BOOLEAN,
        true
      )
    ],
    returns: { description: 'Whether the two are equal.', schema: BOOLEAN_OR_NULL }
  },
  run: args => {
    const same = equal(args.x, args.y, equalityOptions(args));
    return same;
  },
  columns: ({ x, y, delta }, batch) => {
    if (isBoolean(x) !== isBoolean(y) || typeof (delta ?? 0) !== 'number') {
      return null;
    }
    const tolerance = (delta ?? 0) as number;
    return binaryColumns(x, y, batch, 'boolean', (xs, ys, result, count) => {
      for (let i = 0; i < count; i++) {
        const same = xs[i] === ys[i] || Math.abs(xs[i] - ys[i]) <= tolerance;
        result[i] = Number.isNaN(xs[i]) || Number.isNaN(ys[i]) ? NaN : same ? 1 : 0;
      }
    });
  }
});
