import { defineProcess, elementsOf } from '../../engine';
import { parameter } from '../definitions';
import { type AnyArray, labelsOfArray } from './arrays';

export const arrayLabels = defineProcess({
  definition: {
    id: 'array_labels',
    summary: 'Labels of an array',
    description: 'The labels of an array, or the indices of one without labels.',
    categories: ['arrays'],
    parameters: [parameter('data', 'An array.', { type: 'array' })],
    returns: {
      description: 'The labels or indices, in order.',
      schema: { type: 'array', items: { type: ['number', 'string'] } }
    }
  },
  run: args => {
    const data = args.data as AnyArray;
    return labelsOfArray(data) ?? elementsOf(data).map((_, i) => i);
  }
});
