import { defineProcess, elementsOf, ProcessError } from '../../engine';
import { ANYTHING_ALLOWED, parameter } from '../definitions';
import { type AnyArray, type Label } from './arrays';

export const arrayCreateLabeled = defineProcess({
  definition: {
    id: 'array_create_labeled',
    summary: 'Create an array with labels',
    description: 'Makes an array whose elements have labels, which JSON has no form for.',
    categories: ['arrays'],
    experimental: true,
    parameters: [
      parameter('data', 'The elements.', ANYTHING_ALLOWED),
      parameter('labels', 'As many labels.', {
        type: 'array',
        uniqueItems: true,
        items: { type: ['number', 'string'] }
      })
    ],
    returns: {
      description: 'The array with labels.',
      schema: {
        type: 'array',
        subtype: 'labeled-array',
        items: { description: 'Any data type is allowed.' }
      }
    },
    exceptions: { ArrayLengthMismatch: { message: 'There are not as many labels as values.' } }
  },
  run: args => {
    const values = elementsOf(args.data as AnyArray);
    const labels = elementsOf(args.labels as AnyArray) as readonly Label[];
    if (values.length !== labels.length) {
      throw new ProcessError(
        'ArrayLengthMismatch',
        `There are ${values.length} values and ${labels.length} labels; as many of both are needed.`
      );
    }
    return { labels, values };
  }
});
