import { type Callback, defineProcess, elementsOf, type Value } from '../../engine';
import { ARRAY, callbackSchema, CONTEXT, parameter } from '../definitions';
import { type AnyArray, elementParameters, labelsOfArray, withLabels } from './arrays';

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
        callbackSchema(
          [
            {
              name: 'x',
              description: 'The value of the current element being processed.',
              schema: { description: 'Any data type.' }
            },
            {
              name: 'index',
              description: 'The zero-based index of the current element being processed.',
              schema: { type: 'integer', minimum: 0 }
            },
            {
              name: 'label',
              description:
                'The label of the current element being processed. Only populated for labeled arrays.',
              schema: [{ type: 'number' }, { type: 'string' }, { type: 'null' }],
              default: null,
              optional: true
            }
          ],
          {
            description: 'The value to be set in the new array.',
            schema: { description: 'Any data type.' }
          }
        )
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
