import { isDataCube, planeCount, planeSize, ProcessError } from '../../engine';
import type { Json, Process, ResultAsset } from '../../engine';
import { cubeArgument, invalid, objectArgument, show, textArgument } from '../arguments';
import { writeNetcdf } from '../formats/netcdf/write-netcdf';
import { CUBE } from '../schemas';
import type { ProcessServices } from '../services';
import { fileNames, safe } from './file-names';
import { layersOf } from './layers';
import { writeGeoTiff } from './write-geotiff';
import { writeJson } from './write-json';

/** Output formats in the shape of openEO's `/file_formats`, by name. */
export const OUTPUT_FORMATS: { readonly [name: string]: Json } = {
  GTiff: {
    title: 'GeoTIFF',
    description:
      'Cloud-optimised GeoTIFF, float32, NaN for no-data: one file per date, one band per label of the other dimensions. Cubes in radar geometry become files without CRS, rows being lines and columns samples. The option `filename_prefix` (a text) takes the place of `openEO` in the file names, `openEO_<date>Z.tif`.',
    gis_data_types: ['raster'],
    parameters: {}
  },
  netCDF: {
    title: 'netCDF-4 (CF)',
    description:
      'One file, float32 with deflate, NaN for no-data: a variable per band over the other dimensions, with coordinates, CF time and grid mapping. Cubes in radar geometry have lines and samples as coordinates. The option `filename_prefix` takes the place of `openEO` in `openEO.nc`.',
    gis_data_types: ['raster'],
    parameters: {}
  },
  JSON: {
    title: 'JSON',
    description: 'Labels and values of a small cube. Takes the option `filename_prefix`, too.',
    gis_data_types: ['raster'],
    parameters: {}
  }
};

/** Side of the tiles that work is counted in. */
const TILE_CELLS = 512;

export const saveResult: Process<ProcessServices> = {
  definition: {
    id: 'save_result',
    summary: 'Save a cube as files',
    description:
      'Writes the cube into the results of the job. Formats: `GTiff`, `netCDF` and `JSON` (for small cubes), whatever the case of their letters. The option `filename_prefix` takes the place of `openEO` in the names of the files.',
    categories: ['cubes', 'export', 'stac'],
    parameters: [
      { name: 'data', description: 'The cube to save.', schema: CUBE },
      {
        name: 'format',
        description: 'One of the output formats that the back-end lists.',
        schema: { type: 'string', subtype: 'output-format' }
      },
      {
        name: 'options',
        description: 'Options of the format, such as `filename_prefix`.',
        schema: { type: 'object', subtype: 'output-format-options' },
        default: {},
        optional: true
      }
    ],
    returns: {
      description: 'The assets that were written, by file name.',
      schema: { type: 'object', subtype: 'stac' }
    },
    exceptions: {
      FormatUnsuitable: { message: "Data can't be transformed into the requested output format." },
      DataCubeEmpty: { message: "The file format doesn't support storing empty data cubes." }
    }
  },
  work: ({ data }) => {
    if (!isDataCube(data)) {
      return 0;
    }
    const { width, height } = planeSize(data.dimensions);
    const tiles = Math.ceil(width / TILE_CELLS) * Math.ceil(height / TILE_CELLS);
    return tiles * planeCount(data.dimensions);
  },
  rehearsal: 'nothing',
  async run(args, call) {
    const { context } = call;
    const cube = cubeArgument(args, 'data', call);
    const given = textArgument(args, 'format', call);
    const format = Object.keys(OUTPUT_FORMATS).find(
      name => name.toLowerCase() === given.toLowerCase()
    );
    const { filename_prefix: prefix = null, ...others } = objectArgument(args, 'options', call);
    if (prefix !== null && (typeof prefix !== 'string' || safe(prefix) === '')) {
      throw invalid(call, 'options', `filename_prefix must be a text, but is ${show(prefix)}.`);
    }
    if (Object.keys(others).length > 0) {
      const names = Object.keys(others).join(', ');
      context.log(
        'warning',
        `Options that are not known here: ${names}.`,
        call.nodeId ?? undefined
      );
    }
    const stem = prefix === null ? null : safe(prefix);
    const assets: ResultAsset[] = [];
    if (format === 'GTiff') {
      const layers = layersOf(cube);
      const names = fileNames(
        layers.map(({ date }) => date),
        stem,
        'tif'
      );
      for (const [i, layer] of layers.entries()) {
        const progress = (share: number): void => context.progress((i + share) / layers.length);
        assets.push(await writeGeoTiff(cube, layer, names[i], call, progress));
        context.addResult(assets[i]);
      }
    } else if (format === 'netCDF') {
      const [name] = fileNames([null], stem, 'nc');
      assets.push(await writeNetcdf(cube, name, call, share => context.progress(share)));
      context.addResult(assets[0]);
    } else if (format === 'JSON') {
      assets.push(await writeJson(cube, fileNames([null], stem, 'json')[0], call));
      context.addResult(assets[0]);
    } else {
      throw new ProcessError(
        'FormatUnsupported',
        `Output format '${given}' is not supported. There are: ${Object.keys(OUTPUT_FORMATS).join(', ')}.`
      );
    }
    return {
      assets: Object.fromEntries(
        assets.map(({ fileName, mediaType }) => [fileName, { href: fileName, type: mediaType }])
      )
    };
  }
};
