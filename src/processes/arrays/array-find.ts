import { defineProcess, elementsOf } from '../../engine';
import { ANYTHING_ALLOWED, ARRAY, BOOLEAN, parameter } from '../definitions';
import { equal } from '../comparison/compare';
import { type AnyArray } from './arrays';

export const arrayFind = defineProcess({
  definition: {
    id: 'array_find',
    summary: 'Index of a value',
    description:
      'The index, counted from 0, of the first or last element that equals a value as ``eq()`` compares them; no-data when there is none.',
    categories: ['arrays', 'reducer'],
    parameters: [
      parameter('data', 'The array to search.', ARRAY),
      parameter('value', 'The value to look for.', ANYTHING_ALLOWED),
      parameter('reverse', 'With `true`, the last match instead of the first.', BOOLEAN, false)
    ],
    returns: {
      description: 'The index, or no-data.',
      schema: [{ type: 'null' }, { type: 'integer', minimum: 0 }]
    }
  },
  run: args => {
    const matches = elementsOf(args.data as AnyArray).map(
      element => equal(element, args.value) === true
    );
    const at = args.reverse === true ? matches.lastIndexOf(true) : matches.indexOf(true);
    return at < 0 ? null : at;
  }
});
