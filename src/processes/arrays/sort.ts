import { defineProcess, elementsOf } from '../../engine';
import { BOOLEAN, BOOLEAN_OR_NULL, SORTABLE, parameter } from '../definitions';
import { type AnyArray } from './arrays';
import { sortedIndices } from './ordering';

export const sort = defineProcess({
  definition: {
    id: 'sort',
    summary: 'Sort an array',
    description:
      'Puts the numbers or dates of an array in order. Equal elements stay in the order that they have.',
    categories: ['arrays', 'sorting'],
    parameters: [
      parameter('data', 'An array of numbers or dates.', SORTABLE),
      parameter('asc', 'With `false`, from the largest to the smallest.', BOOLEAN, true),
      parameter(
        'nodata',
        '`true` puts no-data last and `false` first, `null` leaves it out.',
        BOOLEAN_OR_NULL,
        null
      )
    ],
    returns: { description: 'The sorted array.', schema: SORTABLE }
  },
  run: args => {
    const values = elementsOf(args.data as AnyArray);
    const indices = sortedIndices(values, {
      ascending: args.asc as boolean,
      nodataLast: args.nodata as boolean | null
    });
    return indices.map(i => values[i]);
  }
});
