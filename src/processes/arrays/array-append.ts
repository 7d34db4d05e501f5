import { defineProcess, elementsOf, ProcessError } from '../../engine';
import { ANYTHING_ALLOWED, ARRAY, parameter } from '../definitions';
import { type AnyArray, type Label, labelsOfArray, withLabels } from './arrays';

export const arrayAppend = defineProcess({
  definition: {
    id: 'array_append',
    summary: 'Append to an array',
    description:
      'Adds a value to the end of an array. In an array with labels it gets the given label, or else its index.',
    categories: ['arrays'],
    parameters: [
      parameter('data', 'An array.', ARRAY),
      parameter('value', 'The value to add.', ANYTHING_ALLOWED),
      parameter(
        'label',
        'Label of the new value, for arrays with labels only; `null` takes the index.',
        [{ type: 'number' }, { type: 'string' }, { type: 'null' }],
        null
      )
    ],
    returns: { description: 'The longer array.', schema: ARRAY },
    exceptions: {
      LabelExists: { message: 'The array has an element with that label already.' },
      ArrayNotLabeled: { message: 'The array has no labels.' }
    }
  },
  run: args => {
    const data = args.data as AnyArray;
    const labels = labelsOfArray(data);
    const values = [...elementsOf(data), args.value];
    if (!labels) {
      if (args.label !== null) {
        throw new ProcessError(
          'ArrayNotLabeled',
          `The array has no labels, so the value can't get the label '${String(args.label)}'.`
        );
      }
      return values;
    }
    const label = (args.label ?? labels.length) as Label;
    if (labels.includes(label)) {
      throw new ProcessError(
        'LabelExists',
        `The array has an element labelled '${label}' already.`
      );
    }
    return withLabels(values, [...labels, label]);
  }
});
