import { Column, defineProcess } from '../../engine';
import { ANYTHING_ALLOWED, BOOLEAN, parameter } from '../definitions';
import { isValidValue } from './compare';

export const isValid = defineProcess({
  definition: {
    id: 'is_valid',
    summary: 'Is valid',
    description:
      'Whether a value is neither no-data, NaN nor infinite. Texts, arrays and objects are always valid.',
    categories: ['comparison'],
    parameters: [parameter('x', 'The value to look at.', ANYTHING_ALLOWED)],
    returns: { description: 'Whether it is valid.', schema: BOOLEAN }
  },
  run: ({ x }) => isValidValue(x),
  columns: ({ x }, batch) => {
    const cells = batch.read(x);
    if (!cells) {
      return null;
    }
    const result = batch.cells();
    for (let i = 0; i < batch.count; i++) {
      result[i] = Number.isFinite(cells[i]) ? 1 : 0;
    }
    return new Column('boolean', result);
  }
});
