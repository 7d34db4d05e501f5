import { findDimension, labelsOf } from '../../engine';
import type { Process } from '../../engine';
import { cubeArgument, textArgument } from '../arguments';
import { CUBE } from '../schemas';

export const dimensionLabels: Process = {
  definition: {
    id: 'dimension_labels',
    summary: 'Labels of a dimension',
    description:
      'Gives the labels of a dimension in their order; those of a spatial dimension are the coordinates of the cell centres.',
    categories: ['cubes'],
    parameters: [
      { name: 'data', description: 'The cube.', schema: CUBE },
      { name: 'dimension', description: 'Name of the dimension.', schema: { type: 'string' } }
    ],
    returns: {
      description: 'The labels.',
      schema: { type: 'array', items: { type: ['number', 'string'] } }
    },
    exceptions: {
      DimensionNotAvailable: { message: 'A dimension with the specified name does not exist.' }
    }
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    return labelsOf(findDimension(cube, textArgument(args, 'dimension', call)));
  }
};
