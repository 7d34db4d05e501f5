import type { Projection } from '../crs/projection';
import { NoGroundPositionError } from '../errors';
import { BlockBoxes } from './block-boxes';
import { QuadBlocks } from './blocks';
import type { Geocoder, GeocoderOptions, LatLonReader } from './geocoder';
import { LonLatScan } from './lon-lat-scan';
import { QuadGeocoder } from './quad-geocoder';
import { SparePlanes } from './spare-planes';

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
  const boxes = new BlockBoxes(blocks, target);
  const scan = new LonLatScan();
  const spare = new SparePlanes();
  for (let row = 0; row < blocks.down; row++) {
    options.check?.();
    const window = blocks.pixels(row, 0, blocks.across - 1);
    const { lat, lon: fileLon } = await readLatLon(
      window,
      spare.take(window.width * window.height)
    );
    const scanned = scan.add(fileLon, lat, sarWidth, blocks.samples);
    if (scanned !== null) {
      boxes.put(row, scanned, lat);
    }
    spare.put([lat, fileLon]);
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
