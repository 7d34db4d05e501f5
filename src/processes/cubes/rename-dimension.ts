import { findDimension, ProcessError } from '../../engine';
import type { Process } from '../../engine';
import { cubeArgument, textArgument } from '../arguments';
import { CUBE } from '../schemas';
import { rewiredCube } from './rewire';

export const renameDimension: Process = {
  definition: {
    id: 'rename_dimension',
    summary: 'Rename a dimension',
    description: 'Gives a dimension another name; everything else stays.',
    categories: ['cubes'],
    parameters: [
      { name: 'data', description: 'The cube.', schema: CUBE },
      { name: 'source', description: 'The present name.', schema: { type: 'string' } },
      {
        name: 'target',
        description: 'The new name, which no other dimension may have.',
        schema: { type: 'string' }
      }
    ],
    returns: { description: 'The cube with the dimension renamed.', schema: CUBE },
    exceptions: {
      DimensionNotAvailable: { message: 'A dimension with the specified name does not exist.' },
      DimensionExists: { message: 'A dimension with the specified name already exists.' }
    }
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const dimension = findDimension(cube, textArgument(args, 'source', call));
    const target = textArgument(args, 'target', call);
    if (cube.dimensions.some(d => d.name === target)) {
      throw new ProcessError('DimensionExists', `A dimension '${target}' exists already.`);
    }
    return rewiredCube(
      cube,
      cube.dimensions.map(d => (d === dimension ? { ...d, name: target } : d))
    );
  }
};
