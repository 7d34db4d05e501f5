import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Dataset, File, ready } from 'h5wasm/node';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fullWindow, memoryCube, planeCount, planeSize } from '../../engine';
import type { DataCube, Dimension, ResultAsset } from '../../engine';
import { gridMapping } from '../formats/netcdf/grid-mapping';
import { saveResult } from '../io/save-result';
import { run, Scratch } from './harness';

const PYTHON = process.env.INSAR_PYTHON ?? resolve(__dirname, '../../../.venv/bin/python');
const there = existsSync(PYTHON);
const withoutPython = there ? '' : ' (skipped: there is no Python at INSAR_PYTHON)';

const KNOWN_CODES = [
  4326, 4258, 4171, 32601, 32632, 32660, 32701, 32733, 32760, 25828, 25832, 25838, 2154, 3031, 3034,
  3035, 3413, 3857, 3976, 3995, 5041, 5042, 32661, 32761
];

let scratch: Scratch;

beforeAll(() => ready);

beforeEach(async () => {
  scratch = await Scratch.make();
});

afterEach(() => scratch.clear());

const spatial = (axis: 'x' | 'y', size: number, crs: string | null): Dimension => ({
  kind: 'spatial',
  name: axis,
  axis,
  size,
  first: crs === null ? 0 : axis === 'x' ? 679_725 : 5_151_915,
  step: crs === null || axis === 'x' ? (crs === null ? 1 : 10) : -10,
  crs
});

const T: Dimension = {
  kind: 'temporal',
  name: 't',
  labels: ['2022-06-02T10:10:31.500Z', '2022-06-05']
};
const BANDS: Dimension = { kind: 'bands', name: 'bands', labels: ['B04', 'B08'] };

/** Cells count 1000 a plane; the last of plane 0 is no-data. */
function counting(dimensions: readonly Dimension[]): DataCube {
  const { width, height } = planeSize(dimensions);
  const planes = Array.from({ length: planeCount(dimensions) }, (_, plane) =>
    Float32Array.from({ length: width * height }, (_, cell) => 1000 * plane + cell)
  );
  planes[0][width * height - 1] = NaN;
  return memoryCube(dimensions, planes);
}

async function save(cube: DataCube, name = 'openEO.nc'): Promise<[File, ResultAsset]> {
  const context = scratch.context();
  await run(saveResult, { data: cube, format: 'NETCDF' }, context);
  expect(context.results.map(({ fileName }) => fileName)).toEqual([name]);
  return [new File(join(scratch.results, name), 'r'), context.results[0]];
}

const dataset = (file: File, name: string) => file.get(name) as Dataset;
const text = (file: File, name: string, attribute: string) =>
  dataset(file, name).attrs[attribute]?.value;

async function python(script: string, ...args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(PYTHON, ['-W', 'ignore', '-c', script, ...args]);
  return JSON.parse(stdout);
}

