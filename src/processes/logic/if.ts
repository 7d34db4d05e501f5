import { Column, defineProcess } from '../../engine';
import { ANYTHING_ALLOWED, BOOLEAN_OR_NULL, parameter } from '../definitions';
import { isBoolean } from '../comparison/compare';

export const ifElse = defineProcess({
  definition: {
    id: 'if',
    summary: 'Choice between two values',
    description:
      'Gives `accept` where `value` is true and `reject` everywhere else, no-data included.',
    categories: ['logic', 'comparison', 'masks'],
    parameters: [
      parameter('value', 'What the choice depends on.', BOOLEAN_OR_NULL),
      parameter('accept', 'The result where `value` is true.', ANYTHING_ALLOWED),
      parameter('reject', 'The result where it is false or no-data.', ANYTHING_ALLOWED, null)
    ],
    returns: { description: 'One of the two values.', schema: ANYTHING_ALLOWED }
  },
  run: ({ value, accept, reject }) => (value === true ? accept : reject),
  columns: ({ value, accept, reject }, batch) => {
    const condition = batch.read(value);
    const yes = batch.read(accept);
    const no = batch.read(reject);
    if (!condition || !yes || !no || (reject !== null && isBoolean(accept) !== isBoolean(reject))) {
      return null;
    }
    const result = batch.cells();
    for (let i = 0; i < batch.count; i++) {
      // Not a number is neither true nor false, and is unequal to 0.
      const accepted = condition[i] !== 0 && !Number.isNaN(condition[i]);
      result[i] = accepted ? yes[i] : no[i];
    }
    return new Column(isBoolean(accept) ? 'boolean' : 'number', result);
  }
});
