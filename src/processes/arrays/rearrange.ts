import { ArgumentError, defineProcess, elementsOf } from '../../engine';
import { ARRAY, parameter } from '../definitions';
import { type AnyArray } from './arrays';

export const rearrange = defineProcess({
  definition: {
    id: 'rearrange',
    summary: 'Rearrange an array',
    description:
      'Picks the elements of an array in the order of the given indices, such as ``order()`` computes.',
    categories: ['arrays', 'sorting'],
    parameters: [
      parameter('data', 'The array to rearrange.', ARRAY),
      parameter('order', 'Indices of the elements, counted from 0.', {
        type: 'array',
        items: { type: 'integer', minimum: 0 }
      })
    ],
    returns: { description: 'The elements in that order.', schema: ARRAY }
  },
  run: (args, call) => {
    const elements = elementsOf(args.data as AnyArray);
    return (elementsOf(args.order as AnyArray) as readonly number[]).map(index => {
      if (index >= elements.length) {
        const reason = `index ${index} is beyond the end of the array of ${elements.length} elements.`;
        throw ArgumentError.invalid(call.processId, 'order', reason);
      }
      return elements[index];
    });
  }
});
