import { planeIndexes, planeNumber, labelledDimensions, ProcessError } from '../../engine';
import type { DataCube, LabelledDimension, Plane, Process } from '../../engine';
import { cubeArgument, optionalText, textArgument } from '../arguments';
import { parameter } from '../definitions';
import { RASTER_CUBE } from '../schemas';

const BAND_NAME = { type: 'string', subtype: 'band-name' };

/** @throws ProcessError `DimensionAmbiguous`. */
function onlyBands(cube: DataCube): LabelledDimension {
  const bands = cube.dimensions.filter((d): d is LabelledDimension => d.kind === 'bands');
  if (bands.length !== 1) {
    throw new ProcessError(
      'DimensionAmbiguous',
      `The cube needs one dimension of type bands; it has ${bands.length}.`
    );
  }
  return bands[0];
}

/** @throws ProcessError with the given code when there is no band of that name. */
function bandIndex(bands: LabelledDimension, name: string, code: string): number {
  const index = bands.labels.indexOf(name);
  if (index < 0) {
    throw new ProcessError(
      code,
      `There is no band '${name}'; name one of ${bands.labels.join(', ')}.`
    );
  }
  return index;
}

/** (nir - red) / (nir + red) of each cell; no-data where the sum is 0. */
function indexOf(nir: Plane, red: Plane): Plane {
  const single = nir instanceof Float32Array && red instanceof Float32Array;
  const result = single ? new Float32Array(nir.length) : new Float64Array(nir.length);
  for (let i = 0; i < result.length; i++) {
    const sum = nir[i] + red[i];
    result[i] = sum === 0 ? NaN : (nir[i] - red[i]) / sum;
  }
  return result;
}

/** @param target - Name of the band to add; null to drop the bands. */
function ndviCube(
  cube: DataCube,
  bands: LabelledDimension,
  [nir, red]: readonly [nir: number, red: number],
  target: string | null
): DataCube {
  const at = labelledDimensions(cube.dimensions).indexOf(bands);
  const dimensions =
    target === null
      ? cube.dimensions.filter(d => d !== bands)
      : cube.dimensions.map(d =>
          d === bands ? { ...bands, labels: [...bands.labels, target] } : d
        );
  const find = (plane: number): { own: number | null; nir: number; red: number } => {
    const indexes = planeIndexes(dimensions, plane);
    const [index] = target === null ? [bands.labels.length] : indexes.splice(at, 1);
    const planeOf = (band: number): number =>
      planeNumber(cube.dimensions, [...indexes.slice(0, at), band, ...indexes.slice(at)]);
    const computed = index === bands.labels.length;
    return { own: computed ? null : planeOf(index), nir: planeOf(nir), red: planeOf(red) };
  };
  return {
    dimensions,
    metadata: cube.metadata,
    read: async (window, planes) => {
      const wanted = planes.map(find);
      const sources = wanted.flatMap(each =>
        each.own === null ? [each.nir, each.red] : [each.own]
      );
      const read = await cube.read(window, sources);
      let next = 0;
      return wanted.map(({ own }) =>
        own === null ? indexOf(read[next++], read[next++]) : read[next++]
      );
    }
  };
}

export const ndvi: Process = {
  definition: {
    id: 'ndvi',
    summary: 'Normalized Difference Vegetation Index',
    description:
      'Computes (nir - red) / (nir + red) of two bands. Cubes of this back-end carry no common names of bands: a band is found by its own name, so name `nir` and `red` unless the bands are called that.',
    categories: ['cubes', 'math > indices', 'vegetation indices'],
    parameters: [
      parameter('data', 'A raster cube with bands.', {
        type: 'object',
        subtype: 'datacube',
        dimensions: [{ type: 'spatial', axis: ['x', 'y'] }, { type: 'bands' }]
      }),
      parameter('nir', 'Name of the near infrared band.', BAND_NAME, 'nir'),
      parameter('red', 'Name of the red band.', BAND_NAME, 'red'),
      parameter(
        'target_band',
        'Name of a band to add for the index. `null` drops the bands, so that the index alone is left.',
        [{ type: 'string', pattern: '^\\w+$' }, { type: 'null' }],
        null
      )
    ],
    returns: { description: 'The cube of the index, or with it.', schema: RASTER_CUBE },
    exceptions: {
      NirBandAmbiguous: {
        message: "The NIR band can't be resolved, please specify the specific NIR band name."
      },
      RedBandAmbiguous: {
        message: "The red band can't be resolved, please specify the specific red band name."
      },
      DimensionAmbiguous: {
        message: 'dimension of type `bands` is not available or is ambiguous..'
      },
      BandExists: { message: 'A band with the specified target name exists.' }
    }
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const bands = onlyBands(cube);
    const nir = bandIndex(bands, textArgument(args, 'nir', call), 'NirBandAmbiguous');
    const red = bandIndex(bands, textArgument(args, 'red', call), 'RedBandAmbiguous');
    const target = optionalText(args, 'target_band', call);
    if (target !== null && bands.labels.includes(target)) {
      throw new ProcessError('BandExists', `A band '${target}' exists already.`);
    }
    return ndviCube(cube, bands, [nir, red], target);
  }
};
