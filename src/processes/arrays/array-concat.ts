import {
  ColumnList,
  defineProcess,
  elementsOf,
  isLabelledArray,
  listElements,
  type Operand
} from '../../engine';
import { ARRAY, parameter } from '../definitions';
import { type AnyArray, joinedLabels, withLabels } from './arrays';

function hasLabels(operand: Operand): boolean {
  return operand instanceof ColumnList ? operand.labels !== null : isLabelledArray(operand);
}

export const arrayConcat = defineProcess({
  definition: {
    id: 'array_concat',
    summary: 'Join two arrays',
    description:
      'Puts one array after another. Labels are kept when both arrays have them, and must then all differ.',
    categories: ['arrays'],
    parameters: [
      parameter('array1', 'The array in front.', ARRAY),
      parameter('array2', 'The array behind it.', ARRAY)
    ],
    returns: { description: 'The joined array.', schema: ARRAY },
    exceptions: { ArrayLabelConflict: { message: 'A label exists in both arrays.' } }
  },
  run: args => {
    const first = args.array1 as AnyArray;
    const second = args.array2 as AnyArray;
    return withLabels([...elementsOf(first), ...elementsOf(second)], joinedLabels(first, second));
  },
  columns: (args, batch) => {
    const first = listElements(args.array1, batch);
    const second = listElements(args.array2, batch);
    if (!first || !second || [args.array1, args.array2].some(hasLabels)) {
      return null;
    }
    return new ColumnList([...first, ...second]);
  }
});
