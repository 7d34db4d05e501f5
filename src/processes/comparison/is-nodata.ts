import { Column, defineProcess } from '../../engine';
import { ANYTHING_ALLOWED, BOOLEAN, parameter } from '../definitions';

export const isNodata = defineProcess({
  definition: {
    id: 'is_nodata',
    summary: 'Is no-data',
    description: 'Whether a value is no-data (`null`). NaN is no-data only in the cells of a cube.',
    categories: ['comparison'],
    parameters: [parameter('x', 'The value to look at.', ANYTHING_ALLOWED)],
    returns: { description: 'Whether it is no-data.', schema: BOOLEAN }
  },
  run: ({ x }) => x === null,
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
