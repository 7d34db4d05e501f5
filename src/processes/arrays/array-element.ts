import { ColumnList, defineProcess, elementsOf, type Operand, ProcessError } from '../../engine';
import { ANYTHING_ALLOWED, ARRAY, BOOLEAN, optionalParameter, parameter } from '../definitions';
import { type AnyArray, type Label, labelsOfArray } from './arrays';

/** Index of the element that is asked for; -1 when it is not there and need not be. */
function locate(
  length: number,
  labels: readonly Label[] | null,
  args: Readonly<Record<string, Operand>>
): number {
  const { index, label } = args;
  if (index === undefined && label === undefined) {
    throw new ProcessError(
      'ArrayElementParameterMissing',
      "One of the parameters 'index' and 'label' is needed."
    );
  }
  if (index !== undefined && label !== undefined) {
    throw new ProcessError(
      'ArrayElementParameterConflict',
      "Only one of the parameters 'index' and 'label' can be given."
    );
  }
  if (label !== undefined && !labels) {
    throw new ProcessError(
      'ArrayNotLabeled',
      `The array has no labels, so there is no '${String(label)}'; give an index instead.`
    );
  }
  const at = labels && label !== undefined ? labels.indexOf(label as Label) : (index as number);
  if (at >= 0 && at < length) {
    return at;
  }
  if (args.return_nodata === true) {
    return -1;
  }
  throw new ProcessError(
    'ArrayElementNotAvailable',
    label === undefined
      ? `The array of ${length} elements has none at index ${String(index)}.`
      : `The array has no element '${String(label)}'; its labels are ${(labels ?? []).join(', ')}.`
  );
}

/** Absent, or the same for every pixel. */
function isFixed(operand: Operand | undefined): boolean {
  return operand === undefined || typeof operand === 'number' || typeof operand === 'string';
}

export const arrayElement = defineProcess({
  definition: {
    id: 'array_element',
    summary: 'Element of an array',
    description:
      'Gives the element at an index or, in an array with labels such as the bands of a pixel, with a label. Exactly one of the two has to be given.',
    categories: ['arrays', 'reducer'],
    parameters: [
      parameter('data', 'An array.', ARRAY),
      optionalParameter('index', 'Index of the element, counted from 0.', {
        type: 'integer',
        minimum: 0
      }),
      optionalParameter('label', 'Label of the element, for arrays with labels only.', [
        { type: 'number' },
        { type: 'string' }
      ]),
      parameter(
        'return_nodata',
        'With `true`, an element that does not exist is no-data instead of an error.',
        BOOLEAN,
        false
      )
    ],
    returns: { description: 'The element.', schema: ANYTHING_ALLOWED },
    exceptions: {
      ArrayElementNotAvailable: { message: 'The array has no element with that index or label.' },
      ArrayElementParameterMissing: { message: 'Neither `index` nor `label` is given.' },
      ArrayElementParameterConflict: { message: 'Both `index` and `label` are given.' },
      ArrayNotLabeled: { message: 'The array has no labels.' }
    }
  },
  run: args => {
    const data = args.data as AnyArray;
    const at = locate(elementsOf(data).length, labelsOfArray(data), args);
    return at < 0 ? null : elementsOf(data)[at];
  },
  columns: args => {
    const { data } = args;
    if (!(data instanceof ColumnList) || !isFixed(args.index) || !isFixed(args.label)) {
      return null;
    }
    const at = locate(data.elements.length, data.labels, args);
    return at < 0 ? NaN : data.elements[at];
  }
});
