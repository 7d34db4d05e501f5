import { defineProcess, elementsOf, ProcessError } from '../../engine';
import { ARRAY, parameter } from '../definitions';
import { type AnyArray, type Label, joinedLabels, labelsOfArray, withLabels } from './arrays';

function keptLabels(
  data: AnyArray,
  values: AnyArray
): { old: readonly Label[]; put: readonly Label[] } | null {
  joinedLabels(data, values);
  const old = labelsOfArray(data) ?? (elementsOf(data).length === 0 ? [] : null);
  const put = labelsOfArray(values) ?? (elementsOf(values).length === 0 ? [] : null);
  const any = labelsOfArray(data) !== null || labelsOfArray(values) !== null;
  return old && put && any ? { old, put } : null;
}

export const arrayModify = defineProcess({
  definition: {
    id: 'array_modify',
    summary: 'Change part of an array',
    description:
      'Takes elements out of an array and puts others in their place. Labels are kept when both arrays have them or one is empty, and must then all differ.',
    categories: ['arrays'],
    experimental: true,
    parameters: [
      parameter('data', 'The array to change.', ARRAY),
      parameter('values', 'The elements to put in.', ARRAY),
      parameter('index', 'Index of the element that they are put in front of.', {
        type: 'integer',
        minimum: 0
      }),
      parameter(
        'length',
        'How many elements are taken out from there on.',
        { type: 'integer', minimum: 0 },
        0
      )
    ],
    returns: { description: 'The changed array.', schema: ARRAY },
    exceptions: {
      ArrayElementNotAvailable: { message: 'The index is beyond the end of the array.' },
      ArrayLabelConflict: { message: 'A label exists in both arrays.' }
    }
  },
  run: args => {
    const data = args.data as AnyArray;
    const values = args.values as AnyArray;
    const index = args.index as number;
    const count = elementsOf(data).length;
    if (index > count) {
      throw new ProcessError(
        'ArrayElementNotAvailable',
        `The index ${index} is beyond the end of the array of ${count} elements.`
      );
    }
    const splice = <T>(old: readonly T[], put: readonly T[]): T[] => [
      ...old.slice(0, index),
      ...put,
      ...old.slice(index + (args.length as number))
    ];
    const labels = keptLabels(data, values);
    return withLabels(
      splice(elementsOf(data), elementsOf(values)),
      labels && splice(labels.old, labels.put)
    );
  }
});
