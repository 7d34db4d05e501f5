import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openGeoTiff, writeCog, type CogSpec, type Plane, type Window } from '..';
import { createFile, nodeCodecs } from '../../node';
import { checkedSpec } from '../cog/checked-spec';
import { pyramidLevels } from '../cog/pyramid-level';
import { needsBigTiff } from '../cog/write';
import {
  doublesOf,
  largestDifference,
  MemoryFile,
  noPython,
  oracle,
  randoms,
  scratchFolder,
  titled
} from './support';

interface Description {
  names: string[];
  nodata: string | null;
  epsg: number | null;
  transform: number[];
  overviews: number[];
  blocks: number[];
  interleave: string;
  compress: string;
  dtype: string;
  tags: Record<string, string>;
}

const BASE: CogSpec = {
  width: 300,
  height: 210,
  bandNames: ['coherence', 'grid_lat & "lon"'],
  sampleType: 'float32',
  noData: NaN,
  transform: [20, 0, 612340, 0, -20, 5201240],
  epsg: 32632,
  tileSize: 64
};

/** Whole planes of random values with holes, and the reader of their rows. */
function raster(spec: CogSpec, hole = true) {
  const random = randoms(5);
  const scale = spec.sampleType.startsWith('float') ? 1 : 100;
  const planes = spec.bandNames.map(() =>
    Float64Array.from({ length: spec.width * spec.height }, (_, i) => {
      const x = i % spec.width;
      const value = Math.floor(random() * 1024) / (1024 / scale);
      return hole && x > 40 && x < 130 && i % 7 < 5 ? NaN : Math.fround(Math.floor(value) || value);
    })
  );
  const asked: Window[] = [];
  const readRows = async (window: Window): Promise<Plane[]> => {
    asked.push(window);
    const { y, width, height } = window;
    return planes.map(plane => plane.slice(y * width, (y + height) * width));
  };
  return { planes, asked, readRows };
}

async function written(path: string, spec: CogSpec, hole = true) {
  const source = raster(spec, hole);
  const file = await createFile(path);
  const result = await writeCog(file, spec, source.readRows, nodeCodecs);
  await file.close();
  return { ...source, result };
}

function joined(planes: readonly Plane[]): number[] {
  return planes.flatMap(plane => [...plane]);
}

