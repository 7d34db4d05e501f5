import { describe, expect, it } from 'vitest';

import type { MapError } from '../raster';
import { openRaster, pixelAt, valueAtPixel } from '../raster';
import { FileServer, floatTiff } from './geotiff-fixture';

const VALUES = [
  [0.1, 0.2, 0.3],
  [NaN, -1, 0.6]
];

function open(bytes: ArrayBuffer, options: { knowsRanges?: boolean; lines?: boolean } = {}) {
  const server = new FileServer(bytes, options.knowsRanges ?? true);
  const url = 'http://localhost/files/coh.tif';
  return openRaster({ url, file: 'coh.tif', fetch: server.fetch, lines: options.lines });
}

async function tagOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => null,
    (reason: MapError) => reason
  );
  expect(error?.message).toContain('coh.tif');
  return error!._tag;
}

describe('openRaster', () => {
  it('gives values exactly as stored, and null for NaN and the no-data tag', async () => {
    const raster = await open(floatTiff(VALUES, { GDAL_NODATA: '-1\0' }));
    const at = (column: number, row: number) => valueAtPixel(raster, '1', { column, row });
    expect(await at(0, 0)).toBe(Math.fround(0.1));
    expect(await at(2, 1)).toBe(Math.fround(0.6));
    expect(await at(0, 1)).toBeNull();
    expect(await at(1, 1)).toBeNull();
  });

  it('compares a decimal no-data tag as the float32 that the samples hold', async () => {
    const values = [[0.1, 0.5]];
    const raster = await open(floatTiff(values, { GDAL_NODATA: '0.1\0' }));
    expect(await valueAtPixel(raster, '1', { column: 0, row: 0 })).toBeNull();
    expect(await valueAtPixel(raster, '1', { column: 1, row: 0 })).toBe(0.5);
  });

  it('reads the same from a server that sends whole files only', async () => {
    const raster = await open(floatTiff(VALUES), { knowsRanges: false });
    expect(await valueAtPixel(raster, '1', { column: 1, row: 0 })).toBe(Math.fround(0.2));
  });

  it('finds the pixel below a longitude and latitude', async () => {
    const raster = await open(floatTiff(VALUES));
    const { placement } = raster;
    if (placement.kind !== 'ground') {
      throw new Error('expected a place on the ground');
    }
    // The centre of column 2, row 1 in UTM 32N.
    const [lon, lat] = placement.crs.toLonLat(600050, 5199970)!;
    expect(await pixelAt(raster, lon, lat)).toEqual({ column: 2, row: 1 });
    expect(await pixelAt(raster, lon + 1, lat)).toBeNull();
  });

  it('moves a raster whose tags speak of pixel centres by half a pixel', async () => {
    const raster = await open(floatTiff(VALUES, { GTRasterTypeGeoKey: 2 }));
    const { placement } = raster;
    expect(placement.kind === 'ground' && [placement.toCrs.c, placement.toCrs.f]).toEqual([
      599990, 5200010
    ]);
  });

  it('names what is wrong with a file', async () => {
    const good = floatTiff(VALUES);
    const text = new TextEncoder().encode('<html>no TIFF</html>').buffer as ArrayBuffer;
    expect(await tagOf(open(text))).toBe('NotTiff');
    expect(await tagOf(open(new ArrayBuffer(0)))).toBe('FileEmpty');
    expect(await tagOf(open(good.slice(0, good.byteLength - 4)))).toBe('FileTruncated');
    expect(await tagOf(open(good.slice(0, 60)))).toBe('FileTruncated');
    expect(await tagOf(open(floatTiff(VALUES, { ProjectedCSTypeGeoKey: 2193 + 1 })))).toBe(
      'CrsUnknown'
    );
  });

  it('shows a raster without a place by lines only when asked to', async () => {
    const unknown = floatTiff(VALUES, { ProjectedCSTypeGeoKey: 2194 });
    const raster = await open(unknown, { lines: true });
    expect(raster.placement.kind).toBe('radar');
  });

  it('takes EPSG:3857 with unit pixels at the origin for radar geometry', async () => {
    const raster = await open(
      floatTiff(VALUES, {
        ProjectedCSTypeGeoKey: 3857,
        ModelPixelScale: [1, 1, 0],
        ModelTiepoint: [0, 0, 0, 0, 0, 0]
      })
    );
    expect(raster.placement.kind).toBe('radar');
  });
});
