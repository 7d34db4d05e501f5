import { Column, defineProcess } from '../../engine';
import { BOOLEAN_OR_NULL, parameter } from '../definitions';

export const not = defineProcess({
  definition: {
    id: 'not',
    summary: 'Logical not',
    description: 'Turns true into false and false into true. No-data values are passed through.',
    categories: ['logic'],
    parameters: [parameter('x', 'The boolean to turn round.', BOOLEAN_OR_NULL)],
    returns: { description: 'The opposite.', schema: BOOLEAN_OR_NULL }
  },
  run: ({ x }) => (x === null ? null : !x),
  columns: ({ x }, batch) => {
    const cells = batch.read(x);
    if (!cells) {
      return null;
    }
    const result = batch.cells();
    for (let i = 0; i < batch.count; i++) {
      result[i] = Number.isNaN(cells[i]) ? NaN : cells[i] === 0 ? 1 : 0;
    }
    return new Column('boolean', result);
  }
});