describe.skipIf(noPython)(titled('writeCog, read by GDAL', noPython), () => {
  const folder = scratchFolder();

  const cases: [string, Partial<CogSpec>][] = [
    ['float32 in UTM', {}],
    ['UTM south', { epsg: 32733 }],
    ['geographic', { epsg: 4326, transform: [0.001, 0, -8.8, 0, -0.002, 31.8] }],
    ['Web Mercator', { epsg: 3857 }],
    ['a projected code that needs its kind', { epsg: 2056, crsKind: 'projected' }],
    ['a geographic code that needs its kind', { epsg: 4269, crsKind: 'geographic' }],
    ['float64', { sampleType: 'float64' }],
    ['four bands of an acquisition', { bandNames: ['i_VV', 'q_VV', 'grid_lat', 'grid_lon'] }],
    ['no-data number', { noData: -9999 }],
    ['int16', { sampleType: 'int16', noData: -32768 }],
    ['uint8', { sampleType: 'uint8', noData: 255 }],
    ['uint16, one band', { sampleType: 'uint16', noData: 0, bandNames: ['amplitude'] }],
    ['int32 without predictor', { sampleType: 'int32', noData: -1, predictor: false }],
    ['nearest overviews', { overviewResampling: 'nearest' }],
    ['one tile', { width: 50, height: 64 }],
    ['rotated', { transform: [10, 2, 300000, 3, -12, 4000000] }],
    ['radar geometry', { epsg: null, transform: null }],
    ['a narrow strip', { width: 40, height: 500 }],
    ['BigTIFF', { bigTiff: true }]
  ];

  const inspected = new Map<string, { verdict: unknown; description: Description }>();
  const sources = new Map<string, Awaited<ReturnType<typeof written>>>();
  const pathOf = (name: string) => join(folder, `${name}.tif`);

  beforeAll(async () => {
    for (const [name, change] of cases) {
      sources.set(name, await written(pathOf(name), { ...BASE, ...change }));
    }
    const answers = oracle<{ verdict: unknown; description: Description }[]>(
      'inspect',
      cases.map(([name]) => pathOf(name))
    );
    cases.forEach(([name], i) => inspected.set(name, answers[i]));
  });

  it.each(cases)('is a valid COG with the same content: %s', (name, change) => {
    const spec = { ...BASE, ...change };
    const { planes, result } = sources.get(name)!;
    const { verdict, description } = inspected.get(name)!;
    expect(verdict).toEqual({ valid: true, errors: [], warnings: [], layout: 'COG' });
    expect(description).toMatchObject({
      names: spec.bandNames,
      epsg: spec.epsg,
      dtype: spec.sampleType,
      blocks: [64, 64],
      compress: 'deflate',
      nodata: spec.noData === null ? null : Number.isNaN(spec.noData) ? 'nan' : `${spec.noData}.0`
    });
    const transform = spec.transform ?? [1, 0, 0, 0, 1, 0];
    expect(largestDifference(description.transform, transform)).toBe(0);
    expect(description.overviews).toHaveLength(result.overviews.length);
    const isFloat = spec.sampleType.startsWith('float');
    const values = joined(planes)
      .map(value => (isFloat ? value : Math.round(value)))
      .map(value => (value === spec.noData ? NaN : value));
    expect(largestDifference(doublesOf(`${pathOf(name)}.bin`), values)).toBe(0);
  });

  it('shows names, CRS and coordinates to rioxarray', async () => {
    const path = join(folder, 'rioxarray.tif');
    const { result } = await written(path, { ...BASE, bandNames: ['coherence'] });
    const view = oracle<Record<string, unknown>>('rioxarray_view', path);
    expect(view).toMatchObject({ names: ['coherence'], epsg: 32632, x0: 612350, y0: 5201230 });
    // float32 mean of numpy against float64
    expect(Math.abs((view.mean as number) - result.bands[0].mean)).toBeLessThan(1e-5);
  });

  it('writes metadata that GDAL reads, whatever is in it', async () => {
    const path = join(folder, 'metadata.tif');
    const metadata = { PRIMARY: '2024-08-09', NOTE: '<a> & "b" é &lt;' };
    await written(path, { ...BASE, metadata });
    expect(oracle<Description>('describe', path).tags).toMatchObject(metadata);
  });
});

