import type { Process } from '../../engine';
import { invalid, textArgument } from '../arguments';
import { BAND_NAMES, CUBE, PROPERTIES, SPATIAL_EXTENT, TEMPORAL_EXTENT } from '../schemas';
import type { ProcessServices } from '../services';
import { loadedCube } from './stac-cube';

export const loadStac: Process<ProcessServices> = {
  definition: {
    id: 'load_stac',
    summary: 'Load GeoTIFFs that STAC describes',
    description:
      'Loads the GeoTIFF assets of a STAC Item, ItemCollection, Collection or Catalog that can be reached over http(s), such as the results of a batch job by their signed `canonical` link. Dimensions: t (the dates of the items), bands, y, x. All files must lie on one grid; they are neither warped nor mosaicked. Files in radar geometry (without CRS, or with bands `grid_lat` and `grid_lon` on a grid that only counts pixels) give a cube of lines and samples without CRS.',
    categories: ['cubes', 'import'],
    experimental: true,
    parameters: [
      {
        name: 'url',
        description: 'Address of the STAC document; signed where the server asks for it.',
        schema: {
          title: 'URL',
          type: 'string',
          format: 'uri',
          subtype: 'uri',
          pattern: '^https?://'
        }
      },
      {
        name: 'spatial_extent',
        description:
          'A bounding box, for files on a map grid. GeoJSON and vector cubes are refused.',
        schema: SPATIAL_EXTENT,
        default: null,
        optional: true
      },
      {
        name: 'temporal_extent',
        description: 'Dates to load: start included, end excluded.',
        schema: TEMPORAL_EXTENT,
        default: null,
        optional: true
      },
      {
        name: 'bands',
        description: 'Names of the bands to load, in this order.',
        schema: BAND_NAMES,
        default: null,
        optional: true
      },
      {
        name: 'properties',
        description: 'Conditions on the properties of the items, all of which must hold.',
        schema: PROPERTIES,
        default: null,
        optional: true
      }
    ],
    returns: { description: 'The cube.', schema: CUBE },
    exceptions: {
      NoDataAvailable: { message: 'There is no data available for the given extents.' },
      TemporalExtentEmpty: {
        message:
          'The temporal extent is empty. The second instant in time must always be greater/later than the first instant in time.'
      }
    }
  },
  async run(args, call) {
    const url = textArgument(args, 'url', call);
    if (!/^https?:\/\//i.test(url)) {
      throw invalid(call, 'url', 'expected an address that begins with http:// or https://.');
    }
    return loadedCube(url, call.context.services, args, call);
  }
};
