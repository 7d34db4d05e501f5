import type { ByteFile, Codecs } from '../bytes';
import { RasterRequestError } from '../errors';
import type { Plane } from '../plane';
import type { GeoTiff } from '../tiff/geotiff';
import { newPlane, SAMPLE_BYTES } from '../tiff/samples';
import { halve } from './halve';
import type { CogHooks, CogResult, CogSpec } from './spec';
import { writeCog } from './write';

/** Rows of the raster that are read at a time, at least. */
const LEAST_ROWS = 128;
/** Most bytes of the rows that wait for a whole tile row, of all bands and levels. */
const MOST_WAITING_BYTES = 256 * 2 ** 20;

/**
 * Writes the overviews of a raster as a file of their own: a COG whose full resolution is half of
 * the raster's, and so on until one tile holds it all. Where it lies is left to the raster's own
 * file. No-data is NaN in overviews of floats, the raster's own value in those of integers.
 *
 * @param resampling - `average` over the cells that hold data; `nearest` for what has no mean, such
 *   as wrapped phase or classes.
 * @throws RasterRequestError for a raster with too many bands to be held a tile row at a time.
 */
export async function writeOverviews(
  file: ByteFile,
  raster: GeoTiff,
  resampling: NonNullable<CogSpec['overviewResampling']>,
  codecs: Codecs,
  hooks: CogHooks = {}
): Promise<CogResult> {
  const { sampleType, bandCount } = raster;
  const width = Math.ceil(raster.width / 2);
  const height = Math.ceil(raster.height / 2);
  const bands = Array.from({ length: bandCount }, (_, band) => band);
  const isFloat = sampleType.startsWith('float');
  const spec: CogSpec = {
    width,
    height,
    bandNames: bands.map(band => raster.bandNames[band] ?? `Band ${band + 1}`),
    sampleType,
    noData: isFloat ? NaN : raster.noData,
    transform: null,
    epsg: null,
    tileSize: tileSizeFor(raster, width),
    level: 1,
    statistics: false,
    overviewResampling: resampling
  };
  // Whole blocks, so that none is unpacked twice.
  const rowsAtOnce = 2 * Math.ceil(Math.max(LEAST_ROWS, raster.blockHeight) / 2);
  const readRows = async (window: { y: number; height: number }): Promise<Plane[]> => {
    const halves = bands.map(() => newPlane(sampleType, width * window.height));
    const end = Math.min(raster.height, 2 * (window.y + window.height));
    let planes: readonly Plane[] = [];
    for (let y = 2 * window.y; y < end;) {
      hooks.check?.();
      const next = Math.min(end, (Math.floor(y / rowsAtOnce) + 1) * rowsAtOnce);
      const part = { x: 0, y, width: raster.width, height: next - y };
      planes = await raster.readWindow(part, bands, { into: planes });
      planes.forEach((plane, band) =>
        halve(
          { plane, width: raster.width, rows: next - y },
          halves[band],
          y / 2 - window.y,
          resampling
        )
      );
      hooks.progress?.(next / raster.height);
      y = next;
    }
    return halves;
  };
  return writeCog(file, spec, readRows, codecs, { check: hooks.check });
}

/** Large tiles for few bands, small ones for many: a tile row of all levels waits in memory. */
function tileSizeFor({ name, bandCount, sampleType }: GeoTiff, width: number): number {
  for (const tileSize of [512, 256, 128]) {
    // Rows of the level itself, the half rows of all that follow, and the rows that are read.
    const bytes = 3 * tileSize * width * bandCount * Math.max(4, SAMPLE_BYTES[sampleType]);
    if (bytes <= MOST_WAITING_BYTES) {
      return tileSize;
    }
  }
  throw new RasterRequestError(
    name,
    `${bandCount} bands of ${width} columns are too many to make overviews of at once; make them ` +
      'with gdaladdo, or keep fewer bands in a file'
  );
}
