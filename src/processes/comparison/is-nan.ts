import { Column, defineProcess } from '../../engine';
import { ANYTHING_ALLOWED, BOOLEAN, parameter } from '../definitions';

export const isNan = defineProcess({
  definition: {
    id: 'is_nan',
    summary: 'Is not a number',
    description:
      'Whether a value is the NaN of IEEE 754. The no-data cells of a cube, which are stored as NaN, count as such.',
    categories: ['comparison', 'math > constants'],
    parameters: [parameter('x', 'The value to look at.', ANYTHING_ALLOWED)],
    returns: { description: 'Whether it is NaN.', schema: BOOLEAN }
  },
  run: ({ x }) => typeof x === 'number' && Number.isNaN(x),
  columns: ({ x }, batch) => {
    const cells = batch.read(x);
    if (!cells) {
      return null;
    }
    const result = batch.cells();
    for (let i = 0; i < batch.count; i++) {
      result[i] = Number.isNaN(cells[i]) ? 1 : 0;
    }
    return new Column('boolean', result);
  }
});
