import type { Bbox, SpatialDimension } from '../../engine';
import { projectionFor, RasterError, transformBounds } from '../../raster';
import { cubeBounds } from '../cubes/map-axes';
import { closedRing } from './ground-outline';

/** Where a map grid lies in longitude and latitude. */
export interface Footprint {
  readonly bbox: Bbox | null;
  readonly outline: readonly (readonly [number, number])[] | null;
}

/** The footprint of a map grid; nulls where its CRS has no projection here. */
export function mapFootprint(x: SpatialDimension, y: SpatialDimension, epsg: number): Footprint {
  const bounds = cubeBounds(x, y);
  const [minX, minY, maxX, maxY] = bounds;
  try {
    const projection = projectionFor(epsg);
    const [west, south, east, north] = transformBounds(bounds, projection, projectionFor(4326));
    const corners = (
      [
        [minX, minY],
        [maxX, minY],
        [maxX, maxY],
        [minX, maxY]
      ] as const
    ).map(([cornerX, cornerY]) => projection.inverse(cornerX, cornerY));
    const known = corners.every(corner => corner.every(Number.isFinite));
    return { bbox: [west, south, east, north], outline: known ? closedRing(corners) : null };
  } catch (error) {
    if (error instanceof RasterError) {
      return { bbox: null, outline: null };
    }
    throw error;
  }
}
