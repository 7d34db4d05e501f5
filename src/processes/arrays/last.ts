import { Column, defineProcess, elementsOf, listElements } from '../../engine';
import { ANYTHING_ALLOWED, ARRAY, IGNORE_NODATA, parameter } from '../definitions';
import { type AnyArray } from './arrays';

export const last = defineProcess({
  definition: {
    id: 'last',
    summary: 'Last element',
    description:
      'The last element of an array, no-data left out unless `ignore_nodata` is `false`. The result is no-data for an array without any value.',
    categories: ['arrays', 'reducer'],
    parameters: [parameter('data', 'An array.', ARRAY), IGNORE_NODATA],
    returns: { description: 'The element.', schema: ANYTHING_ALLOWED }
  },
  run: args => {
    const elements = elementsOf(args.data as AnyArray);
    const used = args.ignore_nodata === false ? elements : elements.filter(x => x !== null);
    return used.at(-1) ?? null;
  },
  columns: (args, batch) => {
    const columns = listElements(args.data, batch)?.map(element => batch.read(element));
    if (!columns || columns.includes(null) || args.ignore_nodata === false) {
      return null;
    }
    const result = batch.cells().fill(NaN, 0, batch.count);
    for (const column of columns as Float64Array[]) {
      for (let i = 0; i < batch.count; i++) {
        result[i] = Number.isNaN(column[i]) ? result[i] : column[i];
      }
    }
    return new Column('number', result);
  }
});
