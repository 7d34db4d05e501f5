import { defineProcess } from '../../engine';
import { ARRAY, parameter } from '../definitions';
import { type AnyArray, type Label, labelsOfArray } from './arrays';

export const arrayFindLabel = defineProcess({
  definition: {
    id: 'array_find_label',
    summary: 'Index of a label',
    description:
      'The index, counted from 0, of the element with a label; no-data when there is none or the array has no labels.',
    categories: ['arrays', 'reducer'],
    experimental: true,
    parameters: [
      parameter('data', 'The array to search.', ARRAY),
      parameter('label', 'The label to look for.', [{ type: 'number' }, { type: 'string' }])
    ],
    returns: {
      description: 'The index, or no-data.',
      schema: [{ type: 'null' }, { type: 'integer', minimum: 0 }]
    }
  },
  run: args => {
    const at = labelsOfArray(args.data as AnyArray)?.indexOf(args.label as Label) ?? -1;
    return at < 0 ? null : at;
  }
});
