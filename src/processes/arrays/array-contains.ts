import { defineProcess, elementsOf } from '../../engine';
import { ARRAY, BOOLEAN, SCALAR, parameter } from '../definitions';
import { equal } from '../comparison/compare';
import { type AnyArray } from './arrays';

export const arrayContains = defineProcess({
  definition: {
    id: 'array_contains',
    summary: 'Array contains a value',
    description:
      'Whether an array has an element that equals a value as ``eq()`` compares them. No-data equals nothing.',
    categories: ['arrays', 'comparison', 'reducer'],
    parameters: [
      parameter('data', 'The array to search.', ARRAY),
      parameter('value', 'The value to look for.', SCALAR)
    ],
    returns: { description: 'Whether the value is in the array.', schema: BOOLEAN }
  },
  run: args =>
    elementsOf(args.data as AnyArray).some(element => equal(element, args.value) === true)
});
