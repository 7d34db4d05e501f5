import { defineProcess, elementsOf } from '../../engine';
import { BOOLEAN, BOOLEAN_OR_NULL, SORTABLE, parameter } from '../definitions';
import { type AnyArray } from './arrays';
import { sortedIndices } from './ordering';

export const order = defineProcess({
  definition: {
    id: 'order',
    summary: 'Order of the elements',
    description:
      'The indices that put an array in order, for ``rearrange()``. Equal elements stay in the order that they have.',
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
    returns: {
      description: 'The indices, counted from 0.',
      schema: { type: 'array', items: { type: 'integer', minimum: 0 } }
    }
  },
  run: args => {
    const values = elementsOf(args.data as AnyArray);
    return sortedIndices(values, {
      ascending: args.asc as boolean,
      nodataLast: args.nodata as boolean | null
    });
  }
});
