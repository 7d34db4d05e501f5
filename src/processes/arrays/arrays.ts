import {
  elementsOf,
  isLabelledArray,
  type Json,
  type LabelledArray,
  ProcessError,
  type Value
} from '../../engine';

export type AnyArray = readonly Value[] | LabelledArray;
export type Label = string | number;

/** The labels of an array; null when it has none. */
export function labelsOfArray(data: AnyArray): readonly Label[] | null {
  return isLabelledArray(data) ? data.labels : null;
}

/** An array with labels, or a plain one when there are none. */
export function withLabels(values: readonly Value[], labels: readonly Label[] | null): Value {
  return labels ? { labels, values } : values;
}

/**
 * The labels of two arrays put together: kept only when both have them or one is empty.
 *
 * @throws ProcessError `ArrayLabelConflict` when a label is in both.
 */
export function joinedLabels(first: AnyArray, second: AnyArray): readonly Label[] | null {
  const a = labelsOfArray(first);
  const b = labelsOfArray(second);
  if (a && b) {
    const twice = b.find(label => a.includes(label));
    if (twice !== undefined) {
      throw new ProcessError(
        'ArrayLabelConflict',
        `The label '${twice}' exists in both arrays; rename it in one of them first.`
      );
    }
    return [...a, ...b];
  }
  return null;
}

/** What a callback over the elements of an array takes, besides the context. */
export const ELEMENT_PARAMETERS: readonly Json[] = [
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
];

/** What a callback over the elements of an array is handed. */
export function elementParameters(
  data: AnyArray,
  index: number,
  context: Value
): { x: Value; index: number; label: Label; context: Value } {
  return {
    x: elementsOf(data)[index],
    index,
    label: labelsOfArray(data)?.[index] ?? index,
    context
  };
}
