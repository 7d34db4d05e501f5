import { findDimension, isSpatial, labelsOf, planeSize, ProcessError } from '../../engine';
import type { Callback, Process } from '../../engine';
import { cubeArgument, textArgument } from '../arguments';
import { callbackSchema, CONTEXT, parameter, TEXT } from '../definitions';
import { CUBE } from '../schemas';
import { croppedCube } from './crop';
import { selectLabels } from './rewire';

export const filterLabels: Process = {
  definition: {
    id: 'filter_labels',
    summary: 'Keep labels by a condition',
    description:
      'Keeps the labels of a dimension that a condition is true for, in their order. Along x and y, whose labels are coordinates, the cells that are kept must lie side by side.',
    categories: ['cubes', 'filter'],
    parameters: [
      parameter('data', 'The cube.', CUBE),
      parameter(
        'condition',
        'The condition on one label.',
        callbackSchema(
          [
            {
              name: 'value',
              description:
                'A single dimension label to compare against. The data type of the parameter depends on the dimension labels set for the dimension. Please note that for some dimension types a representation is used, e.g.\n\n* dates and/or times are usually strings compliant to [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601),\n* geometries can be a WKT string or an identifier.',
              schema: [{ type: 'number' }, { type: 'string' }]
            }
          ],
          {
            description:
              '`true` if the dimension label should be kept in the data cube, otherwise `false`.',
            schema: { type: 'boolean' }
          }
        )
      ),
      parameter('dimension', 'Name of the dimension.', TEXT),
      CONTEXT
    ],
    returns: { description: 'The cube with these labels alone.', schema: CUBE },
    exceptions: {
      DimensionNotAvailable: { message: 'A dimension with the specified name does not exist.' }
    }
  },
  async run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const dimension = findDimension(cube, textArgument(args, 'dimension', call));
    const condition = args.condition as Callback;
    const kept: number[] = [];
    for (const [index, value] of labelsOf(dimension).entries()) {
      if ((await condition.call({ value, context: args.context })) === true) {
        kept.push(index);
      }
    }
    if (!isSpatial(dimension)) {
      return selectLabels(cube, dimension, kept);
    }
    const first = kept[0] ?? 0;
    if (kept.length > 0 && kept[kept.length - 1] - first + 1 !== kept.length) {
      throw new ProcessError(
        'ProcessParameterInvalid',
        `The condition keeps cells along '${dimension.name}' that do not lie side by side; a grid has no gaps.`
      );
    }
    const window = { x: 0, y: 0, ...planeSize(cube.dimensions) };
    return croppedCube(
      cube,
      dimension.axis === 'x'
        ? { ...window, x: first, width: kept.length }
        : { ...window, y: first, height: kept.length }
    );
  }
};
