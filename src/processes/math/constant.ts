import { defineProcess } from '../../engine';
import { ANYTHING, parameter } from '../definitions';

export const constant = defineProcess({
  definition: {
    id: 'constant',
    summary: 'A constant',
    description: 'Gives back what it is given, to use one value in several places of a graph.',
    categories: ['math > constants'],
    parameters: [parameter('x', 'The value.', ANYTHING)],
    returns: { description: 'The same value.', schema: ANYTHING }
  },
  run: args => args.x,
  columns: args => args.x
});
