import { findDimension, ProcessError, sizeOf } from '../../engine';
import type { Process } from '../../engine';
import { cubeArgument, textArgument } from '../arguments';
import { CUBE } from '../schemas';
import { dayOfLabel, originOf, withOrigin } from './radar-origin';
import { rewiredCube } from './rewire';

export const dropDimension: Process = {
  definition: {
    id: 'drop_dimension',
    summary: 'Remove a dimension',
    description:
      'Removes a dimension that has exactly one label left, for example after a filter. A dimension with more labels needs a reducer instead.',
    categories: ['cubes'],
    parameters: [
      { name: 'data', description: 'The cube to drop the dimension from.', schema: CUBE },
      { name: 'name', description: 'Name of the dimension.', schema: { type: 'string' } }
    ],
    returns: { description: 'The cube without that dimension.', schema: CUBE },
    exceptions: {
      DimensionLabelCountMismatch: {
        message: 'The number of dimension labels exceeds one, which requires a reducer.'
      },
      DimensionNotAvailable: { message: 'A dimension with the specified name does not exist.' }
    }
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const dimension = findDimension(cube, textArgument(args, 'name', call));
    const count = sizeOf(dimension);
    if (count !== 1) {
      throw new ProcessError(
        'DimensionLabelCountMismatch',
        count === 0
          ? `The dimension '${dimension.name}' has no label left: an earlier filter kept nothing.`
          : `The dimension '${dimension.name}' has ${count} labels; it can be dropped when one is left.`
      );
    }
    const day = dimension.kind === 'temporal' ? dayOfLabel(dimension.labels[0]) : null;
    const known = originOf(cube).days ?? [];
    return rewiredCube(
      cube,
      cube.dimensions.filter(d => d !== dimension),
      null,
      day === null || known.includes(day)
        ? cube.metadata
        : withOrigin(cube, { days: [...known, day] })
    );
  }
};
