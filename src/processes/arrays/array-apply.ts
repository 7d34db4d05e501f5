import { type Callback, defineProcess, elementsOf, type Value } from '../../engine';
import { ARRAY, callbackSchema, CONTEXT, parameter } from '../definitions';
import {
  type AnyArray,
  ELEMENT_PARAMETERS,
  elementParameters,
  labelsOfArray,
  withLabels
} from './arrays';

export const arrayApply = defineProcess({
  definition: {
    id: 'array_apply',
    summary: 'Process each element',
    description: 'Applies a process to each element of an array. Labels are kept.',
    categories: ['arrays'],
    parameters: [
      parameter('data', 'An array.', ARRAY),
      parameter(
        'process',
        'The process for one element.',
        callbackSchema(ELEMENT_PARAMETERS, {
          description: 'The value to be set in the new array.',
          schema: { description: 'Any data type.' }
        })
      ),
      CONTEXT
    ],
    returns: { description: 'An array of as many elements.', schema: ARRAY }
  },
  run: async args => {
    const data = args.data as AnyArray;
    const process = args.process as Callback;
    const values: Value[] = [];
    for (let i = 0; i < elementsOf(data).length; i++) {
      values.push(await process.call(elementParameters(data, i, args.context)));
    }
    return withLabels(values, labelsOfArray(data));
  }
});
