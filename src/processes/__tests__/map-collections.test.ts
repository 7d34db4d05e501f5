import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullWindow, isDataCube, memoryCube } from '../../engine';
import type { DataCube, Dimension, Value } from '../../engine';
import { Catalogue, MapCatalogue, MapCollections } from '..';
import { loadCollection } from '../io/load-collection';
import { saveResult } from '../io/save-result';
import { run, Scratch } from './harness';

const DAYS = ['2022-06-02', '2022-06-07'];
let scratch: Scratch;
let folder: string;

/** Two dates of two bands of 3 rows of 4 cells of 10 m, as GeoTIFFs that a STAC Collection lists. */
beforeAll(async () => {
  scratch = await Scratch.make();
  const axis = (name: 'x' | 'y', size: number, first: number, step: number): Dimension => ({
    kind: 'spatial',
    name,
    axis: name,
    size,
    first,
    step,
    crs: 'EPSG:32632'
  });
  const cube = memoryCube(
    [
      { kind: 'temporal', name: 't', labels: DAYS },
      { kind: 'bands', name: 'bands', labels: ['B04', 'B08'] },
      axis('y', 3, 5_151_915, -10),
      axis('x', 4, 679_725, 10)
    ],
    [0, 1, 2, 3].map(plane => Float32Array.from({ length: 12 }, (_, i) => 100 * plane + i))
  );
  await run(saveResult, { data: cube, format: 'GTiff' }, scratch.context());
  folder = join(scratch.folder, 'collections', 'fields');
  await mkdir(join(folder, 'data'), { recursive: true });
  const links = [{ rel: 'license', href: 'https://example.org/license', type: 'text/html' }];
  for (const [i, day] of DAYS.entries()) {
    const file = `openEO_${day}Z.tif`;
    await rename(join(scratch.results, file), join(folder, 'data', file));
    const item = {
      type: 'Feature',
      id: day,
      properties: { datetime: `${day}T10:00:00Z`, 'eo:cloud_cover': 10 + 80 * i, platform: 'S2A' },
      assets: { data: { href: `data/${file}`, type: 'image/tiff', roles: ['data'] } }
    };
    await writeFile(join(folder, `${day}.json`), JSON.stringify(item));
    links.push({ rel: 'item', href: `${day}.json`, type: 'application/geo+json' });
  }
  await document('fields', { type: 'Collection', id: 'FIELDS', title: 'Fields', links });
});

afterAll(() => scratch.clear());

async function document(name: string, value: unknown): Promise<void> {
  const path = join(scratch.folder, 'collections', name);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'collection.json'), JSON.stringify(value));
}

async function load(args: { readonly [name: string]: Value }): Promise<DataCube> {
  const all = { spatial_extent: null, temporal_extent: null, id: 'FIELDS', ...args };
  const value = await run(loadCollection, all, scratch.context());
  if (!isDataCube(value)) {
    throw new Error('no cube');
  }
  return value;
}

function catalogue(report?: (message: string) => void) {
  const collections = new MapCollections(join(scratch.folder, 'collections'));
  return new MapCatalogue(collections, scratch.services(), report);
}

