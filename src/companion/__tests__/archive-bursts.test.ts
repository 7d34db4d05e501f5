import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { annotationXml, put } from '../../archive/__tests__/support';
import { answerOf, companion } from './support';

const AREA = [
  [10.9, 46.65],
  [11.4, 46.65],
  [11.4, 46.85],
  [10.9, 46.65]
];

describe('a search on this machine', () => {
  const search = {
    source: 'archive',
    area: null,
    startDate: '2024-08-01',
    endDate: '2024-08-31',
    polarization: null,
    burstId: null,
    subSwath: null
  };

  function products(folder: string) {
    const name = (swath: string, pol: string) => `s1a-${swath}-slc-${pol}-x-1.xml`;
    for (const date of ['2024-08-09', '2024-08-21', '2024-09-02']) {
      for (const pol of ['VV', 'VH']) {
        const xml = annotationXml({ date, polarization: pol, burstIds: [249434, 249435] });
        const file = name('iw2', pol.toLowerCase());
        const path = `S1A_IW_SLC__1SDV_${date.replaceAll('-', '')}T170720.SAFE`;
        put(join(folder, 'slc', path, 'annotation', file), xml);
        put(join(folder, 'slc', path, 'measurement', file.replace('xml', 'tiff')), 'II*');
      }
    }
  }

  it('lists products by burst, polarization and day', async () => {
    const { ask, folder } = companion();
    products(folder);
    const answer = await answerOf(ask('POST', '/bursts/search', search));
    expect([answer.isComplete, answer.note]).toEqual([true, '']);
    expect(answer.records).toHaveLength(8);
    const [first] = answer.records;
    expect(first).toMatchObject({
      burstId: 249434,
      subSwath: 'IW2',
      relativeOrbit: 117,
      direction: 'ascending',
      satellite: 'A',
      time: '2024-08-09T17:07:38.369225Z'
    });
    expect(first.footprint[0]).toEqual(first.footprint[first.footprint.length - 1]);
    const own = { ...search, burstId: 249435, polarization: 'VH', subSwath: 'IW2' };
    const { records } = await answerOf(ask('POST', '/bursts/search', own));
    expect(records.map(({ time }) => time.slice(0, 10))).toEqual(['2024-08-09', '2024-08-21']);
  });

  it('knows which of them see an area', async () => {
    const { ask, folder } = companion();
    products(folder);
    const inside = await answerOf(ask('POST', '/bursts/search', { ...search, area: AREA }));
    expect(inside.records.length).toBeGreaterThan(0);
    const shifted = AREA.map(([lon, lat]) => [lon + 20, lat]);
    const outside = await answerOf(ask('POST', '/bursts/search', { ...search, area: shifted }));
    expect(outside.records).toEqual([]);
    expect(outside.note).toMatch(/^No burst of this machine fits .* put products into slc\/ or/);
  });

  it('lists coregistered stacks, but not what a product tells as well', async () => {
    const { ask, folder } = companion();
    products(folder);
    for (const [id, burst] of [
      ['a', 249435],
      ['b', 7]
    ] as const) {
      const description = {
        burst_id: burst,
        sub_swath: 'IW2',
        relative_orbit: 37,
        polarizations: ['VV'],
        master_date: '2024-08-09'
      };
      put(join(folder, 'stacks', id, 'stack.json'), JSON.stringify(description));
      put(join(folder, 'stacks', id, 'openEO_2024-08-09Z.tif'), 'x');
      put(join(folder, 'stacks', id, 'openEO_2024-08-15Z.tif'), 'x');
    }
    const { records } = await answerOf(ask('POST', '/bursts/search', search));
    const ofStacks = records.filter(({ product }) => product.endsWith('.tif'));
    expect(ofStacks.map(({ burstId, time }) => `${burstId} ${time}`)).toEqual([
      '7 2024-08-09',
      '249435 2024-08-15',
      '7 2024-08-15'
    ]);
    expect(ofStacks[0]).toMatchObject({
      direction: 'descending',
      satellite: '',
      relativeOrbit: 37
    });
    const box = [4, 52, 5, 53];
    const [west, south, east, north] = box;
    expect(ofStacks[0].footprint).toEqual([
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south]
    ]);
  });

  it('names what cannot be read, and keeps the rest', async () => {
    const { ask, folder } = companion();
    products(folder);
    put(join(folder, 'slc', 'S1A_broken.SAFE', 'manifest.safe'), '');
    put(join(folder, 'stacks', 'c', 'stack.json'), '{}');
    const answer = await answerOf(ask('POST', '/bursts/search', search));
    expect([answer.records.length, answer.isComplete]).toEqual([8, false]);
    expect(answer.note).toMatch(
      /S1A_broken\.SAFE: there is no annotation.*\(and 1 more problems\)/
    );
  });
});
