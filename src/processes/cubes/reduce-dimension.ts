import { defineProcess, reduceAlong, type Callback, type DataCube } from '../../engine';
import { ANYTHING, CONTEXT, parameter, TEXT } from '../definitions';
import { CUBE } from '../schemas';
import { lineCallback } from './line-callback';

export const reduceDimension = defineProcess({
  definition: {
    id: 'reduce_dimension',
    summary: 'Reduce a dimension',
    description:
      'Hands the values along a dimension to a process, pixel by pixel, and puts the one value ' +
      'that it returns in their place. The dimension is gone afterwards.',
    categories: ['cubes', 'reducer'],
    parameters: [
      parameter('data', 'A data cube.', CUBE),
      parameter(
        'reducer',
        'The process for one array of values. It has to return one value.',
        lineCallback(ANYTHING)
      ),
      parameter('dimension', 'Name of the dimension to reduce.', TEXT),
      CONTEXT
    ],
    returns: { description: 'The cube without that dimension.', schema: CUBE },
    exceptions: {
      DimensionNotAvailable: { message: 'A dimension with the specified name does not exist.' }
    }
  },
  run: (args, call) =>
    reduceAlong(
      args.data as DataCube,
      args.dimension as string,
      args.reducer as Callback,
      args.context,
      { processId: call.processId, parameter: 'reducer' }
    )
});
