import { defineProcess, type LabelledArray } from '../../engine';
import { BOOLEAN, BOOLEANS, BOOLEAN_OR_NULL, parameter } from '../definitions';
import { and, combineAll } from './three-valued';

export const all = defineProcess({
  definition: {
    id: 'all',
    summary: 'All are true',
    description:
      'Whether all elements of an array are true; `true` for an empty one. No-data is left out unless `ignore_nodata` is `false`; it then makes the result no-data wherever that depends on it.',
    categories: ['logic', 'reducer'],
    parameters: [
      parameter('data', 'An array of booleans.', BOOLEANS),
      parameter('ignore_nodata', 'Whether no-data values are left out.', BOOLEAN, true)
    ],
    returns: { description: 'The combined truth.', schema: BOOLEAN_OR_NULL }
  },
  run: args => combineAll(args.data as LabelledArray, args.ignore_nodata as boolean, true, and)
});
