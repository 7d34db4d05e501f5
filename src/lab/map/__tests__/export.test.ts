import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cogOfWindow, exportRefusal } from '../export/cog-of-window';
import { frameOf } from '../model/frames';
import { linkText, readLink } from '../model/link';
import { EMPTY_MAP, layerOf } from '../model/spec';
import { openRaster } from '../raster';
import { FileServer } from './geotiff-fixture';

const ROOT = resolve(__dirname, '../../../..');
const PYTHON = process.env.INSAR_PYTHON ?? join(ROOT, '.venv/bin/python');

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'insar-export-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a window as a COG', () => {
  it.each(['float32', 'int16'])('of %s is valid, and holds the stored pixels', async type => {
    const make = [
      'import sys, numpy as np, rasterio',
      'from rasterio.transform import from_origin',
      'random = np.random.default_rng(5)',
      `bands = (random.random((2, 900, 1100)) * 100).astype("${type}")`,
      'bands[:, :40, :60] = -1',
      `with rasterio.open("whole-${type}.tif", "w", driver="GTiff", width=1100, height=900, count=2,`,
      `    dtype="${type}", nodata=-1, crs="EPSG:32632",`,
      '    transform=from_origin(640000, 5180000, 20, 20)) as file:',
      '    file.write(bands)',
      '    file.descriptions = ("coh_VV", "coh_VH")',
      `    file.update_tags(NOTE='"2" & <10>')`
    ].join('\n');
    execFileSync(PYTHON, ['-c', make], { cwd: folder });
    const bytes = readFileSync(join(folder, `whole-${type}.tif`));
    const { buffer } = Uint8Array.from(bytes);
    const { fetch } = new FileServer(buffer);
    const raster = await openRaster({ url: 'http://localhost/f', file: 'whole.tif', fetch });
    const window = { x0: 21, y0: 17, x1: 921, y1: 717 };
    expect(exportRefusal(raster, window)).toBeNull();
    const cog = await cogOfWindow(raster, window, 'part.tif');
    // With overviews, a third more; whole numbers up to 100 take a byte of each two.
    const bytesOfSamples = 700 * 900 * 2 * (type === 'int16' ? 2 : 4);
    expect(cog.length / bytesOfSamples).toBeLessThan(type === 'int16' ? 0.75 : 1.25);
    writeFileSync(join(folder, 'part.tif'), cog);
    const rio = join(dirname(PYTHON), 'rio');
    const validate = ['cogeo', 'validate', '--strict', 'part.tif'];
    const said = execFileSync(rio, validate, { cwd: folder, encoding: 'utf8' });
    expect(said).toContain('is a valid cloud optimized GeoTIFF');
    const check = [
      'import json, numpy as np, rasterio',
      `part, whole = rasterio.open("part.tif"), rasterio.open("whole-${type}.tif")`,
      'same = np.array_equal(part.read(), whole.read(window=whole.window(*part.bounds)))',
      'print(json.dumps([same, part.shape, part.crs.to_epsg(), part.nodata, part.dtypes[0],',
      '    part.descriptions, part.tags()["NOTE"]]))'
    ].join('\n');
    const found = JSON.parse(
      execFileSync(PYTHON, ['-c', check], { cwd: folder, encoding: 'utf8' })
    );
    const names = ['coh_VV', 'coh_VH'];
    expect(found).toEqual([true, [700, 900], 32632, -1, type, names, '"2" & <10>']);
  });
});

describe('a link', () => {
  it('holds the map, and no address but those below the server', async () => {
    const layer = layerOf('a', 'coh', [frameOf({ path: 'a/coh_20240809.tif' }, 'coh.tif')]);
    const shape = { kind: 'line', places: [[10.5, 47] as const, [10.6, 47.1] as const] } as const;
    const spec = { ...EMPTY_MAP, layers: [layer], points: [[11, 47] as const], shape };
    const text = await linkText(spec);
    expect(text).toMatch(/^[\w-]+$/);
    expect(await readLink(text, 'link')).toEqual(spec);
    const foreign = { ...layer.frames[0], source: { result: 'https://elsewhere.example/a.tif' } };
    const bad = await linkText({ ...spec, layers: [{ ...layer, frames: [foreign] }] });
    await expect(readLink(bad, 'link')).rejects.toThrow('source');
  });
});
