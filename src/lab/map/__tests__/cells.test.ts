import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { areaValues, profileAlong } from '../ask/area';
import { areaSeries } from '../ask/area-series';
import type { ICellLayer } from '../ask/cell-parts';
import { seriesCell } from '../ask/cells';
import type { Place } from '../ask/series';
import { seriesAt } from '../ask/series';
import { areaCell, profileCell, viewCell } from '../ask/shape-cells';
import { statisticsOf } from '../ask/statistics';
import { frameOf, layersOf } from '../model/frames';
import type { ILayerSpec } from '../model/spec';
import { layerOf } from '../model/spec';
import { openRaster } from '../raster';
import type { IPlane } from '../view/plane';
import { planeOf, seatOf } from '../view/plane';
import { RasterStore } from '../view/raster-store';
import { FileServer } from './geotiff-fixture';

const ROOT = resolve(__dirname, '../../../..');
const PYTHON = process.env.INSAR_PYTHON ?? join(ROOT, '.venv/bin/python');
const FILES = ['coh_VV_20240103_20240115.tif', 'coh_VV_20240115_20240127.tif'];

let folder: string;

const store = new RasterStore(async (_source, file) => {
  const bytes = readFileSync(join(folder, file));
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { fetch } = new FileServer(buffer as ArrayBuffer);
  return openRaster({ url: 'http://localhost/f', file, fetch });
});

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'insar-cells-'));
  execFileSync(PYTHON, [join(__dirname, 'make_series.py'), folder]);
  // The same scene in degrees, whose map is not in the system of the pairs; and one without a CRS.
  const script = [
    'import numpy as np, rasterio',
    'from rasterio.transform import from_origin',
    'r = np.random.default_rng(3).random((50, 60)).astype("float32")',
    'kind = dict(driver="GTiff", height=50, width=60, count=1, dtype="float32")',
    't = from_origin(10.825, 46.765, 0.0002, 0.0002)',
    'with rasterio.open("degrees.tif", "w", crs="EPSG:4326", transform=t, **kind) as f: f.write(r, 1)',
    'kind["count"] = 2',
    'with rasterio.open("radar.tif", "w", **kind) as f:',
    '    f.write(r, 1); f.write(r[::-1], 2); f.descriptions = ("i_VV", "q_VV")'
  ].join('\n');
  execFileSync(PYTHON, ['-W', 'ignore', '-c', script], { cwd: folder });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function layerFor(
  files: readonly string[],
  plane?: IPlane,
  change: Partial<ILayerSpec> = {}
) {
  const [made] = layersOf(files.map(file => frameOf({ path: file }, file)));
  const spec = { ...layerOf('a', made.name, made.frames), ...change };
  const raster = await store.get(spec.frames[0], false);
  const on = plane ?? planeOf(raster);
  const seat = seatOf(raster, on)!;
  const cell: ICellLayer = {
    spec,
    view: raster.views[0],
    frame: spec.frames[0],
    stretch: { low: 0, high: 1 },
    ramp: 'coherence',
    isInPlane: seat.affine !== null
  };
  return { cell, plane: on, drawn: { raster, seat, view: raster.views[0] } };
}

interface ICase {
  readonly code: string;
  readonly result: string | null;
  readonly expected: readonly (readonly (string | number | null)[])[];
}

const same = (path: string): string => path;

async function areaCase(
  files: readonly string[],
  extent: readonly number[],
  plane?: IPlane,
  change?: Partial<ILayerSpec>
): Promise<ICase> {
  const layer = await layerFor(files, plane, change);
  const series = await areaSeries(layer.cell.spec, store, layer.plane, extent, () => false);
  const { values } = await areaValues(layer.drawn, extent, layer.plane);
  expect(statisticsOf(values)!.count).toBe(series[0].statistics!.count);
  expect(series[0].statistics!.count).toBeGreaterThan(20);
  return {
    code: areaCell(layer.cell, layer.plane, extent, same),
    result: 'area',
    expected: series.map(({ frame, statistics: s }) => [
      frame.firstDate,
      frame.secondDate ?? frame.firstDate,
      ...[s!.count, s!.mean, s!.deviation, s!.least, s!.median, s!.most]
    ])
  };
}

