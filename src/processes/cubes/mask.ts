import { labelledDimensions, planeIndexes, planeNumber, ProcessError } from '../../engine';
import type { DataCube, LabelledDimension, Process } from '../../engine';
import { cubeArgument } from '../arguments';
import { parameter } from '../definitions';
import { RASTER_CUBE } from '../schemas';
import { labelIndex } from './merge-labels';
import { replacementArgument } from './replacement';
import { alignedWith } from './resample-cube-spatial';

/** For each plane of `data` the plane of `mask` that it is masked by. */
function maskPlanes(data: DataCube, mask: DataCube): (plane: number) => number {
  const dimensions = labelledDimensions(data.dimensions);
  const incompatible = (reason: string): ProcessError =>
    new ProcessError('IncompatibleDataCubes', `The mask does not fit the cube: ${reason}.`);
  const matched = labelledDimensions(mask.dimensions).map(own => {
    const at = dimensions.findIndex(d => d.name === own.name && d.kind === own.kind);
    if (at < 0) {
      throw incompatible(`the cube has no dimension '${own.name}' of type ${own.kind}`);
    }
    return { at, indexes: indexesIn(own, dimensions[at], incompatible) };
  });
  return plane => {
    const indexes = planeIndexes(data.dimensions, plane);
    return planeNumber(
      mask.dimensions,
      matched.map(({ at, indexes: ofMask }) => ofMask[indexes[at]])
    );
  };
}

function indexesIn(
  mask: LabelledDimension,
  data: LabelledDimension,
  incompatible: (reason: string) => ProcessError
): number[] {
  return data.labels.map(label => {
    const index = labelIndex(mask, label);
    if (index < 0) {
      throw incompatible(`the label '${label}' of dimension '${data.name}' is not in it`);
    }
    return index;
  });
}

/** The cube with `replacement` where the mask is neither 0 nor no-data. */
function maskedCube(data: DataCube, mask: DataCube, replacement: number): DataCube {
  const maskPlane = maskPlanes(data, mask);
  return {
    dimensions: data.dimensions,
    metadata: data.metadata,
    read: async (window, planes) => {
      const masks = planes.map(maskPlane);
      const distinct = [...new Set(masks)];
      const cells = await data.read(window, planes);
      const maskCells = await mask.read(window, distinct);
      cells.forEach((plane, p) => {
        const masked = maskCells[distinct.indexOf(masks[p])];
        for (let i = 0; i < plane.length; i++) {
          if (masked[i] !== 0 && !Number.isNaN(masked[i])) {
            plane[i] = replacement;
          }
        }
      });
      return cells;
    }
  };
}

export const mask: Process = {
  definition: {
    id: 'mask',
    summary: 'Replace cells by a raster mask',
    description:
      'Replaces the cells of a cube where a mask is `true` or any number but 0. A mask on another map grid is brought to that of the cube by its nearest cells; one without a dimension of the cube holds for all labels of it. No-data in the mask masks nothing.',
    categories: ['cubes', 'masks'],
    parameters: [
      parameter('data', 'A raster cube.', RASTER_CUBE),
      parameter('mask', 'The mask, with a cell for each one of the cube.', RASTER_CUBE),
      parameter(
        'replacement',
        'What masked cells become: a number, a boolean, or `null` for no-data.',
        { type: ['number', 'boolean', 'string', 'null'] },
        null
      )
    ],
    returns: { description: 'The masked cube, with the same dimensions.', schema: RASTER_CUBE },
    exceptions: {
      IncompatibleDataCubes: {
        message:
          'The data cube and the mask are incompatible, e.g. because of different dimensions or labels.'
      }
    }
  },
  run(args, call) {
    const data = cubeArgument(args, 'data', call);
    const aligned = alignedWith(cubeArgument(args, 'mask', call), data, 'near');
    return maskedCube(data, aligned, replacementArgument(args, 'replacement', call));
  }
};
