import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ResultAsset } from '../../engine';
import { itemEntries, type Job, resultCollection, resultItem, type ResultLinks } from '..';

const PYTHON = process.env.INSAR_PYTHON ?? resolve(__dirname, '../../../.venv/bin/python');

const JOB: Job = {
  id: 'j-1',
  sequence: 1,
  process: { process_graph: {} },
  title: 'Coherence',
  logLevel: 'info',
  additional: {},
  status: 'finished',
  progress: 100,
  created: '2026-01-01T00:00:00Z',
  updated: '2026-01-01T01:00:00Z'
};

const LINKS: ResultLinks = {
  self: 'http://b/jobs/j-1/results',
  canonical: 'http://b/jobs/j-1/results?signature=x',
  item: id => `http://b/items/${id}?signature=x`,
  asset: fileName => `http://b/assets/${fileName}?signature=x`,
  expires: '2026-01-08T00:00:00Z'
};

function radarAsset(day: string): ResultAsset {
  return {
    fileName: `openEO_2023-03-${day}Z.tif`,
    mediaType: 'image/tiff; application=geotiff',
    roles: ['data'],
    datetime: `2023-03-${day}T00:00:00Z`,
    bbox: null,
    outline: [
      [4.8, 52.3],
      [5, 52.35],
      [4.9, 52.4]
    ],
    bands: ['i_VV', 'q_VV', 'grid_lat', 'grid_lon'].map(name => ({ name })),
    grid: {
      epsg: null,
      shape: [84, 338],
      transform: [1, 0, 0, 0, 1, 0],
      dataType: 'float32',
      noData: 'nan'
    }
  };
}

type Any = Record<string, unknown>;
const dimensions = (document: Any) => document['cube:dimensions'] as Record<string, Any>;

describe('results as STAC', () => {
  it('in radar geometry count samples and lines, and lie on the ground by their outline', () => {
    const assets = [radarAsset('19'), radarAsset('31')];
    const collection = resultCollection(JOB, assets, LINKS);
    const { x, y, t, bands } = dimensions(collection);
    expect(x.extent).toEqual([0, 338]);
    expect(y.extent).toEqual([0, 84]);
    expect(x.reference_system).toMatch(/^ENGCRS\[/);
    expect(t.values).toEqual(['2023-03-19T00:00:00Z', '2023-03-31T00:00:00Z']);
    expect(bands.values).toEqual(['i_VV', 'q_VV', 'grid_lat', 'grid_lon']);
    expect(collection.extent).toMatchObject({ spatial: { bbox: [[4.8, 52.3, 5, 52.4]] } });
    const item = resultItem(JOB, itemEntries(assets)[0], LINKS) as Any;
    expect(item).toMatchObject({ bbox: [4.8, 52.3, 5, 52.4] });
    expect((item.geometry as { coordinates: number[][][] }).coordinates[0]).toEqual([
      [4.8, 52.3],
      [5, 52.35],
      [4.9, 52.4],
      [4.8, 52.3]
    ]);
    expect(item.properties).not.toHaveProperty('proj:code');
  });

  it('unite the extents of map grids of one CRS, and use degrees for several', () => {
    const grid = (epsg: number, x0: number): ResultAsset => ({
      ...radarAsset('19'),
      fileName: `${x0}.tif`,
      grid: {
        epsg,
        shape: [10, 20],
        transform: [20, 0, x0, 0, -20, 5000],
        dataType: 'float32',
        noData: 'nan'
      }
    });
    const one = dimensions(resultCollection(JOB, [grid(32631, 1000), grid(32631, 2000)], LINKS));
    expect(one.x).toMatchObject({ extent: [1000, 2400], reference_system: 32631 });
    expect(one.y).toMatchObject({ extent: [4800, 5000] });
    const two = dimensions(resultCollection(JOB, [grid(32631, 1000), grid(32632, 2000)], LINKS));
    expect(two.x).toMatchObject({ extent: [4.8, 5], reference_system: 4326 });
  });

  it('say simulated in titles and descriptions, once', () => {
    const assets = [{ ...radarAsset('19'), simulated: true }];
    const collection = resultCollection(JOB, assets, LINKS);
    expect(collection.title).toBe('Coherence (simulated)');
    expect(collection.description).toMatch(/Simulated data/);
    const named = resultCollection({ ...JOB, title: 'Simulated scene' }, assets, LINKS);
    expect(named.title).toBe('Simulated scene');
    const item = resultItem(JOB, itemEntries(assets)[0], LINKS);
    expect(item.properties).toMatchObject({ title: 'openEO_2023-03-19Z.tif (simulated)' });
    expect(JSON.stringify(resultCollection(JOB, [radarAsset('19')], LINKS))).not.toMatch(
      /simulated/i
    );
  });

  it('give every dated file an item of its own id, and other files none', () => {
    const tif = radarAsset('19');
    const text: ResultAsset = { ...tif, fileName: 'openEO_2023-03-19Z.json', grid: undefined };
    const undated: ResultAsset = { ...tif, fileName: 'notes.txt', datetime: null };
    expect(itemEntries([tif, undated]).map(entry => entry.id)).toEqual(['openEO_2023-03-19Z']);
    expect(itemEntries([tif, text]).map(entry => entry.id)).toEqual([
      'openEO_2023-03-19Z.tif',
      'openEO_2023-03-19Z.json'
    ]);
  });

  it('hold for a job without files', () => {
    const collection = resultCollection(JOB, [], LINKS);
    expect(dimensions(collection).x).toMatchObject({ extent: [-180, 180], reference_system: 4326 });
    expect(collection.assets).toEqual({});
  });

  const there = existsSync(PYTHON);
  it.skipIf(!there)(
    `are valid for pystac, and the openEO client reads the bands${there ? '' : ' (skipped: no Python)'}`,
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'insar-stac-'));
      const links: ResultLinks = {
        ...LINKS,
        self: join(folder, 'collection.json'),
        canonical: join(folder, 'collection.json'),
        item: id => join(folder, `${id}.json`)
      };
      const assets = [radarAsset('19'), radarAsset('31')];
      const write = (name: string, document: unknown) =>
        writeFileSync(join(folder, name), JSON.stringify(document));
      write('collection.json', resultCollection(JOB, assets, links));
      for (const entry of itemEntries(assets)) {
        write(`${entry.id}.json`, resultItem(JOB, entry, links));
      }
      // pystac has the schemas of STAC itself on board, those of extensions it would download.
      const script = `
import json, sys, pystac, pystac.validation, pyproj
from openeo.metadata import metadata_from_stac
path = sys.argv[1]
collection = pystac.read_file(path)
for part in [collection, *collection.get_items()]:
    document = part.to_dict(transform_hrefs=False)
    document["stac_extensions"] = []
    pystac.validation.validate_dict(document)
metadata = metadata_from_stac(path)
crs = json.load(open(path))["cube:dimensions"]["x"]["reference_system"]
print(json.dumps({
    "bands": metadata.band_names,
    "dates": [item.datetime.date().isoformat() for item in collection.get_items()],
    "crs": pyproj.CRS.from_wkt(crs).type_name,
}))
`;
      const said = execFileSync(PYTHON, ['-c', script, join(folder, 'collection.json')]);
      expect(JSON.parse(said.toString())).toEqual({
        bands: ['i_VV', 'q_VV', 'grid_lat', 'grid_lon'],
        dates: ['2023-03-19', '2023-03-31'],
        crs: 'Engineering CRS'
      });
    }
  );
});