async function profileCase(
  file: string,
  line: readonly Place[],
  plane?: IPlane,
  change?: Partial<ILayerSpec>
): Promise<ICase> {
  const layer = await layerFor([file], plane, change);
  const zero = change?.reference
    ? (await seriesAt({ ...layer.cell.spec, reference: null }, store, change.reference, true))[0]
        .value!
    : 0;
  const steps = await profileAlong(layer.drawn, line);
  expect(steps.filter(({ value }) => value !== null).length).toBeGreaterThan(20);
  return {
    code: profileCell(layer.cell, layer.plane, line, layer.drawn.seat.pixel, same),
    result: 'profile',
    expected: steps.map(({ distance, value }) => [distance, value === null ? null : value - zero])
  };
}

describe('the cells of the map', () => {
  it(
    'give the numbers of the map in a kernel, draw, and pass ruff',
    { timeout: 180_000 },
    async () => {
      const { plane } = await layerFor([FILES[0]]);
      const utm = [640_103, 5_179_411, 640_577, 5_179_893];
      const line: Place[] = [
        [640_031, 5_179_961],
        [640_415, 5_179_707],
        [640_977, 5_179_333]
      ];
      const reference = plane.ground!.toLonLat(640_350, 5_179_650)!;
      const radar = await layerFor(['radar.tif']);
      const points = await layerFor(FILES);
      const place = plane.ground!.toLonLat(640_350, 5_179_650)!;
      const series = await seriesAt(points.cell.spec, store, place, true);
      const cases: ICase[] = [
        await areaCase(FILES, utm),
        await areaCase(FILES, utm, undefined, { reference }),
        await areaCase(['degrees.tif'], utm, plane),
        await areaCase(['radar.tif'], [5.2, -30, 20, -7.7]),
        await profileCase(FILES[0], line),
        await profileCase(FILES[0], line, undefined, { reference }),
        await profileCase('degrees.tif', line, plane),
        await profileCase('degrees.tif', [
          // In the plane of a map in degrees.
          ...(await degreesLine())
        ]),
        await profileCase('radar.tif', [
          [1.5, -3.5],
          [50, -45.25],
          [70, -45.25]
        ]),
        {
          code: seriesCell(points.cell, [place], true, same),
          result: 'series',
          expected: series.map(({ frame, value }) => [1, frame.firstDate, frame.secondDate, value])
        },
        { code: viewCell(points.cell, plane, utm, same), result: null, expected: [] },
        {
          code: viewCell(radar.cell, radar.plane, [5, -30, 20, -7], same),
          result: null,
          expected: []
        }
      ];
      for (const { code } of cases) {
        const options = { input: `${code}\n`, encoding: 'utf8' } as const;
        const ruff = join(dirname(PYTHON), 'ruff');
        // A cell may end with what it shows.
        execFileSync(
          ruff,
          ['check', '--ignore', 'B018,E402', '--stdin-filename', 'a.ipynb.py', '-'],
          {
            ...options,
            cwd: ROOT
          }
        );
      }
      writeFileSync(join(folder, 'cells.json'), JSON.stringify(cases));
      const out = execFileSync(PYTHON, [join(__dirname, 'run_in_kernel.py'), folder], {
        input: JSON.stringify(cases),
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'pipe']
      });
      const { rows, pictures } = JSON.parse(out) as {
        rows: (string | number | null)[][][];
        pictures: number;
      };
      expect(pictures).toBe(cases.length);
      rows.forEach((found, index) => {
        const { expected, code } = cases[index];
        const what = code.split('\n', 1)[0];
        expect(found.length, what).toBe(expected.length);
        found.forEach((row, k) =>
          row.forEach((value, column) => {
            const wanted = expected[k][column];
            if (typeof wanted === 'number' && typeof value === 'number') {
              // The order of sums and the digits of coordinates differ; values are those stored.
              const tolerance = 1e-9 * Math.max(1, Math.abs(wanted));
              expect(Math.abs(value - wanted), `${what} ${k} ${column}`).toBeLessThan(tolerance);
            } else {
              expect(value, `${what} ${k} ${column}`).toBe(wanted);
            }
          })
        );
      });
    }
  );
});

/** A line over the raster in degrees, in the plane of its own map. */
async function degreesLine(): Promise<Place[]> {
  const { plane } = await layerFor(['degrees.tif']);
  return [plane.ground!.fromLonLat(10.8263, 46.7641)!, plane.ground!.fromLonLat(10.8361, 46.7567)!];
}