describe('writeCog', () => {
  const scratch = scratchFolder();

  it('asks for each tile row once, top to bottom', async () => {
    const { asked, readRows } = raster(BASE);
    await writeCog(new MemoryFile(), BASE, readRows, nodeCodecs);
    expect(asked).toEqual(
      [0, 64, 128, 192].map(y => ({ x: 0, y, width: 300, height: Math.min(64, 210 - y) }))
    );
  });

  it('makes overviews whose cells are the mean of the cells with data below', async () => {
    const { planes, readRows } = raster(BASE);
    const file = new MemoryFile();
    await writeCog(file, BASE, readRows, nodeCodecs);
    const tiff = await openGeoTiff(file, nodeCodecs);
    expect(tiff.overviews).toEqual([
      { width: 150, height: 105 },
      { width: 75, height: 53 },
      { width: 38, height: 27 }
    ]);
    let below: Float64Array | Float32Array = planes[1];
    let [width, height] = [300, 210];
    for (const [overview, size] of tiff.overviews.entries()) {
      const [plane] = await tiff.readWindow({ x: 0, y: 0, ...size }, [1], { overview });
      const expected = Float64Array.from({ length: plane.length }, (_, i) => {
        const x = 2 * (i % size.width);
        const y = 2 * Math.floor(i / size.width);
        const cells = [0, 1].flatMap(dy =>
          [0, 1]
            .filter(dx => x + dx < width && y + dy < height)
            .map(dx => below[(y + dy) * width + x + dx])
        );
        const valid = cells.filter(value => !Number.isNaN(value));
        return valid.length === 0 ? NaN : valid.reduce((a, b) => a + b) / valid.length;
      });
      // one rounding to float32 of values up to 1
      expect(largestDifference(plane, expected)).toBeLessThan(1e-7);
      below = plane;
      [width, height] = [size.width, size.height];
    }
  });

  it('gives the statistics of the cells with data', async () => {
    const { planes, readRows } = raster(BASE);
    const { bands, sizeBytes } = await writeCog(
      new MemoryFile('s.tif'),
      BASE,
      readRows,
      nodeCodecs
    );
    expect(sizeBytes).toBeGreaterThan(0);
    planes.forEach((plane, band) => {
      const valid = [...plane].filter(value => !Number.isNaN(value));
      const mean = valid.reduce((a, b) => a + b) / valid.length;
      const variance = valid.reduce((sum, v) => sum + (v - mean) ** 2, 0) / valid.length;
      expect(bands[band].minimum).toBe(Math.min(...valid));
      expect(bands[band].maximum).toBe(Math.max(...valid));
      expect(Math.abs(bands[band].mean - mean)).toBeLessThan(1e-12);
      expect(Math.abs(bands[band].standardDeviation - Math.sqrt(variance))).toBeLessThan(1e-12);
      expect(bands[band].validShare).toBe(valid.length / plane.length);
    });
  });

  it('has statistics of NaN for a raster without data', async () => {
    const readRows = async ({ width, height }: Window) => [
      new Float32Array(width * height).fill(NaN)
    ];
    const spec = { ...BASE, bandNames: ['coherence'] };
    const { bands } = await writeCog(new MemoryFile(), spec, readRows, nodeCodecs);
    expect(bands[0]).toEqual({
      minimum: NaN,
      maximum: NaN,
      mean: NaN,
      standardDeviation: NaN,
      validShare: 0
    });
  });

  it('writes the same bytes each time and in memory as on disk', async () => {
    const path = join(scratch, 'same.tif');
    await written(path, BASE);
    const file = new MemoryFile();
    await writeCog(file, BASE, raster(BASE).readRows, nodeCodecs);
    expect(Buffer.compare(readFileSync(path), file.bytes)).toBe(0);
  });

  it('chooses BigTIFF where the file could pass 4 GB', () => {
    const levels = (side: number) => pyramidLevels(side, side, 512);
    const spec = checkedSpec('big.tif', { ...BASE, tileSize: 512 });
    // 2 float32 bands and a third for the overviews: 10.7 bytes per cell
    expect(needsBigTiff(spec, levels(19_000))).toBe(false);
    expect(needsBigTiff(spec, levels(20_000))).toBe(true);
  });

  it('stops where the caller says so', async () => {
    let tiles = 0;
    const check = () => {
      if (++tiles === 4) {
        throw new Error('cancelled');
      }
    };
    const { asked, readRows } = raster(BASE);
    await expect(writeCog(new MemoryFile(), BASE, readRows, nodeCodecs, { check })).rejects.toThrow(
      'cancelled'
    );
    expect(asked).toHaveLength(1);
  });

  it.each([
    [
      'NaN in integers without no-data',
      { sampleType: 'int16', noData: null },
      /cells without data/
    ],
    ['a no-data value the type has not', { sampleType: 'uint8', noData: -1 }, /-1 is no uint8/],
    ['a tile size that TIFF has not', { tileSize: 100 }, /multiple of 16/],
    ['no bands', { bandNames: [] }, /1 to 65535 bands/],
    ['no cells', { width: 0 }, /0 x 210/],
    ['a CRS of unknown kind', { epsg: 2056 }, /EPSG:2056.*crsKind/]
  ] as [string, Partial<CogSpec>, RegExp][])('refuses %s', async (_, change, message) => {
    const spec = { ...BASE, ...change };
    await expect(
      writeCog(new MemoryFile('refused.tif'), spec, raster(spec).readRows, nodeCodecs)
    ).rejects.toMatchObject({
      _tag: 'RasterRequestError',
      message: expect.stringMatching(message)
    });
  });
});