describe('load_collection of a collection on a map grid', () => {
  it('gives t, bands, y, x of its files', async () => {
    const cube = await load({ bands: ['B08'] });
    expect(cube.dimensions.map(({ name }) => name)).toEqual(['t', 'bands', 'y', 'x']);
    expect(cube.dimensions[0]).toMatchObject({
      labels: ['2022-06-02T10:00:00Z', '2022-06-07T10:00:00Z']
    });
    const [first, second] = await cube.read(fullWindow(cube.dimensions), [0, 1]);
    expect([first[0], second[11]]).toEqual([100, 311]);
  });

  it('is narrowed by box, dates and conditions', async () => {
    const box = { west: 679_730, east: 679_750, south: 5_151_890, north: 5_151_900, crs: 32632 };
    const cube = await load({ spatial_extent: box, temporal_extent: ['2022-06-05', '2022-07-01'] });
    expect(cube.dimensions.map(d => (d.kind === 'spatial' ? d.size : d.labels.length))).toEqual([
      1, 2, 1, 2
    ]);
    expect(await cube.read({ x: 0, y: 0, width: 2, height: 1 }, [0])).toEqual([
      Float32Array.of(209, 210)
    ]);
    const cloudless = {
      kind: 'callback' as const,
      call: ({ value }: Readonly<Record<string, Value>>) => Promise.resolve(Number(value) < 50)
    };
    const clear = await load({ properties: { 'eo:cloud_cover': cloudless } });
    expect(clear.dimensions[0]).toMatchObject({ labels: ['2022-06-02T10:00:00Z'] });
  });

  it('names what there is when the id is unknown', async () => {
    await expect(load({ id: 'MEADOWS' })).rejects.toMatchObject({
      code: 'CollectionNotFound',
      message: "Collection 'MEADOWS' does not exist. There are: FIELDS."
    });
  });

  it('reads files of its own folder alone, which may be links', async () => {
    const asset = (href: string) => ({ a: { href, type: 'image/tiff' } });
    const item = { properties: { datetime: '2022-06-02T00:00:00Z' } };
    const path = '../fields/data/openEO_2022-06-02Z.tif';
    await document('outside', { type: 'Collection', id: 'OUTSIDE', assets: asset(path), ...item });
    await expect(load({ id: 'OUTSIDE' })).rejects.toThrow(/outside the folder/);
    await symlink(path, join(scratch.folder, 'collections', 'outside', '2022-06-02.tif'));
    await document('outside', {
      type: 'Collection',
      id: 'OUTSIDE',
      assets: asset('2022-06-02.tif'),
      ...item
    });
    expect((await load({ id: 'OUTSIDE' })).dimensions).toHaveLength(4);
  });
});

describe('the catalogue of collections on a map grid', () => {
  it('describes them by their files', async () => {
    const found = await catalogue().get('FIELDS');
    expect(found).toMatchObject({
      id: 'FIELDS',
      title: 'Fields',
      stac_version: '1.1.0',
      license: 'other',
      'cube:dimensions': {
        t: { type: 'temporal', extent: ['2022-06-02T10:00:00Z', '2022-06-07T10:00:00Z'] },
        bands: { type: 'bands', values: ['B04', 'B08'] },
        y: { axis: 'y', extent: [5_151_890, 5_151_920], step: 10, reference_system: 32632 },
        x: { axis: 'x', extent: [679_720, 679_760], step: 10, reference_system: 32632 }
      },
      summaries: { bands: [{ name: 'B04' }, { name: 'B08' }] },
      links: [{ rel: 'license', href: 'https://example.org/license', type: 'text/html' }]
    });
    const [[west, south, east, north]] = (found?.extent as { spatial: { bbox: number[][] } })
      .spatial.bbox;
    // Degrees by PROJ: the corner (679720, 5151920) of EPSG:32632.
    expect(Math.abs(west - 11.34208)).toBeLessThan(5e-5);
    expect(Math.abs(north - 46.49686)).toBeLessThan(5e-5);
    expect(east > west && north > south).toBe(true);
    expect(await catalogue().get('MEADOWS')).toBeNull();
  });

  it('lists the properties that conditions may name', async () => {
    expect(await catalogue().queryables('FIELDS')).toEqual({
      datetime: { title: 'datetime', type: ['string'] },
      'eo:cloud_cover': { title: 'eo:cloud_cover', type: ['number'] },
      platform: { title: 'platform', type: ['string'] }
    });
  });

  it('leaves out and reports folders that are none', async () => {
    await document('broken', { type: 'Catalog', id: 'BROKEN' });
    await document('empty', { type: 'Collection', id: 'EMPTY' });
    await document('fields-again', { type: 'Collection', id: 'FIELDS' });
    const said: string[] = [];
    const listed = await new Catalogue(catalogue(message => said.push(message))).list();
    expect(listed.map(({ id }) => id)).toEqual(['FIELDS', 'OUTSIDE']);
    expect(said.join('\n')).toMatch(/broken.*expected a STAC Collection/);
    expect(said.join('\n')).toMatch(/another folder holds the collection "FIELDS"/);
    expect(said.join('\n')).toMatch(/"EMPTY"/);
  });
});
