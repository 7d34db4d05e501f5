import { nullTranslator } from '@jupyterlab/translation';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { messageOf } from '../messages';
import type { IRaster } from '../raster';
import { openRaster, pixelAt, valueAtPixel } from '../raster';
import { sampleTile } from '../view/paint';
import { planeOf, seatOf } from '../view/plane';
import { tileGridOf, tileMapping } from '../view/raster-layer';
import { FileServer } from './geotiff-fixture';

const ROOT = resolve(__dirname, '../../../..');
const PYTHON = process.env.INSAR_PYTHON ?? join(ROOT, '.venv/bin/python');
const NAMES = ['utm_north', 'utm_south', 'geographic', 'web_mercator', 'polar', 'turned'];
const TILE_PX = 256;

type Point = readonly [column: number, row: number, lon: number, lat: number, value: number | null];

let folder: string;
let truth: Record<string, readonly Point[]>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'insar-truth-'));
  execFileSync(PYTHON, [join(__dirname, 'make_truth.py'), folder]);
  truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(name: string): Promise<IRaster> {
  const bytes = readFileSync(join(folder, `${name}.tif`));
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const server = new FileServer(buffer as ArrayBuffer);
  return openRaster({ url: 'http://localhost/f', file: `${name}.tif`, fetch: server.fetch });
}

/** What the map of `base` paints of `raster` at a place, at the scale of the raster's own pixels. */
async function painted(raster: IRaster, base: IRaster, lon: number, lat: number) {
  const plane = planeOf(base);
  const seat = seatOf(raster, plane)!;
  const grid = tileGridOf(seat);
  const z = grid.getMaxZoom();
  const place = plane.ground!.fromLonLat(lon, lat)!;
  // Eight times finer than the raster, so that the pixel of the screen is well inside the raster's.
  const fine = 8;
  const resolution = grid.getResolution(z) / fine;
  const [left, top] = grid.getOrigin(z);
  const x = (place[0] - left) / resolution;
  const y = (top - place[1]) / resolution;
  const tile = [Math.floor(x / TILE_PX), Math.floor(y / TILE_PX)];
  const finer = Object.assign(Object.create(grid), { getResolution: () => resolution });
  const mapping = tileMapping(finer, seat, z, tile[0], tile[1]);
  const values = await sampleTile(raster, raster.views[0], mapping);
  const at = (Math.floor(y) - tile[1] * TILE_PX) * TILE_PX + Math.floor(x) - tile[0] * TILE_PX;
  return values![at];
}

describe('200 random points of six rasters', () => {
  it.each(NAMES)('%s: values equal those of rasterio', async name => {
    const raster = await open(name);
    expect(truth[name]).toHaveLength(200);
    expect(truth[name].filter(point => point[4] === null).length).toBeLessThan(60);
    for (const [column, row, lon, lat, value] of truth[name]) {
      const pixel = await pixelAt(raster, lon, lat);
      expect(pixel).toEqual({ column, row });
      expect(await valueAtPixel(raster, raster.views[0].id, pixel!)).toBe(value);
    }
  });

  it.each(NAMES)('%s: what is painted lies where pyproj says, no-data clear', async name => {
    const raster = await open(name);
    let wrong = 0;
    for (const [, , lon, lat, value] of truth[name]) {
      const shown = await painted(raster, raster, lon, lat);
      wrong += value === null ? Number(!Number.isNaN(shown)) : Number(shown !== value);
    }
    // Points lie up to 0.05 pixels from a pixel's edge; one of the screen is 0.125 of the raster's.
    expect(wrong).toBeLessThanOrEqual(20);
  });

  it.each([
    ['geographic', 'web_mercator'],
    ['polar', 'turned'],
    ['web_mercator', 'utm_north']
  ])('%s lies in its place on the map of %s', async (name, base) => {
    const raster = await open(name);
    const mapOf = await open(base);
    let wrong = 0;
    for (const [column, row, , , value] of truth[name].slice(0, 60)) {
      const { placement } = raster;
      if (placement.kind !== 'ground') {
        throw new Error('expected a place on the ground');
      }
      const { a, b, c, d, e, f } = placement.toCrs;
      const [x, y] = [
        a * (column + 0.5) + b * (row + 0.5) + c,
        d * (column + 0.5) + e * (row + 0.5) + f
      ];
      const [lon, lat] = placement.crs.isGeographic ? [x, y] : placement.crs.toLonLat(x, y)!;
      const shown = await painted(raster, mapOf, lon, lat);
      wrong += value === null ? Number(!Number.isNaN(shown)) : Number(shown !== value);
    }
    // At the centre of a pixel, half a pixel of room on every side.
    expect(wrong).toBe(0);
  });
});

describe('300 bands', () => {
  it('open where they are small, and say what to do where one block is large', async () => {
    const small = await open('bands_20');
    expect(small.views).toHaveLength(300);
    expect(await valueAtPixel(small, '300', { column: 7, row: 3 })).toBe(300_007);
    const error = await open('bands_250').catch((reason: unknown) => reason);
    const { title, text, action } = messageOf(
      error,
      'bands_250.tif',
      nullTranslator.load('jupyterlab_insar')
    );
    expect(title).toBe('bands_250.tif keeps its 300 bands together');
    expect(text).toMatch(/gdal_translate -b 1/);
    expect(action?.does).toBe('anyway');
  });
});
