import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { areaValues, profileAlong } from '../ask/area';
import { seriesCell } from '../ask/cells';
import { ticks } from '../ask/chart';
import { seriesCsv } from '../ask/csv';
import { matrixOf } from '../ask/matrix';
import type { IFrameValue, Place } from '../ask/series';
import { seriesAt } from '../ask/series';
import { histogramOf, statisticsOf } from '../ask/statistics';
import { frameOf, layersOf } from '../model/frames';
import type { ILayerSpec } from '../model/spec';
import { layerOf } from '../model/spec';
import { openRaster } from '../raster';
import { planeOf, seatOf } from '../view/plane';
import { RasterStore } from '../view/raster-store';
import { FileServer, floatTiff } from './geotiff-fixture';

const ROOT = resolve(__dirname, '../../../..');
const PYTHON = process.env.INSAR_PYTHON ?? join(ROOT, '.venv/bin/python');
const SCRIPT = join(__dirname, 'make_series.py');

interface ITruth {
  readonly place: [number, number];
  readonly dates: string[];
  readonly series: [string, number | null][];
  readonly matrix: (number | null)[];
}

let folder: string;
let truth: ITruth;
let layer: ILayerSpec;
let place: Place;

const store = new RasterStore(async (_source, file) => {
  const bytes = readFileSync(join(folder, file));
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { fetch } = new FileServer(buffer as ArrayBuffer);
  return openRaster({ url: 'http://localhost/f', file, fetch });
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'insar-series-'));
  execFileSync(PYTHON, [SCRIPT, folder]);
  truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
  const files = readdirSync(folder).filter(name => name.endsWith('.tif'));
  const [made, ...others] = layersOf(
    files.reverse().map(file => frameOf({ path: `pairs/${file}` }, file))
  );
  expect(others).toEqual([]);
  layer = layerOf('a', made.name, made.frames);
  const raster = await store.get(layer.frames[0], false);
  const { placement } = raster;
  place = placement.kind === 'ground' ? placement.crs.toLonLat(...truth.place)! : [NaN, NaN];
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('series and matrix of 30 dates', () => {
  let series: IFrameValue[];

  beforeAll(async () => {
    series = await seriesAt(layer, store, place, true);
  });

  it('hold what numpy reads of the same files, in the order of time', () => {
    expect(series.map(({ frame, value }) => [frame.file, value])).toEqual(truth.series);
    expect(series.filter(({ value }) => value === null).length).toBeGreaterThan(0);
  });

  it('are a symmetric matrix by date', () => {
    const matrix = matrixOf(series)!;
    expect(matrix.dates).toEqual(truth.dates);
    expect(matrix.values).toEqual(truth.matrix);
    const at = matrix.frames[1];
    expect(layer.frames[at].secondDate).toBe(truth.dates[1]);
  });

  it('are differences from the reference, where one is set', async () => {
    const relative = await seriesAt({ ...layer, reference: place }, store, place, true);
    expect(relative.every(({ value }) => value === null || value === 0)).toBe(true);
  });

  it('keep the place of a raster that cannot be read, with its error', async () => {
    const frames = [...layer.frames.slice(0, 2), frameOf({ path: 'x' }, 'gone_20250101.tif')];
    const answered = await seriesAt({ ...layer, frames }, store, place, true);
    expect(answered.map(({ error }) => error === null)).toEqual([true, true, false]);
  });

  it('are CSV with a line for each', () => {
    const lines = seriesCsv([{ place, values: series }], true).split('\r\n');
    expect(lines[0]).toBe('point,longitude,latitude,first_date,second_date,file,value');
    expect(lines).toHaveLength(truth.series.length + 2);
    expect(Number(lines[1].split(',')[6])).toBe(truth.series[0][1]);
  });

  it('are read by the cell as by the map', async () => {
    const { views } = await store.get(layer.frames[0], false);
    const cell = join(folder, 'cell.py');
    const inFolder = (path: string): string => path.replace('pairs/', '');
    const about = { spec: layer, view: views[0] };
    writeFileSync(cell, seriesCell(about, [place, [0, 0]], true, inFolder));
    const rows = JSON.parse(
      execFileSync(PYTHON, [SCRIPT, '--run', cell, folder], { encoding: 'utf8' })
    ) as [number, string, string, number | null][];
    const first = rows.filter(row => row[0] === 1).map(row => row[3]);
    first.forEach((value, index) => {
      const expected = truth.series[index][1];
      // JSON of pandas keeps 15 decimals.
      expect(value === null ? null : Math.fround(value)).toBe(expected);
    });
    expect(rows.filter(row => row[0] === 2).every(row => row[3] === null)).toBe(true);
  });
});

describe('areas and profiles', () => {
  const rows = [
    [1, 2, 3, 4],
    [5, 6, NaN, 8],
    [9, 10, 11, 12]
  ];

  async function drawn() {
    const { fetch } = new FileServer(floatTiff(rows));
    const raster = await openRaster({ url: 'http://localhost/f', file: 'f.tif', fetch });
    const plane = planeOf(raster);
    return { raster, plane, seat: seatOf(raster, plane)!, view: raster.views[0] };
  }

  it('take the pixels whose centres lie in the box', async () => {
    const [x, y] = [600000, 5200000];
    const box = [x + 29, y - 60, x + 71, y - 9];
    const { plane, ...band } = await drawn();
    const { values, isSampled } = await areaValues(band, box, plane);
    expect(isSampled).toBe(false);
    expect([...values]).toEqual([2, 3, 4, 6, NaN, 8, 10, 11, 12]);
    const outside = await areaValues(band, [x - 50, y - 10, x - 40, y], plane);
    expect(outside.values).toHaveLength(0);
  });

  it('amount to what can be told by hand', () => {
    const statistics = statisticsOf(Float64Array.of(2, NaN, 4, 4, 10))!;
    expect(statistics).toEqual({
      count: 4,
      emptyCount: 1,
      mean: 5,
      deviation: 3,
      least: 2,
      median: 4,
      most: 10
    });
    expect(statisticsOf(Float64Array.of(NaN))).toBeNull();
    expect([...histogramOf(Float64Array.of(0, 0.1, 0.5, 1, 2, NaN), 0, 1, 2)]).toEqual([2, 2]);
  });

  it('follow a line with its corner', async () => {
    const [x, y] = [600000, 5200000];
    const line = [
      [x + 10, y - 10],
      [x + 70, y - 10],
      [x + 70, y - 50]
    ];
    const steps = await profileAlong(await drawn(), line);
    expect(steps.map(step => step.value)).toEqual([1, 2, 3, 4, 8, 12]);
    expect(steps[5].distance).toBe(100);
    const far = await profileAlong(await drawn(), [
      [x - 30, y - 10],
      [x - 10, y - 10]
    ]);
    expect(far.every(step => step.value === null)).toBe(true);
  });

  it('have axes with round numbers', () => {
    expect(ticks(0, 1, 4)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks(-3.2, 3.1, 4)).toEqual([-2, 0, 2]);
    expect(ticks(5, 5, 4)).toEqual([5]);
  });
});
