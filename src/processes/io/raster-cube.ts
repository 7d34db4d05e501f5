import { planeCount, ProcessError } from '../../engine';
import type { CubeMetadata, DataCube, Dimension, Plane, SpatialDimension } from '../../engine';
import type { GeoTiff } from '../../raster';

/** Names of the bands that hold latitude and longitude of every pixel, in the orders we meet. */
export const POSITION_BANDS: readonly (readonly [latitude: string, longitude: string])[] = [
  ['latitude', 'longitude'],
  ['grid_lat', 'grid_lon'],
  ['lat', 'lon']
];

/** Where the cells of one plane come from. */
export interface BandSource {
  readonly raster: GeoTiff;
  /** 0-based. */
  readonly band: number;
}

/**
 * Spatial dimensions y, x of a raster file. Radar geometry has crs null and counts lines and
 * samples; so do files with bands of latitude and longitude whose grid is a mere numbering of the
 * pixels (GeoPySpark writes them with EPSG:3857 and a cell of 1 m, which means nothing).
 *
 * @throws ProcessError `NoDataAvailable` for a rotated grid.
 */
export function spatialDimensions(
  raster: GeoTiff,
  bandNames: readonly string[]
): [y: SpatialDimension, x: SpatialDimension] {
  const { transform, epsg, width, height } = raster;
  if (transform === null || isRadarGeometry(raster, bandNames)) {
    return radarDimensions(width, height);
  }
  const [a, b, c, d, e, f] = transform;
  if (b !== 0 || d !== 0) {
    throw new ProcessError(
      'NoDataAvailable',
      `${raster.name}: its grid is rotated; warp it to a north-up grid first.`
    );
  }
  const crs = epsg === null ? null : `EPSG:${epsg}`;
  return [axis('y', height, f + e / 2, e, crs), axis('x', width, c + a / 2, a, crs)];
}

/** Dimensions y (azimuth line) and x (slant range sample) of radar geometry, counted from 0. */
export function radarDimensions(
  width: number,
  height: number
): [y: SpatialDimension, x: SpatialDimension] {
  return [axis('y', height, 0, 1, null), axis('x', width, 0, 1, null)];
}

function axis(
  name: 'x' | 'y',
  size: number,
  first: number,
  step: number,
  crs: string | null
): SpatialDimension {
  return { kind: 'spatial', name, axis: name, size, first, step, crs };
}

function isRadarGeometry({ transform, epsg }: GeoTiff, bandNames: readonly string[]): boolean {
  const [a, , , , e] = transform ?? [1, 0, 0, 0, 1, 0];
  const counted = Math.abs(a) === 1 && Math.abs(e) === 1;
  const positioned = POSITION_BANDS.some(pair => pair.every(name => bandNames.includes(name)));
  return epsg === null || (counted && positioned);
}

/**
 * The lazy cube over raster files of one grid.
 *
 * @param dimensions - With y and x of the common grid.
 * @param sources - One per plane number; null where no file has that band and date (NaN there).
 */
export function rasterCube(
  dimensions: readonly Dimension[],
  sources: readonly (BandSource | null)[],
  metadata?: CubeMetadata
): DataCube {
  if (sources.length !== planeCount(dimensions)) {
    throw new RangeError(`${sources.length} sources for ${planeCount(dimensions)} planes`);
  }
  return {
    dimensions,
    metadata,
    async read(window, planes, into = []) {
      const result = new Array<Plane>(planes.length);
      for (const [raster, wanted] of byRaster(planes, sources)) {
        if (raster === null) {
          wanted.forEach(i => {
            result[i] = new Float32Array(window.width * window.height).fill(NaN);
          });
          continue;
        }
        const bands = wanted.map(i => (sources[planes[i]] as BandSource).band);
        const given = wanted.map(i => into[i]);
        const cells = await raster.readWindow(window, bands, { into: given });
        wanted.forEach((i, k) => (result[i] = cells[k]));
      }
      return result;
    }
  };
}

/** Positions in `planes`, grouped by the file that they are read from. */
function byRaster(
  planes: readonly number[],
  sources: readonly (BandSource | null)[]
): Map<GeoTiff | null, number[]> {
  const groups = new Map<GeoTiff | null, number[]>();
  planes.forEach((plane, i) => {
    const raster = sources[plane]?.raster ?? null;
    groups.set(raster, [...(groups.get(raster) ?? []), i]);
  });
  return groups;
}
