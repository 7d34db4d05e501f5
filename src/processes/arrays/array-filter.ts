import { type Callback, defineProcess, elementsOf } from '../../engine';
import { ARRAY, callbackSchema, CONTEXT, parameter } from '../definitions';
import {
  type AnyArray,
  ELEMENT_PARAMETERS,
  elementParameters,
  labelsOfArray,
  withLabels
} from './arrays';

export const arrayFilter = defineProcess({
  definition: {
    id: 'array_filter',
    summary: 'Filter an array',
    description: 'Keeps the elements of an array, and their labels, that a condition is true for.',
    categories: ['arrays', 'filter'],
    parameters: [
      parameter('data', 'An array.', ARRAY),
      parameter(
        'condition',
        'The condition on an element, its index or its label.',
        callbackSchema(ELEMENT_PARAMETERS, {
          description: '`true` if the value should be kept in the array, otherwise `false`.',
          schema: { type: 'boolean' }
        })
      ),
      CONTEXT
    ],
    returns: { description: 'The elements that are left.', schema: ARRAY }
  },
  run: async args => {
    const data = args.data as AnyArray;
    const condition = args.condition as Callback;
    const labels = labelsOfArray(data);
    const kept: number[] = [];
    for (let i = 0; i < elementsOf(data).length; i++) {
      if ((await condition.call(elementParameters(data, i, args.context))) === true) {
        kept.push(i);
      }
    }
    const values = kept.map(i => elementsOf(data)[i]);
    return withLabels(values, labels && kept.map(i => labels[i]));
  }
});
