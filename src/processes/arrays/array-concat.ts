import {
  type Batch,
  Column,
  ColumnList,
  defineProcess,
  elementsOf,
  isArrayValue,
  isLabelledArray,
  listElements,
  type Operand,
  type Value
} from '../../engine';
import { ARRAY, parameter } from '../definitions';
import { type AnyArray, joinedLabels, withLabels } from './arrays';

function hasLabels(operand: Operand): boolean {
  return operand instanceof ColumnList ? operand.labels !== null : isLabelledArray(operand);
}

function arrayOf(value: Value): AnyArray {
  return isArrayValue(value) ? value : [value];
}

/** The elements of an array, and a single value as the only one. */
function elementsOrOne(operand: Operand, batch: Batch): readonly Operand[] | null {
  const isSingle = operand instanceof Column || operand === null || typeof operand === 'number';
  return isSingle ? [operand] : listElements(operand, batch);
}

export const arrayConcat = defineProcess({
  definition: {
    id: 'array_concat',
    summary: 'Join two arrays',
    description:
      'Puts one array after another. Labels are kept when both arrays have them, and must then all differ. A single value counts as an array of it.',
    categories: ['arrays'],
    parameters: [
      parameter('array1', 'The array in front.', ARRAY),
      parameter('array2', 'The array behind it.', ARRAY)
    ],
    returns: { description: 'The joined array.', schema: ARRAY },
    exceptions: { ArrayLabelConflict: { message: 'A label exists in both arrays.' } }
  },
  takesSingle: ['array1', 'array2'],
  run: args => {
    const first = arrayOf(args.array1);
    const second = arrayOf(args.array2);
    return withLabels([...elementsOf(first), ...elementsOf(second)], joinedLabels(first, second));
  },
  columns: (args, batch) => {
    const first = elementsOrOne(args.array1, batch);
    const second = elementsOrOne(args.array2, batch);
    if (!first || !second || [args.array1, args.array2].some(hasLabels)) {
      return null;
    }
    return new ColumnList([...first, ...second]);
  }
});
