import { Column, defineProcess } from '../../engine';
import { ANYTHING_ALLOWED, BOOLEAN, parameter } from '../definitions';

export const isInfinite = defineProcess({
  definition: {
    id: 'is_infinite',
    summary: 'Is infinite',
    description: 'Whether a value is plus or minus infinity.',
    categories: ['comparison'],
    experimental: true,
    parameters: [parameter('x', 'The value to look at.', ANYTHING_ALLOWED)],
    returns: { description: 'Whether it is infinite.', schema: BOOLEAN }
  },
  run: ({ x }) => x === Infinity || x === -Infinity,
  columns: ({ x }, batch) => {
    const cells = batch.read(x);
    if (!cells) {
      return null;
    }
    const result = batch.cells();
    for (let i = 0; i < batch.count; i++) {
      result[i] = Math.abs(cells[i]) === Infinity ? 1 : 0;
    }
    return new Column('boolean', result);
  }
});
