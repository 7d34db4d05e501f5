import type { Arguments, Call, DataCube, Process, SpatialDimension } from '../../engine';
import { projectionFor, transformBounds } from '../../raster';
import type { Bounds } from '../../raster';
import { cubeArgument, invalid, objectArgument, show } from '../arguments';
import { BOUNDING_BOX, RASTER_CUBE } from '../schemas';
import { croppedCube } from './crop';
import { epsgCode } from './epsg-code';
import { mapAxes } from './map-axes';

/** A box and the EPSG code of its coordinates. */
export interface Extent {
  readonly bounds: Bounds;
  readonly epsg: number;
}

/** Share of a cell by which a cell centre may lie outside and still count, for rounding alone. */
const ROUNDING = 1e-9;

/** Reads a bounding box; null where the argument is absent or null. */
export function extentArgument(args: Arguments, name: string, call: Call): Extent | null {
  if (args[name] === undefined || args[name] === null) {
    return null;
  }
  const box = objectArgument(args, name, call);
  const sides = ['west', 'south', 'east', 'north'].map(side => {
    const value = box[side];
    if (typeof value !== 'number') {
      throw invalid(
        call,
        name,
        `expected a bounding box with numbers west, south, east and north.`
      );
    }
    return value;
  });
  const [west, south, east, north] = sides;
  const epsg = epsgCode(box.crs ?? 4326);
  if (epsg === null) {
    throw invalid(call, name, `crs ${show(box.crs)} is no EPSG code, and no WKT2 with one.`);
  }
  if (!(east >= west && north >= south)) {
    throw invalid(call, name, 'east and north must not be less than west and south.');
  }
  return { bounds: [west, south, east, north], epsg };
}

/**
 * The cube with those cells alone whose centres lie in the box.
 *
 * @throws ProcessError `UnsupportedGeometry` for a cube in radar geometry, whose cells are not in
 * rows and columns of any map.
 */
export function withinExtent(cube: DataCube, extent: Extent): DataCube {
  const { x, y, epsg } = mapAxes(
    cube,
    'A bounding box cannot limit a cube in radar geometry: geocode it first (resample_spatial), or leave the extent null.'
  );
  const [west, south, east, north] =
    epsg === extent.epsg
      ? extent.bounds
      : transformBounds(extent.bounds, projectionFor(extent.epsg), projectionFor(epsg));
  const columns = indexesWithin(x, west, east);
  const rows = indexesWithin(y, south, north);
  return croppedCube(cube, {
    x: columns.start,
    y: rows.start,
    width: columns.size,
    height: rows.size
  });
}

/** First index and number of the cells whose centres lie between two coordinates, both included. */
function indexesWithin(
  { first, step, size }: SpatialDimension,
  low: number,
  high: number
): { start: number; size: number } {
  const [from, to] = step > 0 ? [low, high] : [high, low];
  const start = Math.max(0, Math.ceil((from - first) / step - ROUNDING));
  const end = Math.min(size - 1, Math.floor((to - first) / step + ROUNDING));
  return { start: Math.min(start, size), size: Math.max(0, end - start + 1) };
}

export const filterBbox: Process = {
  definition: {
    id: 'filter_bbox',
    summary: 'Keep the cells of a bounding box',
    description:
      'Keeps the cells whose centre lies in the box or on its edge. A box in another CRS is taken to that of the cube, as the box around its densified edges.',
    categories: ['cubes', 'filter'],
    parameters: [
      {
        name: 'data',
        description: 'A raster cube on a map grid.',
        schema: [
          { title: 'Raster data cube', ...(RASTER_CUBE as object) },
          {
            title: 'Vector data cube',
            type: 'object',
            subtype: 'datacube',
            dimensions: [{ type: 'geometry' }]
          }
        ]
      },
      {
        name: 'extent',
        description: 'The box, in degrees unless `crs` says otherwise.',
        schema: BOUNDING_BOX
      }
    ],
    returns: {
      description: 'The cube with fewer (or as many) rows and columns.',
      schema: [
        { title: 'Raster data cube', ...(RASTER_CUBE as object) },
        {
          title: 'Vector data cube',
          type: 'object',
          subtype: 'datacube',
          dimensions: [{ type: 'geometry' }]
        }
      ]
    }
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const extent = extentArgument(args, 'extent', call);
    return extent === null ? cube : withinExtent(cube, extent);
  }
};
