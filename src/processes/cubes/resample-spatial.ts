import { spatialAxis } from '../../engine';
import type { Arguments, Call, Process } from '../../engine';
import { cubeArgument, invalid, show, textArgument } from '../arguments';
import { isResamplingMethod, METHOD_DESCRIPTION, METHOD_SCHEMA } from '../resampling/methods';
import { RASTER_CUBE } from '../schemas';
import { epsgCode } from './epsg-code';
import { geocodedCube } from './geocode';
import { warpedCube } from './warp';
import type { Alignment } from './warp';

/** EPSG code; null where the argument is absent or null. */
export function projectionArgument(args: Arguments, call: Call): number | null {
  const value = args.projection;
  if (value === undefined || value === null) {
    return null;
  }
  const epsg = epsgCode(value);
  if (epsg === null) {
    throw invalid(
      call,
      'projection',
      `${show(value)} is no EPSG code such as 32632 or "EPSG:32632", and no WKT2 with one.`
    );
  }
  return epsg;
}

/** Cell size along x and y; 0 keeps that of the cube. */
export function resolutionArgument(args: Arguments, call: Call): [number, number] {
  const value = args.resolution ?? 0;
  const pair = Array.isArray(value) ? value : [value, value];
  if (pair.length !== 2 || pair.some(side => typeof side !== 'number' || !(side >= 0))) {
    throw invalid(call, 'resolution', `expected a cell size of 0 or more, or two of them.`);
  }
  return pair as [number, number];
}

export const resampleSpatial: Process = {
  definition: {
    id: 'resample_spatial',
    summary: 'Bring a cube to another map grid, or from radar geometry to a map',
    description:
      'Brings the cube to a grid of the given resolution and projection. The new cells are laid out from a corner of the extent of the cube, see `align`.\n\nThe method `geocode`, which is one of this back-end and of GeoPySpark back-ends, takes a cube in radar geometry to the map. The cube must hold the latitude and longitude of every pixel (degrees, WGS 84) in the bands `latitude` and `longitude`, `grid_lat` and `grid_lon`, or `lat` and `lon`. Those two bands are used up: the result has the other bands alone. Values are interpolated bilinearly between the four pixels around the centre of a cell; a cell beside a pixel without value has none. Where relief folds pixels over each other (layover), the later line counts, and within a line the later sample. Without a projection the UTM zone of the middle of the scene is taken, and cell edges lie on multiples of the resolution, whatever `align` says.',
    categories: ['cubes', 'reproject'],
    parameters: [
      { name: 'data', description: 'A raster cube.', schema: RASTER_CUBE },
      {
        name: 'resolution',
        description:
          'Cell size in units of the projection (metres, or degrees for a geographic one); 0 keeps that of the cube.',
        schema: [
          {
            description: 'A single number used as the resolution for both x and y.',
            type: 'number',
            minimum: 0
          },
          {
            description:
              'A two-element array to specify separate resolutions for x (first element) and y (second element).',
            type: 'array',
            minItems: 2,
            maxItems: 2,
            items: { type: 'number', minimum: 0 }
          }
        ],
        default: 0,
        optional: true
      },
      {
        name: 'projection',
        description:
          'The target, as an EPSG code (`32632` or `"EPSG:32632"`). `null` keeps that of the cube; with `geocode` it means the UTM zone of the scene.',
        schema: [
          {
            title: 'EPSG Code',
            type: 'integer',
            subtype: 'epsg-code',
            minimum: 1000,
            examples: [3857]
          },
          { title: 'WKT2', type: 'string', subtype: 'wkt2-definition' },
          { title: "Don't change projection", type: 'null' }
        ],
        default: null,
        optional: true
      },
      {
        name: 'method',
        description: `How values are found. ${METHOD_DESCRIPTION} \`geocode\` is for radar geometry.`,
        schema: METHOD_SCHEMA,
        default: 'near',
        optional: true
      },
      {
        name: 'align',
        description:
          'The corner of the extent that the new cells are laid out from; they may reach beyond the opposite one.',
        schema: {
          type: 'string',
          enum: ['lower-left', 'upper-left', 'lower-right', 'upper-right']
        },
        default: 'upper-left',
        optional: true
      }
    ],
    returns: {
      description:
        'The cube on the new grid, with its other dimensions as they were, save the bands that `geocode` uses up.',
      schema: RASTER_CUBE
    },
    exceptions: {
      UnsupportedGeometry: {
        message: 'The method does not fit the geometry (radar or map) of the data cube.'
      }
    }
  },
  alsoTakes: { method: ['geocode'] },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const epsg = projectionArgument(args, call);
    const resolution = resolutionArgument(args, call);
    const method = args.method === undefined ? 'near' : textArgument(args, 'method', call);
    if (method === 'geocode') {
      if (resolution[0] === 0 || resolution[1] === 0) {
        throw invalid(call, 'resolution', 'geocoding needs the cell size of the map grid.');
      }
      return geocodedCube(cube, { epsg, resolution }, call.context);
    }
    if (!isResamplingMethod(method)) {
      throw invalid(call, 'method', `"${method}" is none of the methods that are offered.`);
    }
    const unchanged = epsg === null && resolution[0] === 0 && resolution[1] === 0;
    if (unchanged && spatialAxis(cube.dimensions, 'x') !== null) {
      throw invalid(call, 'resolution', 'give a resolution or a projection.');
    }
    const align = (args.align ?? 'upper-left') as Alignment;
    return warpedCube(cube, epsg, resolution, method, align);
  }
};
