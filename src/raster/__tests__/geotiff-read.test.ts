import { join } from 'node:path';
import { fromArrayBuffer } from 'geotiff';
import { describe, expect, it } from 'vitest';
import { openGeoTiff, type GeoTiff } from '..';
import { nodeCodecs } from '../../node';
import {
  dataFile,
  doublesOf,
  largestDifference,
  memorySource,
  MemoryFile,
  noData,
  noPython,
  oracle,
  randoms,
  scratchFolder,
  titled
} from './support';

const WIDTH = 75;
const HEIGHT = 43;
const WHOLE = { x: 0, y: 0, width: WIDTH, height: HEIGHT };

async function open(path: string): Promise<GeoTiff> {
  return openGeoTiff(memorySource(path), nodeCodecs);
}

describe.skipIf(noPython)(titled('openGeoTiff against GDAL', noPython), () => {
  const folder = scratchFolder();

  it('reads every combination of type, layout, compression, predictor and byte order', async () => {
    const cases = oracle<{ name: string; dtype: string }[]>('write_formats', folder);
    expect(cases.length).toBeGreaterThan(300);
    const wrong: string[] = [];
    for (const { name, dtype } of cases) {
      const tiff = await open(join(folder, `${name}.tif`));
      const truth = doublesOf(join(folder, `${name}.bin`));
      const planes = await tiff.readWindow(WHOLE, [0, 1, 2]);
      const cells = WIDTH * HEIGHT;
      const same = planes.every(
        (plane, k) => largestDifference(plane, truth.subarray(k * cells, (k + 1) * cells)) === 0
      );
      if (!same || tiff.sampleType !== dtype) {
        wrong.push(name);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('reads the old number of DEFLATE as the new one', async () => {
    const name = 'int16-tiled-pixel-deflate-2-LITTLE';
    const source = memorySource(join(folder, `${name}.tif`));
    const view = new DataView(source.bytes.buffer);
    const directory = view.getUint32(4, true);
    for (let i = 0; i < view.getUint16(directory, true); i++) {
      const at = directory + 2 + 12 * i;
      if (view.getUint16(at, true) === 259) {
        expect(view.getUint16(at + 8, true)).toBe(8);
        view.setUint16(at + 8, 32946, true);
      }
    }
    const tiff = await openGeoTiff(source, nodeCodecs);
    const [plane] = await tiff.readWindow(WHOLE, [0]);
    const truth = doublesOf(join(folder, `${name}.bin`)).subarray(0, WIDTH * HEIGHT);
    expect(largestDifference(plane, truth)).toBe(0);
  });

  it.each([
    ['striped', 'float32-striped-band-lzw-3-BIG'],
    ['tiled', 'float32-tiled-pixel-deflate-3-LITTLE'],
    ['separate tiles', 'uint16-tiled-band-zstd-2-BIG']
  ])('gives the same cells for a window and for the whole: %s', async (_, name) => {
    const tiff = await open(join(folder, `${name}.tif`));
    const whole = await tiff.readWindow(WHOLE, [0, 1, 2]);
    const random = randoms(3);
    for (let n = 0; n < 40; n++) {
      const x = Math.floor(random() * WIDTH);
      const y = Math.floor(random() * HEIGHT);
      const width = 1 + Math.floor(random() * (WIDTH - x));
      const height = 1 + Math.floor(random() * (HEIGHT - y));
      const bands = [2, 0, 2].slice(0, 1 + Math.floor(random() * 3));
      const planes = await tiff.readWindow({ x, y, width, height }, bands);
      bands.forEach((band, k) => {
        const expected = planes[k].map((__, i) => {
          const row = y + Math.floor(i / width);
          return whole[band][row * WIDTH + x + (i % width)];
        });
        expect(largestDifference(planes[k], expected)).toBe(0);
      });
    }
  });

  it('reads place, names, items, no-data and overviews as GDAL does', async () => {
    const path = join(folder, 'described.tif');
    oracle('write_one', path, {
      count: 2,
      profile: { crs: 'EPSG:32632', nodata: -9999.5, tiled: true, blockxsize: 16, blockysize: 16 },
      transform: [20, 0, 600000, 0, -20, 5200000],
      tags: { TITLE: 'a < b & "c" é' },
      names: ['coherence', 'grid_lät'],
      overviews: [2, 4],
      mask: true
    });
    const truth = oracle<{ overviews: number[] }>('describe', path);
    const tiff = await open(path);
    expect(tiff).toMatchObject({
      bandNames: ['coherence', 'grid_lät'],
      epsg: 32632,
      transform: [20, 0, 600000, 0, -20, 5200000],
      noData: -9999.5,
      metadata: { TITLE: 'a < b & "c" é' },
      blockWidth: 16
    });
    expect(tiff.overviews).toEqual(
      truth.overviews.map(f => ({ width: Math.ceil(50 / f), height: Math.ceil(40 / f) }))
    );
    const size = tiff.overviews[1];
    const [plane] = await tiff.readWindow({ x: 0, y: 0, ...size }, [1], { overview: 1 });
    const expected = oracle<(number | null)[]>('overview', path, 1).slice(plane.length);
    expect(
      largestDifference(
        plane,
        expected.map(v => v ?? NaN)
      )
    ).toBe(0);
  });

  it.each([
    ['rotated', { transform: [10, 2, 300000, 3, -12, 4000000] }],
    [
      'pixel is point',
      { transform: [20, 0, 600000, 0, -20, 5200000], tags: { AREA_OR_POINT: 'Point' } }
    ],
    [
      'pixel is point, geographic',
      {
        transform: [0.1, 0, 5, 0, -0.1, 50],
        tags: { AREA_OR_POINT: 'Point' },
        profile: { crs: 'EPSG:4326' }
      }
    ]
  ])('reads the transform as GDAL does: %s', async (name, options) => {
    const path = join(folder, `${name}.tif`);
    oracle('write_one', path, { profile: { crs: 'EPSG:32633' }, ...options });
    const truth = oracle<{ transform: number[]; epsg: number }>('describe', path);
    const tiff = await open(path);
    // 1e-9 of a metre or degree: GDAL adds half a cell in another order.
    expect(largestDifference(tiff.transform!, truth.transform)).toBeLessThan(1e-9);
    expect(tiff.epsg).toBe(truth.epsg);
  });

  it('reads four interleaved floats, which are summed by the word', async () => {
    const path = join(folder, 'four.tif');
    const profile = {
      compress: 'deflate',
      predictor: 3,
      tiled: true,
      blockxsize: 16,
      blockysize: 16
    };
    oracle('write_one', path, { count: 4, profile: { ...profile, interleave: 'pixel' } });
    oracle('describe', path);
    const tiff = await open(path);
    const planes = await tiff.readWindow({ x: 0, y: 0, width: 50, height: 40 }, [0, 1, 2, 3]);
    const truth = doublesOf(`${path}.bin`);
    planes.forEach((plane, k) =>
      expect(largestDifference(plane, truth.subarray(2000 * k, 2000 * (k + 1)))).toBe(0)
    );
  });

  it('turns the no-data value into NaN unless told not to', async () => {
    const path = join(folder, 'no-data.tif');
    oracle('write_one', path, { profile: { nodata: 0 } });
    const tiff = await open(path);
    const window = { x: 0, y: 39, width: 50, height: 1 };
    const [masked] = await tiff.readWindow(window, [0]);
    const [raw] = await tiff.readWindow(window, [0], { mask: false });
    expect(masked.every(Number.isNaN)).toBe(true);
    expect(raw.every(value => value === 0)).toBe(true);
  });

  it('reads tiles that the file leaves out as no-data, or as 0 where it names none', async () => {
    const sparse = { SPARSE_OK: 'TRUE', tiled: true, blockxsize: 16, blockysize: 16 };
    for (const nodata of [undefined, 0]) {
      const path = join(folder, `sparse-${nodata}.tif`);
      oracle('write_one', path, { profile: { ...sparse, ...(nodata === 0 && { nodata }) } });
      const tiff = await open(path);
      oracle('describe', path);
      const [plane] = await tiff.readWindow({ x: 0, y: 0, width: 50, height: 40 }, [0]);
      expect(largestDifference(plane, doublesOf(`${path}.bin`))).toBe(0);
    }
  });

  it('reads complex samples as real and imaginary bands', async () => {
    const cases = oracle<{ name: string; type: string }[]>('write_complex', folder);
    expect(cases).toHaveLength(16);
    const wrong: string[] = [];
    for (const { name, type } of cases) {
      const tiff = await open(join(folder, `${name}.tif`));
      expect(tiff).toMatchObject({ bandCount: 2, isComplex: true, sampleType: type });
      const truth = doublesOf(join(folder, `${name}.bin`));
      const window = { x: 7, y: 3, width: 40, height: 21 };
      const planes = await tiff.readWindow(window, [0, 1]);
      if (
        planes.some(
          (plane, k) => largestDifference(plane, truth.subarray(k * 840, k * 840 + 840)) > 0
        )
      ) {
        wrong.push(name);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('names the vertical CRS that a file declares', async () => {
    for (const [crs, code] of [
      ['EPSG:4326', null],
      ['EPSG:4979', 4979],
      ['EPSG:4326+5773', 5773],
      ['EPSG:9518', 3855]
    ]) {
      const path = join(folder, `vertical-${code}.tif`);
      oracle('write_one', path, { profile: { crs }, transform: [0.1, 0, 10, 0, -0.1, 47] });
      const { epsg, verticalEpsg } = await open(path);
      expect([epsg, verticalEpsg]).toEqual([4326, code]);
    }
  });
});

describe.skipIf(noData)(titled('openGeoTiff on real data', noData), () => {
  it.each([
    ['tiled acquisition', 's1-amsterdam-pair/openEO_2023-03-19Z.tif'],
    ['striped coherence', 's1-morocco-results/coh_vv.tif'],
    ['striped phase', 's1-morocco-results/phi_vv.tif']
  ])('agrees with geotiff.js: %s', async (_, path) => {
    const source = memorySource(dataFile(path));
    const tiff = await openGeoTiff(source, nodeCodecs);
    const bands = Array.from({ length: tiff.bandCount }, (__, band) => band);
    const window = { x: 0, y: 0, width: tiff.width, height: tiff.height };
    const planes = await tiff.readWindow(window, bands, { mask: false });
    const image = await (await fromArrayBuffer(source.bytes.slice().buffer)).getImage();
    const rasters = (await image.readRasters()) as unknown as Float32Array[];
    bands.forEach(band => expect(largestDifference(planes[band], rasters[band])).toBe(0));
  });

  it('names the bands of the acquisition and masks those of the results', async () => {
    const slc = await open(dataFile('s1-amsterdam-pair/openEO_2023-03-19Z.tif'));
    expect(slc.bandNames).toEqual(['i_VV', 'q_VV', 'grid_lat', 'grid_lon']);
    expect([slc.width, slc.height, slc.epsg, slc.noData]).toEqual([338, 84, 3857, null]);
    const phase = await open(dataFile('s1-morocco-results/phi_vv.tif'));
    const [plane] = await phase.readWindow(
      { x: 0, y: 0, width: phase.width, height: phase.height },
      [0]
    );
    expect(phase.noData).toBe(-9999);
    expect(plane.some(Number.isNaN)).toBe(true);
    expect(plane.some(value => value < -Math.PI)).toBe(false);
  });

  it('reads a tile once for four bands and neighbouring windows', async () => {
    const bytes = memorySource(dataFile('s1-amsterdam-pair/openEO_2023-03-19Z.tif')).bytes;
    const file = new MemoryFile('slc.tif', bytes as Uint8Array<ArrayBuffer>);
    const tiff = await openGeoTiff(file, nodeCodecs);
    const before = file.reads.length;
    await Promise.all(
      [0, 1, 2, 3].map(band => tiff.readWindow({ x: 0, y: 0, width: 338, height: 40 }, [band]))
    );
    await tiff.readWindow({ x: 0, y: 40, width: 338, height: 44 }, [0, 1]);
    expect(file.reads.length - before).toBe(1);
  });
});
