import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { SlcArchive, writeSafeBurst } from '..';
import { annotationXml, NO_PYTHON, pairs, PYTHON, scratchFolder, titled, TOOLS } from './support';

const LINES = 12;
const SAMPLES = 30;

function* blocksOf(samples: Int16Array): Generator<Int16Array> {
  yield samples.subarray(0, 2 * SAMPLES * 5);
  yield samples.subarray(2 * SAMPLES * 5);
}

describe('a burst product that is written', () => {
  const folder = scratchFolder();
  const values = pairs(LINES, SAMPLES);
  const written = writeSafeBurst(
    join(folder, 'slc'),
    { annotationXml: annotationXml(), blocks: blocksOf(values) },
    TOOLS
  );

  it('is named and laid out as the Copernicus Data Space does', async () => {
    const safe = await written;
    expect(safe).toBe(join(folder, 'slc', 'S1A_SLC_20240809T170739_249435_IW2_VV_440377.SAFE'));
    expect(readdirSync(join(folder, 'slc'))).toHaveLength(1);
    expect(readdirSync(safe).sort()).toEqual(['annotation', 'manifest.safe', 'measurement']);
    const name = 's1a-iw2-slc-vv-249435-20240809T170739-440377';
    expect(readdirSync(join(safe, 'annotation'))).toEqual([`${name}.xml`]);
    expect(readdirSync(join(safe, 'measurement'))).toEqual([`${name}.tiff`]);
  });

  it('is read back sample by sample, with its annotation', async () => {
    await written;
    const archive = new SlcArchive(folder, TOOLS);
    const [burst] = await archive.bursts({ burstId: 249435 });
    expect(burst).toMatchObject({
      subSwath: 'IW2',
      polarization: 'VV',
      date: '2024-08-09',
      sensingTime: '2024-08-09T17:07:39.388219Z',
      relativeOrbit: 117,
      pass: 'ascending'
    });
    const open = await archive.openBurst(burst);
    expect(open.slc).toMatchObject({ lines: LINES, samples: SAMPLES });
    expect(await open.slc.readLines(0, LINES)).toEqual(values);
    expect(await open.slc.readLines(7, 2)).toEqual(values.slice(2 * SAMPLES * 7, 2 * SAMPLES * 9));
    expect(open.orbitKind).toBe('annotation');
    await open.close();
    await archive.close();
  });

  it.skipIf(NO_PYTHON)(titled('is read by rasterio', NO_PYTHON), async () => {
    const safe = await written;
    const measurement = join(safe, 'measurement', readdirSync(join(safe, 'measurement'))[0]);
    const script = [
      'import json, sys, rasterio',
      'with rasterio.open(sys.argv[1]) as d:',
      '    v = d.read(1); gcps, crs = d.gcps',
      '    print(json.dumps([d.dtypes[0], list(v.shape), d.block_shapes[0], crs.to_epsg(), len(gcps),',
      '        [gcps[0].row, gcps[0].col, gcps[0].x, gcps[0].y, gcps[0].z],',
      '        v.real.astype(int).ravel().tolist(), v.imag.astype(int).ravel().tolist()]))'
    ].join('\n');
    const answer = execFileSync(PYTHON, ['-c', script, measurement], { encoding: 'utf8' });
    const [dtype, shape, block, epsg, points, point, real, imag] = JSON.parse(answer);
    expect([dtype, shape, block, epsg]).toEqual([
      'complex_int16',
      [LINES, SAMPLES],
      [1, SAMPLES],
      4326
    ]);
    expect([points, point]).toEqual([6, [0.5, 0.5, 10.716537, 46.607214, 1500]]);
    expect(real).toEqual([...values.filter((_, i) => i % 2 === 0)]);
    expect(imag).toEqual([...values.filter((_, i) => i % 2 === 1)]);
  });

  it.skipIf(NO_PYTHON)(titled('is read from a zip of another writer', NO_PYTHON), async () => {
    const safe = await written;
    // As a server streams one: sizes after the data, and 64-bit fields.
    const script = [
      'import os, sys, zipfile',
      'out = open(sys.argv[2], "wb"); out.seekable = lambda: False',
      'class Stream:',
      '    def write(self, data): return out.write(data)',
      '    def flush(self): out.flush()',
      'with zipfile.ZipFile(Stream(), "w", zipfile.ZIP_DEFLATED) as z:',
      '    for folder, _, names in os.walk(sys.argv[1]):',
      '        for name in names:',
      '            path = os.path.join(folder, name)',
      '            inside = os.path.relpath(path, os.path.dirname(sys.argv[1]))',
      '            with z.open(inside, "w", force_zip64=True) as f: f.write(open(path, "rb").read())',
      'out.close()'
    ].join('\n');
    const other = join(folder, 'zipped');
    mkdirSync(join(other, 'slc'), { recursive: true });
    execFileSync(PYTHON, ['-c', script, safe, join(other, 'slc', 'a.zip')]);
    const archive = new SlcArchive(other, TOOLS);
    const [burst] = await archive.bursts();
    const open = await archive.openBurst(burst);
    expect(await open.slc.readLines(0, LINES)).toEqual(values);
    await open.close();
    await archive.close();
  });

  it('has a manifest with orbit, outline, sizes and checksums', async () => {
    const safe = await written;
    const manifest = readFileSync(join(safe, 'manifest.safe'), 'utf8');
    expect(manifest).toContain('<safe:relativeOrbitNumber type="start">117<');
    expect(manifest).toContain('<safe:startTime>2024-08-09T17:07:38.369225<');
    // Sample 2 of line 2, of columns 0.58 degrees apart at 15 samples.
    expect(manifest).toContain('<gml:coordinates>46.616816,10.793796 ');
    expect(XMLValidator.validate(manifest)).toBe(true);
    const name = readdirSync(join(safe, 'measurement'))[0];
    const { size } = statSync(join(safe, 'measurement', name));
    expect(manifest).toContain(`size="${size}"`);
    const md5 = execFileSync('md5sum', [join(safe, 'measurement', name)], { encoding: 'utf8' });
    expect(manifest).toContain(`>${md5.slice(0, 32)}<`);
  });

  it('is not there when its lines are too few', async () => {
    const empty = join(folder, 'few');
    const blocks = [values.subarray(0, 2 * SAMPLES * 3)];
    const failed = writeSafeBurst(empty, { annotationXml: annotationXml(), blocks }, TOOLS);
    await expect(failed).rejects.toThrow(/3 lines were given and 12 announced/);
    expect(readdirSync(empty)).toEqual([]);
  });
});
