import { applyAlong, defineProcess, isLabelled, type Callback, type DataCube } from '../../engine';
import { ANYTHING, CONTEXT, parameter, TEXT, TEXT_OR_NULL } from '../definitions';
import { CUBE } from '../schemas';
import { joinDimensions } from './join-dimensions';
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
          'that exists, or a new one, which takes the place of `dimension`. The labels of one that ' +
          'exists are replaced; where it has several, the values along both dimensions together ' +
          'are handed to the process as one array.',
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
  run: (args, call) => {
    const [name, target] = [args.dimension as string, args.target_dimension as string | null];
    return applyAlong(
      withSingleLabel(args.data as DataCube, name, target),
      name,
      args.process as Callback,
      args.context,
      target,
      { processId: call.processId, parameter: 'process' }
    );
  }
});

/** The cube in which another target dimension that exists has a single label. */
function withSingleLabel(cube: DataCube, name: string, target: string | null): DataCube {
  const labelled = cube.dimensions.filter(isLabelled);
  const source = labelled.find(dimension => dimension.name === name);
  const onto = labelled.find(dimension => dimension.name === target);
  return source && onto && source !== onto && onto.labels.length > 1
    ? joinDimensions(cube, source, onto)
    : cube;
}
