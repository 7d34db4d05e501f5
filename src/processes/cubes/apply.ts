import { defineProcess, mapCells, type Callback, type DataCube } from '../../engine';
import { ANYTHING, callbackSchema, CONTEXT, parameter } from '../definitions';
import { CUBE } from '../schemas';

export const apply = defineProcess({
  definition: {
    id: 'apply',
    summary: 'Process each cell',
    description:
      'Applies a process to each cell of a data cube. Dimensions stay as they are. A boolean is ' +
      'stored as 1 or 0.',
    categories: ['cubes'],
    parameters: [
      parameter('data', 'A data cube.', CUBE),
      parameter(
        'process',
        'The process for one value.',
        callbackSchema([{ name: 'x', description: 'The value to process.', schema: ANYTHING }], {
          description: 'The value to be set in the new data cube.',
          schema: ANYTHING
        })
      ),
      CONTEXT
    ],
    returns: { description: 'The cube with the new values.', schema: CUBE }
  },
  run: (args, call) =>
    mapCells(args.data as DataCube, args.process as Callback, args.context, {
      processId: call.processId,
      parameter: 'process'
    })
});
