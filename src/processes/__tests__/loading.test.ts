import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullWindow, isDataCube, memoryCube } from '../../engine';
import type { DataCube, Dimension, ResultAsset, Value } from '../../engine';
import { readStackGround, StackCatalogue } from '..';
import { loadCollection } from '../io/load-collection';
import { loadStac } from '../io/load-stac';
import { saveResult } from '../io/save-result';
import { insarPreprocessing } from '../sentinel1/insar-preprocessing';
import { sentinel1SarSlcPreprocessing } from '../sentinel1/sentinel1-sar-slc-preprocessing';
import { run, Scratch, withoutAmsterdam } from './harness';

let scratch: Scratch;

beforeAll(async () => {
  scratch = await Scratch.make();
});

afterAll(() => scratch.clear());

function asCube(value: Value): DataCube {
  if (!isDataCube(value)) {
    throw new Error('no cube');
  }
  return value;
}

/** A map of 40 x 30 cells of 20 m with the bands named, saved as one file per date. */
async function savedMap(
  bands: readonly string[],
  days: readonly string[],
  options: { prefix?: string; first?: number; simulated?: boolean } = {}
): Promise<readonly ResultAsset[]> {
  const dimensions: Dimension[] = [
    { kind: 'temporal', name: 't', labels: days },
    { kind: 'bands', name: 'bands', labels: bands },
    {
      kind: 'spatial',
      name: 'y',
      axis: 'y',
      size: 30,
      first: 5_800_590,
      step: -20,
      crs: 'EPSG:32631'
    },
    {
      kind: 'spatial',
      name: 'x',
      axis: 'x',
      size: 40,
      first: options.first ?? 600_010,
      step: 20,
      crs: 'EPSG:32631'
    }
  ];
  const planes = Array.from({ length: days.length * bands.length }, (_, p) =>
    Float32Array.from({ length: 1200 }, (_, i) => (i === 7 ? NaN : p * 10_000 + i))
  );
  const data = memoryCube(dimensions, planes, options.simulated ? { simulated: true } : {});
  const context = scratch.context();
  const chosen: Record<string, string> = options.prefix ? { filename_prefix: options.prefix } : {};
  await run(saveResult, { data, format: 'gtiff', options: chosen }, context);
  return context.results;
}

const DAYS = ['2023-03-19T00:00:00Z', '2023-03-31T00:00:00Z'];

describe('load_stac', () => {
  it('gives back what save_result wrote, no-data and simulated included', async () => {
    const url = scratch.publish(
      await savedMap(['a', 'b'], DAYS, { prefix: 'pair', simulated: true })
    );
    const cube = asCube(await run(loadStac, { url }, scratch.context()));
    expect(cube.dimensions).toMatchObject([
      { name: 't', labels: DAYS },
      { name: 'bands', labels: ['a', 'b'] },
      { axis: 'y', size: 30, first: 5_800_590, step: -20, crs: 'EPSG:32631' },
      { axis: 'x', size: 40, first: 600_010, step: 20, crs: 'EPSG:32631' }
    ]);
    expect(cube.metadata?.simulated).toBe(true);
    const [last] = await cube.read(fullWindow(cube.dimensions), [3]);
    expect([last[0], last[7], last[1199]]).toEqual([30_000, NaN, 31_199]);
  });

  it('takes extents, bands and conditions', async () => {
    const url = scratch.publish(await savedMap(['a', 'b'], DAYS, { prefix: 'extents' }));
    const properties = {
      datetime: {
        kind: 'callback',
        call: async ({ value }: { value?: Value }) => value !== DAYS[0]
      }
    } as const;
    const args = {
      url,
      temporal_extent: ['2023-03-01', '2023-04-01'],
      bands: ['b'],
      properties,
      spatial_extent: {
        west: 600_000,
        south: 5_800_500,
        east: 600_100,
        north: 5_800_600,
        crs: 32631
      }
    };
    const cube = asCube(await run(loadStac, args as never, scratch.context()));
    expect(cube.dimensions).toMatchObject([
      { labels: [DAYS[1]] },
      { labels: ['b'] },
      { size: 5 },
      { size: 5 }
    ]);
    expect((await cube.read(fullWindow(cube.dimensions), [0]))[0][5]).toBe(30_040);
  });

  it('refuses files on different grids, naming both', async () => {
    const assets = [
      ...(await savedMap(['a'], [DAYS[0]], { prefix: 'here' })),
      ...(await savedMap(['a'], [DAYS[1]], { prefix: 'there', first: 600_020 }))
    ];
    const answer = run(loadStac, { url: scratch.publish(assets) }, scratch.context());
    await expect(answer).rejects.toThrow(
      /here_2023-03-19Z\.tif and .*there_2023-03-31Z\.tif do not lie on one grid/
    );
  });

  it('refuses two files with the same band of a date', async () => {
    const [asset] = await savedMap(['a'], [DAYS[0]], { prefix: 'one' });
    const [other] = await savedMap(['a'], [DAYS[0]], { prefix: 'two' });
    const answer = run(loadStac, { url: scratch.publish([asset, other]) }, scratch.context());
    await expect(answer).rejects.toThrow(/both hold the band a of 2023-03-19/);
  });

  it('never shows the signature of an address', async () => {
    const url = 'https://gone.example/results?signature=secret';
    const answer = run(loadStac, { url }, scratch.context());
    await expect(answer).rejects.toThrow(/^Cannot read .*https:\/\/gone\.example\/results/);
    await expect(answer).rejects.not.toThrow(/secret/);
    scratch.documents.set(url, { type: 'Picture' });
    await expect(run(loadStac, { url }, scratch.context())).rejects.toThrow(/no STAC Item/);
  });

  it('names what no item has', async () => {
    const url = scratch.publish(await savedMap(['a'], DAYS, { prefix: 'late' }));
    const args = { url, temporal_extent: ['2024-01-01', '2024-02-01'] };
    await expect(run(loadStac, args, scratch.context())).rejects.toMatchObject({
      code: 'NoDataAvailable'
    });
    await expect(run(loadStac, { url, bands: ['c'] }, scratch.context())).rejects.toThrow(
      /'c'.*has: a/
    );
  });
});

