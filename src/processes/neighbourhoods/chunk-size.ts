import { findDimension, isSpatial } from '../../engine';
import type { Call, DataCube, Dimension, SpatialDimension, Value } from '../../engine';
import { projectionFor } from '../../raster';
import { invalid, show } from '../arguments';
import { epsgCode } from '../cubes/epsg-code';

/** A number of labels or cells, or a span of time. */
export type ChunkSize =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'duration'; readonly months: number; readonly ms: number };

const DURATION =
  /^P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const DAY_MS = 86_400_000;

/**
 * Reads sizes by dimension name; dimensions that are not named, or with null, are absent.
 *
 * @param least - Smallest number of labels or cells: 1 for a size, 0 for an overlap.
 * @throws ProcessError `DimensionNotAvailable`, or ArgumentError for sizes of nothing or without end.
 */
export function chunkSizes(
  value: Value,
  name: string,
  cube: DataCube,
  least: number,
  call: Call
): Map<string, ChunkSize> {
  const sizes = new Map<string, ChunkSize>();
  const entries = (value ?? []) as readonly { readonly [member: string]: Value }[];
  for (const { dimension, value: size = null, unit = null } of entries) {
    const found = findDimension(cube, String(dimension));
    if (size !== null) {
      const read = chunkSize(found, size, unit);
      if (read === null || (read.kind === 'count' && read.count < least)) {
        throw invalid(
          call,
          name,
          `${show(size)}${unit === null ? '' : ` ${show(unit)}`} is no size along '${found.name}'; ` +
            'give a number of pixels (unit "px"), metres along x and y of a projected CRS, or a duration such as P1M along dates.'
        );
      }
      sizes.set(found.name, read);
    }
  }
  return sizes;
}

function chunkSize(dimension: Dimension, size: Value, unit: Value): ChunkSize | null {
  if (typeof size === 'string') {
    return dimension.kind === 'temporal' ? durationOf(size) : null;
  }
  if (typeof size !== 'number') {
    return null;
  }
  if (!isSpatial(dimension)) {
    return unit === 'm' || !Number.isInteger(size) ? null : { kind: 'count', count: size };
  }
  return spatialSize(dimension, size, unit);
}

/** Without a unit, a size along x or y is in units of its CRS, and in pixels in radar geometry. */
function spatialSize(dimension: SpatialDimension, size: number, unit: Value): ChunkSize | null {
  const inPixels = unit === 'px' || (unit === null && dimension.crs === null);
  const epsg = epsgCode(dimension.crs);
  if (unit === 'm' && (epsg === null || projectionFor(epsg).unit !== 'metre')) {
    return null;
  }
  const count = inPixels ? size : size / Math.abs(dimension.step);
  return Math.abs(count - Math.round(count)) > 1e-6
    ? null
    : { kind: 'count', count: Math.round(count) };
}

function durationOf(text: string): ChunkSize | null {
  const match = DURATION.exec(text);
  if (!match) {
    return null;
  }
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map(part => Number(part ?? 0));
  const ms = (weeks * 7 + days) * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000;
  const total = years * 12 + months;
  return total === 0 && ms === 0 ? null : { kind: 'duration', months: total, ms };
}
