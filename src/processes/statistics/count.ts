import {
  Column,
  defineProcess,
  elementsOf,
  isCallback,
  listElements,
  type LabelledArray
} from '../../engine';
import { ARRAY, callbackSchema, CONTEXT, NUMBER, parameter } from '../definitions';
import { isValidValue } from '../comparison/compare';

export const count = defineProcess({
  definition: {
    id: 'count',
    summary: 'Number of elements',
    description:
      'Counts the elements of an array: the valid ones (see ``is_valid()``), all, or those that a condition is true for.',
    categories: ['arrays', 'math > statistics', 'reducer'],
    parameters: [
      parameter('data', 'An array.', ARRAY),
      parameter(
        'condition',
        '`null` counts valid elements, `true` all, a process those that it returns `true` for.',
        [
          {
            title: 'Condition',
            description:
              'A logical expression that is evaluated against each element in the array.',
            ...callbackSchema(
              [
                {
                  name: 'x',
                  description: 'The value of the current element being processed.',
                  schema: { description: 'Any data type.' }
                }
              ],
              {
                description:
                  '`true` if the element should increase the counter, otherwise `false`.',
                schema: { type: 'boolean' }
              }
            )
          },
          {
            title: 'All elements',
            description: 'Boolean `true` counts all elements in the list.',
            type: 'boolean',
            const: true
          },
          {
            title: 'Valid elements',
            description: '`null` counts valid elements in the list.',
            type: 'null'
          }
        ],
        null
      ),
      CONTEXT
    ],
    returns: { description: 'The number of elements.', schema: NUMBER }
  },
  run: async args => {
    const elements = elementsOf(args.data as LabelledArray);
    const { condition } = args;
    if (isCallback(condition)) {
      let count = 0;
      for (const x of elements) {
        count += (await condition.call({ x, context: args.context })) === true ? 1 : 0;
      }
      return count;
    }
    return condition === true ? elements.length : elements.filter(isValidValue).length;
  },
  columns: (args, batch) => {
    const columns = listElements(args.data, batch)?.map(element => batch.read(element));
    if (args.condition !== null || !columns || columns.includes(null)) {
      return null;
    }
    const result = batch.cells().fill(0, 0, batch.count);
    for (const column of columns as Float64Array[]) {
      for (let i = 0; i < batch.count; i++) {
        result[i] += Number.isFinite(column[i]) ? 1 : 0;
      }
    }
    return new Column('number', result);
  }
});
