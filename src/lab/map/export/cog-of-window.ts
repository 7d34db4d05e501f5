import type { Codecs, CogSpec } from '../../../raster';
import { writeCog } from '../../../raster';
import type { IRaster, IWindow } from '../raster';
import { through } from '../zlib-streams';
import { MemoryFile } from './memory-file';

/** Samples of an export, all bands together. */
export const MOST_EXPORTED = 2 ** 26;

const SAMPLE_TYPES: readonly string[] = [
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'float32',
  'float64'
] satisfies CogSpec['sampleType'][];

/** Metadata items that speak of the pixels of the whole file. */
const OF_THE_WHOLE = /^(STATISTICS_|AREA_OR_POINT$)/;

const CODECS: Codecs = {
  inflate: () => {
    throw new Error('nothing is read back unpacked');
  },
  // A copy: the stream reads it later.
  deflate: bytes => through(new CompressionStream('deflate'), bytes.slice())
};

/** Why a raster cannot be exported. */
export type ExportRefusal = 'too-large' | 'no-epsg' | 'sample-type';

/** What stands against exporting a window; null: nothing. */
export function exportRefusal(raster: IRaster, window: IWindow): ExportRefusal | null {
  const { placement, bandNames, sampleType } = raster;
  const cells = (window.x1 - window.x0) * (window.y1 - window.y0) * bandNames.length;
  if (cells > MOST_EXPORTED) {
    return 'too-large';
  }
  if (!SAMPLE_TYPES.includes(sampleType)) {
    return 'sample-type';
  }
  return placement.kind === 'ground' && epsgOf(raster) === null ? 'no-epsg' : null;
}

/**
 * A window of a raster as a cloud-optimised GeoTIFF: all bands as they are stored, on the same
 * pixels, with overviews and the metadata that still hold.
 */
export async function cogOfWindow(
  raster: IRaster,
  window: IWindow,
  name: string
): Promise<Uint8Array> {
  const { placement, items, noData, sampleType } = raster;
  const file = new MemoryFile(name);
  const { x0, y0, x1, y1 } = window;
  const map = placement.kind === 'ground' ? placement.toCrs : null;
  const bandNames = raster.bandNames.map((band, index) => band ?? `Band ${index + 1}`);
  await writeCog(
    file,
    {
      width: x1 - x0,
      height: y1 - y0,
      bandNames,
      sampleType: sampleType as CogSpec['sampleType'],
      noData: noData ?? (sampleType.startsWith('float') ? NaN : null),
      transform: map && [
        map.a,
        map.b,
        map.a * x0 + map.b * y0 + map.c,
        map.d,
        map.e,
        map.d * x0 + map.e * y0 + map.f
      ],
      epsg: epsgOf(raster),
      crsKind:
        placement.kind === 'ground' && placement.crs.isGeographic ? 'geographic' : 'projected',
      metadata: Object.fromEntries(
        Object.entries(items).filter(([item]) => !OF_THE_WHOLE.test(item))
      )
    },
    ({ x, y, width, height }) => {
      const rows = { x0: x0 + x, y0: y0 + y, x1: x0 + x + width, y1: y0 + y + height };
      return Promise.all(bandNames.map((_, band) => raster.levels[0].read(band, rows)));
    },
    CODECS
  );
  return file.bytes;
}

function epsgOf({ placement }: IRaster): number | null {
  const found = placement.kind === 'ground' ? /^EPSG:(\d+)$/.exec(placement.crs.code) : null;
  return found ? Number(found[1]) : null;
}
