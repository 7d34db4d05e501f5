import { ProcessError } from '../../engine';
import type { DataCube, LabelledDimension, Process } from '../../engine';
import { cubeArgument, optionalTexts } from '../arguments';
import { BANDS_CUBE } from '../schemas';
import { selectLabels } from './rewire';

/** The one dimension of bands. @throws ProcessError `DimensionMissing`. */
export function bandsDimension(cube: DataCube): LabelledDimension {
  const found = cube.dimensions.find(dimension => dimension.kind === 'bands');
  if (found === undefined) {
    throw new ProcessError('DimensionMissing', 'A band dimension is missing.');
  }
  return found as LabelledDimension;
}

/**
 * The cube with the bands of these names, in this order.
 *
 * @throws ProcessError `LabelNotAvailable` that lists the bands there are.
 */
export function withBands(cube: DataCube, names: readonly string[]): DataCube {
  const bands = bandsDimension(cube);
  const indexes = [...new Set(names)].map(name => {
    const index = bands.labels.indexOf(name);
    if (index < 0) {
      throw new ProcessError(
        'LabelNotAvailable',
        `There is no band '${name}'. The cube has: ${bands.labels.join(', ')}.`
      );
    }
    return index;
  });
  return selectLabels(cube, bands, indexes);
}

export const filterBands: Process = {
  definition: {
    id: 'filter_bands',
    summary: 'Keep bands by name',
    description:
      'Keeps the bands that are named, in the order in which they are named. A name that the cube does not have is an error, not an empty result. Cubes of this back-end carry no wavelengths, so a filter by `wavelengths` alone matches nothing and is refused.',
    categories: ['cubes', 'filter'],
    parameters: [
      { name: 'data', description: 'A cube with bands.', schema: BANDS_CUBE },
      {
        name: 'bands',
        description: 'Names of bands; their order becomes that of the cube.',
        schema: { type: 'array', items: { type: 'string', subtype: 'band-name' } },
        default: [],
        optional: true
      },
      {
        name: 'wavelengths',
        description: 'Ranges of wavelengths in micrometres, each `[shortest, longest]`.',
        schema: {
          type: 'array',
          items: {
            type: 'array',
            minItems: 2,
            maxItems: 2,
            items: { type: 'number' },
            examples: [
              [
                [0.45, 0.5],
                [0.6, 0.7]
              ]
            ]
          }
        },
        default: [],
        optional: true
      }
    ],
    returns: {
      description: 'The cube with the same dimensions and the chosen bands.',
      schema: BANDS_CUBE
    },
    exceptions: {
      BandFilterParameterMissing: {
        message:
          'The process `filter_bands` requires any of the parameters `bands`, `common_names` or `wavelengths` to be set.'
      },
      DimensionMissing: { message: 'A band dimension is missing.' },
      LabelNotAvailable: { message: 'A label with the specified name does not exist.' }
    }
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const names = optionalTexts(args, 'bands', call);
    if (names === null) {
      const wavelengths = args.wavelengths;
      const byWavelength = Array.isArray(wavelengths) && wavelengths.length > 0;
      throw new ProcessError(
        byWavelength ? 'LabelNotAvailable' : 'BandFilterParameterMissing',
        byWavelength
          ? 'The bands of this cube have no wavelengths; choose them by name.'
          : "The process 'filter_bands' needs the parameter 'bands'."
      );
    }
    return withBands(cube, names);
  }
};