describe.skipIf(withoutAmsterdam)(`stacks${withoutAmsterdam}`, () => {
  const REQUEST = {
    burst_id: 65551,
    sub_swath: 'IW3',
    temporal_extent: ['2023-03-19', '2023-03-31'],
    master_date: '2023-03-19',
    polarization: 'vv'
  };

  beforeAll(() => scratch.addAmsterdam('amsterdam', { simulated: true, title: 'A chart' }));

  it('answer both preprocessing processes alike, and say that they are simulated', async () => {
    const context = scratch.context();
    const cube = asCube(await run(insarPreprocessing, REQUEST, context));
    expect(cube.metadata).toEqual({
      simulated: true,
      radar: { burstId: 65551, subSwath: 'IW3' }
    });
    expect(context.messages.map(({ message }) => message).join(' ')).toMatch(
      /already coregistered stack "amsterdam".*SIMULATED/
    );
    const { master_date: primary_date, ...rest } = REQUEST;
    const args = { ...rest, primary_date, polarization: ['VV'] };
    const other = asCube(await run(sentinel1SarSlcPreprocessing, args, scratch.context()));
    expect(other.dimensions).toEqual(cube.dimensions);
    const window = { x: 100, y: 40, width: 3, height: 2 };
    expect(await other.read(window, [4])).toEqual(await cube.read(window, [4]));
  });

  it('take the primary along when it lies outside the dates', async () => {
    const args = { ...REQUEST, temporal_extent: ['20230331', '2023-03-31T12:00:00Z'] };
    const cube = asCube(await run(insarPreprocessing, args, scratch.context()));
    expect(cube.dimensions[0]).toMatchObject({
      labels: ['2023-03-19T00:00:00Z', '2023-03-31T00:00:00Z']
    });
  });

  it.each([
    [{ burst_id: 1 }, 'NoDataAvailable', /No stack of burst 1\./],
    [{ master_date: '2023-03-31' }, 'NoDataAvailable', /coregistered to 2023-03-19/],
    [{ master_date: '2023-04-12' }, 'NoDataAvailable', /coregistered to 2023-03-19/],
    [{ master_date: 'in May' }, 'ProcessParameterInvalid', /"in May" is no day/],
    [{ polarization: 'vh' }, 'NoDataAvailable', /VV, not VH/],
    [
      { temporal_extent: ['2023-03-31', '2023-03-19'] },
      'ProcessParameterInvalid',
      /before its start/
    ]
  ])('refuse %j', async (change, code, message) => {
    const answer = run(insarPreprocessing, { ...REQUEST, ...change }, scratch.context());
    await expect(answer).rejects.toMatchObject({ code });
    await expect(answer).rejects.toThrow(message);
  });

  it('are collections, whose bounding box is that of their latitudes and longitudes', async () => {
    const services = scratch.services();
    const catalogue = new StackCatalogue({
      stacks: services.stacks,
      groundOf: stack => readStackGround(stack, services)
    });
    const [collection] = await catalogue.list();
    expect(collection).toMatchObject({
      id: 'amsterdam',
      title: 'A chart (simulated)',
      'cube:dimensions': { x: { extent: [0, 337] }, y: { extent: [0, 83] }, t: { values: DAYS } }
    });
    const [[west, south, east, north]] = (collection.extent as never)['spatial'][
      'bbox'
    ] as number[][];
    [west - 4.886617, south - 52.36563, east - 4.9061217, north - 52.377483].forEach(difference =>
      expect(Math.abs(difference)).toBeLessThan(1e-5 /* degrees */)
    );
    expect(await catalogue.get('rotterdam')).toBeNull();
    const args = {
      id: 'amsterdam',
      spatial_extent: null,
      temporal_extent: [DAYS[1], null],
      bands: ['q_VV']
    };
    const cube = asCube(await run(loadCollection, args, scratch.context()));
    expect(cube.dimensions).toMatchObject([{ labels: [DAYS[1]] }, { labels: ['q_VV'] }, {}, {}]);
    const absent = run(loadCollection, { ...args, id: 'rotterdam' }, scratch.context());
    await expect(absent).rejects.toMatchObject({ code: 'CollectionNotFound' });
  });
});
