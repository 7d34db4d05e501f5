import type { Projection } from '../crs/projection';
import { NoGroundPositionError } from '../errors';
import type { Bounds, Plane } from '../plane';
import { QuadBlocks } from './blocks';
import type { Geocoder, GeocoderOptions, LatLonReader } from './geocoder';
import { hasPosition, pixelProjector } from './pixel-projector';
import { QuadGeocoder } from './quad-geocoder';

const BLOCK_LINES = 64;
const BLOCK_SAMPLES = 128;
const READ_PIXELS = 2 ** 21;

/**
 * Builds a geocoder for a raster in radar geometry from the position of each of its pixels. The
 * positions are read once, a row of blocks at a time; only the map box of each block is kept.
 *
 * Method: four neighbouring pixel centres make a quad on the map, and a cell centre within it takes
 * the bilinear value there. It is exact for a field that is bilinear between the pixels, and never
 * reaches beyond the pixel centres. Where quads overlap (layover), the one that comes last counts:
 * the greater line, then the greater sample; a quad without a value does not count.
 *
 * @param sarWidth - Samples per line, 2 or more.
 * @param sarHeight - Lines, 2 or more.
 * @throws NoGroundPositionError when no pixel has a position in the target projection.
 */
export async function buildGeocoder(
  readLatLon: LatLonReader,
  sarWidth: number,
  sarHeight: number,
  target: Projection,
  options: GeocoderOptions = {}
): Promise<Geocoder> {
  if (!(sarWidth >= 2 && sarHeight >= 2)) {
    throw new NoGroundPositionError(
      `a raster of ${sarWidth} samples and ${sarHeight} lines has no quads of pixels`
    );
  }
  const blocks = new QuadBlocks(
    sarWidth,
    sarHeight,
    options.blockLines ?? BLOCK_LINES,
    options.blockSamples ?? BLOCK_SAMPLES
  );
  const scan = new LonLatScan();
  const x = new Float64Array(sarWidth);
  const y = new Float64Array(sarWidth);
  for (let row = 0; row < blocks.down; row++) {
    options.check?.();
    const window = blocks.pixels(row, 0, blocks.across - 1);
    const { lat, lon: fileLon } = await readLatLon(window);
    const { lon, bounds } = scan.add(fileLon, lat);
    if (bounds === null) {
      continue;
    }
    const project = pixelProjector(target, bounds);
    for (let line = 0; line < window.height; line++) {
      project(lon, lat, line * sarWidth, sarWidth, x, y);
      blocks.widen(row, x, y);
    }
  }
  const mapBounds = blocks.bounds();
  if (scan.bounds === null || !mapBounds.every(Number.isFinite)) {
    throw new NoGroundPositionError(
      scan.bounds === null
        ? 'no pixel has a latitude and longitude'
        : `no pixel has a position in EPSG:${target.epsg}`
    );
  }
  return new QuadGeocoder({
    readLatLon,
    blocks,
    target,
    mapBounds,
    lonLatBounds: scan.bounds,
    continuousLon: lon => scan.continuous(lon),
    maxReadPixels: options.maxReadPixels ?? READ_PIXELS,
    check: options.check
  });
}

/** Gathers the box of all longitudes and latitudes, longitudes without the jump at 180 degrees. */
class LonLatScan {
  bounds: Bounds | null = null;
  /** The first longitude that was met; all others are taken within 180 degrees of it. */
  #referenceLon = NaN;

  /** The box of these pixels, null when none has a position. */
  add(fileLon: Plane, lat: Plane): { lon: Plane; bounds: Bounds | null } {
    if (Number.isNaN(this.#referenceLon)) {
      const first = lat.findIndex((latDeg, i) => hasPosition(fileLon[i], latDeg));
      this.#referenceLon = first < 0 ? NaN : fileLon[first];
    }
    const lon = this.continuous(fileLon);
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < lat.length; i++) {
      const lonDeg = lon[i];
      const latDeg = lat[i];
      if (hasPosition(lonDeg, latDeg)) {
        west = lonDeg < west ? lonDeg : west;
        east = lonDeg > east ? lonDeg : east;
        south = latDeg < south ? latDeg : south;
        north = latDeg > north ? latDeg : north;
      }
    }
    if (!(west <= east)) {
      return { lon, bounds: null };
    }
    const [w, s, e, n] = this.bounds ?? [west, south, east, north];
    this.bounds = [Math.min(w, west), Math.min(s, south), Math.max(e, east), Math.max(n, north)];
    return { lon, bounds: [west, south, east, north] };
  }

  /** Longitudes within 180 degrees of the reference: the same array where they are already. */
  continuous(lon: Plane): Plane {
    const reference = this.#referenceLon;
    let jumps = false;
    for (let i = 0; i < lon.length && !jumps; i++) {
      jumps = Math.abs(lon[i] - reference) > 180 && Math.abs(lon[i]) <= 360;
    }
    if (!jumps) {
      return lon;
    }
    const result = lon.slice();
    for (let i = 0; i < result.length; i++) {
      const turns = Math.round((reference - result[i]) / 360);
      if (turns !== 0 && Math.abs(result[i]) <= 360) {
        result[i] += 360 * turns;
      }
    }
    return result;
  }
}
