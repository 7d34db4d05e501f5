import { applyAlong, defineProcess, type Callback, type DataCube } from '../../engine';
import { ANYTHING, CONTEXT, parameter, TEXT, TEXT_OR_NULL } from '../definitions';
import { CUBE } from '../schemas';
import { lineCallback } from './line-callback';

export const applyDimension = defineProcess({
  definition: {
    id: 'apply_dimension',
    summary: 'Process the values along a dimension',
    description:
      'Hands the values along a dimension to a process, pixel by pixel, and puts the array that it ' +
      'returns in their place. As many values as before keep the labels of the dimension, any ' +
      'other number of values is numbered from 0.',
    categories: ['cubes'],
    parameters: [
      parameter('data', 'A data cube.', CUBE),
      parameter(
        'process',
        'The process for one array of values. It has to return an array.',
        lineCallback({ type: 'array', items: ANYTHING })
      ),
      parameter('dimension', 'Name of the dimension that the values are taken along.', TEXT),
      parameter(
        'target_dimension',
        'Name of the dimension that the new values are put along: `null` for the same one, one ' +
          'with a single label, or a new one, which takes the place of `dimension`.',
        TEXT_OR_NULL,
        null
      ),
      CONTEXT
    ],
    returns: { description: 'The cube with the new values.', schema: CUBE },
    exceptions: {
      DimensionNotAvailable: { message: 'A dimension with the specified name does not exist.' }
    }
  },
  run: (args, call) =>
    applyAlong(
      args.data as DataCube,
      args.dimension as string,
      args.process as Callback,
      args.context,
      args.target_dimension as string | null,
      { processId: call.processId, parameter: 'process' }
    )
});
