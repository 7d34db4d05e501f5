import { memoryCube } from '../../engine';
import type { Process } from '../../engine';
import { CUBE } from '../schemas';

export const createDataCube: Process = {
  definition: {
    id: 'create_data_cube',
    summary: 'Make an empty cube',
    description: 'Makes a cube without dimensions and data; ``add_dimension()`` adds dimensions.',
    categories: ['cubes'],
    parameters: [],
    returns: { description: 'The empty cube.', schema: CUBE }
  },
  run: () => memoryCube([], [Float64Array.of(NaN)])
};