describe('netCDF', () => {
  it('holds a variable per band over CF time, y and x', async () => {
    const [file, asset] = await save(
      counting([T, BANDS, spatial('y', 3, 'EPSG:32632'), spatial('x', 4, 'EPSG:32632')])
    );
    expect(file.keys().sort()).toEqual(['B04', 'B08', 'crs', 't', 'x', 'y']);
    expect(dataset(file, 'B08').shape).toEqual([2, 3, 4]);
    // Planes are numbered t first: B08 of the second date is plane 3.
    expect(dataset(file, 'B08').slice([[1, 2], [2, 3], []])).toEqual(
      Float32Array.of(3008, 3009, 3010, 3011)
    );
    expect(dataset(file, 't').value).toEqual(
      Float64Array.of(Date.UTC(2022, 5, 2, 10, 10, 31, 500) / 1000, Date.UTC(2022, 5, 5) / 1000)
    );
    expect(text(file, 't', 'units')).toBe('seconds since 1970-01-01 00:00:00');
    expect(text(file, 'B04', 'grid_mapping')).toBe('crs');
    expect(text(file, 'x', 'standard_name')).toBe('projection_x_coordinate');
    expect([0, 1, 2].map(i => dataset(file, 'B04').get_attached_scales(i))).toEqual([
      ['/t'],
      ['/y'],
      ['/x']
    ]);
    file.close();
    expect(asset).toMatchObject({
      mediaType: 'application/x-netcdf',
      datetime: null,
      startDatetime: '2022-06-02T10:10:31.500Z',
      endDatetime: '2022-06-05T00:00:00Z',
      bands: [{ name: 'B04' }, { name: 'B08' }],
      grid: { epsg: 32632, shape: [3, 4], transform: [10, 0, 679720, 0, -10, 5151920] }
    });
  });

  it.skipIf(!there)(`is placed and read by GDAL${withoutPython}`, async () => {
    const [file] = await save(
      counting([T, BANDS, spatial('y', 3, 'EPSG:32632'), spatial('x', 4, 'EPSG:32632')])
    );
    file.close();
    const script = `
import json, sys, rasterio
with rasterio.open(f'netcdf:{sys.argv[1]}:B04') as d:
    a = d.read()
    print(json.dumps([d.driver, d.crs.to_epsg(), list(d.transform)[:6], str(d.nodata),
        a[1].tolist(), a[0, 2, :3].tolist(), str(a[0, 2, 3])]))`;
    expect(await python(script, join(scratch.results, 'openEO.nc'))).toEqual([
      'netCDF',
      32632,
      [10, 0, 679720, 0, -10, 5151920],
      'nan',
      [
        [2000, 2001, 2002, 2003],
        [2004, 2005, 2006, 2007],
        [2008, 2009, 2010, 2011]
      ],
      [8, 9, 10],
      'nan'
    ]);
  });

  it('writes strip by strip what one read gives', async () => {
    const axes = [T, spatial('y', 600, 'EPSG:32632'), spatial('x', 1100, 'EPSG:32632')];
    const cube = counting(axes);
    const windows: number[] = [];
    const [file] = await save({
      ...cube,
      read: (window, planes) => {
        windows.push(window.height);
        return cube.read(window, planes);
      }
    });
    expect(windows).toEqual([256, 256, 88]);
    const whole = await cube.read(fullWindow(axes), [0, 1]);
    const written = dataset(file, 'var').value as Float32Array;
    const differs = (value: number, cell: number) =>
      !Object.is(value, whole[Math.floor(cell / 660_000)][cell % 660_000]);
    expect(written.length).toBe(1_320_000);
    expect(written.findIndex(differs)).toBe(-1);
    file.close();
  });

  it('keeps labels that are no dates, and names that are no names', async () => {
    const [file] = await save(
      counting([
        { kind: 'temporal', name: 't', labels: ['first_date'] },
        { kind: 'bands', name: 'bands', labels: ['x', 'a/b', 0] },
        { kind: 'other', name: 'quantile', labels: [0.25, 0.75] },
        spatial('y', 2, 'EPSG:32632'),
        spatial('x', 2, 'EPSG:32632')
      ])
    );
    expect(dataset(file, 't').value).toEqual(['first_date']);
    expect(dataset(file, 'quantile').value).toEqual(Float64Array.of(0.25, 0.75));
    expect(file.keys().sort()).toEqual(['0', 'a_b', 'crs', 'quantile', 't', 'x', 'x_2', 'y']);
    expect(text(file, 'a_b', 'long_name')).toBe('a/b');
    expect(dataset(file, '0').shape).toEqual([1, 2, 2, 2]);
    file.close();
  });

  it('gives radar geometry its latitudes and longitudes as coordinates', async () => {
    const labels = ['i_VV', 'grid_lat', 'grid_lon'];
    const planes = [
      new Float32Array(4),
      Float32Array.of(50, 50, 51, 51),
      Float32Array.of(4, 5, 4, 5)
    ];
    const [file, asset] = await save(
      memoryCube([{ ...BANDS, labels }, spatial('y', 2, null), spatial('x', 2, null)], planes, {
        simulated: true
      })
    );
    expect(text(file, 'i_VV', 'coordinates')).toBe('grid_lat grid_lon');
    expect(text(file, 'grid_lat', 'units')).toBe('degrees_north');
    expect(text(file, 'y', 'long_name')).toBe('line along azimuth');
    expect(file.keys()).not.toContain('crs');
    expect(file.attrs.title.value).toMatch(/simulated/i);
    file.close();
    expect(asset).toMatchObject({ bbox: [4, 50, 5, 51], simulated: true });
  });

  it('leaves no file behind a run that fails', async () => {
    const cube = counting([spatial('y', 3, 'EPSG:32632'), spatial('x', 4, 'EPSG:32632')]);
    const failing = { ...cube, read: () => Promise.reject(new Error('no more tiles')) };
    const context = scratch.context();
    await expect(run(saveResult, { data: failing, format: 'netCDF' }, context)).rejects.toThrow(
      'no more tiles'
    );
    expect(await readdir(scratch.results)).toEqual([]);
  });

  it('refuses an empty cube, and says that a CRS cannot be described', async () => {
    const none = memoryCube([{ ...T, labels: [] }, spatial('y', 1, null)], []);
    const context = scratch.context();
    await expect(run(saveResult, { data: none, format: 'netCDF' }, context)).rejects.toMatchObject({
      code: 'DataCubeEmpty'
    });
    await run(
      saveResult,
      {
        data: counting([spatial('y', 2, 'EPSG:2056'), spatial('x', 2, 'EPSG:2056')]),
        format: 'netCDF'
      },
      context
    );
    expect(context.messages.map(({ message }) => message).join()).toMatch(
      /EPSG:2056.*cannot describe/
    );
  });
});

describe('grid mappings', () => {
  it.skipIf(!there)(`are those of PROJ${withoutPython}`, { timeout: 60_000 }, async () => {
    const mappings = KNOWN_CODES.map(code => [
      code,
      Object.fromEntries(
        Object.entries(gridMapping(code)!).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : value.length > 1 ? [...value] : value[0]
        ])
      )
    ]);
    // Points of each CRS on its own area, by our WKT and CF parameters against the EPSG dataset.
    const script = `
import json, sys
from pyproj import CRS, Transformer
wrong = []
for code, members in json.loads(sys.argv[1]):
    truth = CRS.from_epsg(code)
    ours = {'wkt': CRS.from_wkt(members['crs_wkt'])}
    named = ours['wkt'].to_json_dict()['id']
    if named != {'authority': 'EPSG', 'code': code}: wrong.append([code, named])
    cf = {k: v for k, v in members.items() if k not in ('crs_wkt', 'spatial_ref')}
    if 'grid_mapping_name' in cf: ours['cf'] = CRS.from_cf(cf)
    area = truth.area_of_use
    places = [(area.west + (area.east - area.west) * f, area.south + (area.north - area.south) * g)
              for f in (0.3, 0.7) for g in (0.4, 0.6)]
    there = Transformer.from_crs(truth.geodetic_crs, truth, always_xy=True)
    for name, crs in ours.items():
        mine = Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True)
        for place in places:
            off = max(abs(a - b) for a, b in zip(there.transform(*place), mine.transform(*place)))
            if not off < 1e-3: wrong.append([code, name, place, off])
print(json.dumps(wrong))`;
    expect(await python(script, JSON.stringify(mappings))).toEqual([]);
  });

  it('are null for codes that are not known', () => {
    expect(gridMapping(2056)).toBeNull();
  });
});
