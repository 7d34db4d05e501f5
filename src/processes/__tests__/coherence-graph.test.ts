import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateGraph, fullWindow, isDataCube, validateGraph } from '../../engine';
import type { DataCube, Plane, ProcessGraph } from '../../engine';
import { registry } from '..';
import { referenceGraph, Scratch, withoutAmsterdam } from './harness';

const PYTHON = process.env.INSAR_PYTHON ?? resolve(__dirname, '../../../.venv/bin/python');
const withoutPython = existsSync(PYTHON) ? '' : ' (skipped: there is no Python at INSAR_PYTHON)';

const DATES = [
  ['2024-08-22', '2023-04-01'],
  ['2024-08-21', '2023-03-31'],
  ['2024-08-10', '2023-03-20'],
  ['2024-08-09', '2023-03-19']
] as const;

function percentile(sorted: Float64Array, percent: number): number {
  const at = (percent / 100) * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

/** |sum of primary times conjugate of secondary| over the root of the powers, cell by cell. */
function directCoherence(
  [pi, pq, si, sq]: readonly Plane[],
  width: number,
  height: number
): Float64Array {
  const [lines, samples] = [2, 10];
  const coherence = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let [re, im, primary, secondary] = [0, 0, 0, 0];
      for (let v = Math.max(0, y - lines); v <= Math.min(height - 1, y + lines); v++) {
        for (let u = Math.max(0, x - samples); u <= Math.min(width - 1, x + samples); u++) {
          const i = v * width + u;
          re += pi[i] * si[i] + pq[i] * sq[i];
          im += pq[i] * si[i] - pi[i] * sq[i];
          primary += pi[i] ** 2 + pq[i] ** 2;
          secondary += si[i] ** 2 + sq[i] ** 2;
        }
      }
      coherence[y * width + x] = Math.hypot(re, im) / Math.sqrt(primary * secondary);
    }
  }
  return coherence;
}

describe.skipIf(withoutAmsterdam)(
  `the reference workflow on the real pair${withoutAmsterdam}`,
  () => {
    let scratch: Scratch;
    let graph: ProcessGraph;
    let stack: DataCube;

    beforeAll(async () => {
      scratch = await Scratch.make();
      await scratch.addAmsterdam();
      const preprocessing = await referenceGraph('insar_preprocessing', [
        ['2024-08-09', '2023-03-19'],
        ['"2024-09-02"\n    ]', '"2023-03-31"\n    ]'],
        ['2024-09-02', '2023-03-19'],
        ['249435', '65551'],
        ['IW2', 'IW3']
      ]);
      preprocessing.insarpreprocessing1.arguments.temporal_extent = ['2023-03-19', '2023-03-31'];
      expect(validateGraph(preprocessing, registry())).toEqual([]);
      const context = scratch.context();
      await evaluateGraph(preprocessing, registry(), context);
      expect(context.messages.map(({ message }) => message).join()).toMatch(/already coregistered/);
      expect(context.results.map(({ fileName }) => fileName)).toEqual([
        'openEO_2023-03-19Z.tif',
        'openEO_2023-03-31Z.tif'
      ]);
      const [primary] = context.results;
      expect(primary.bands.map(({ name }) => name)).toEqual([
        'i_VV',
        'q_VV',
        'grid_lat',
        'grid_lon'
      ]);
      expect(primary.grid).toMatchObject({ epsg: null, shape: [84, 338] });
      expect(primary.datetime).toBe('2023-03-19T00:00:00Z');
      // Extent of grid_lon and grid_lat in the file, read with rasterio.
      [4.886617, 52.36563, 4.9061217, 52.377483].forEach((degrees, i) =>
        expect(primary.bbox?.[i]).toBeCloseTo(degrees, 5)
      );
      const url = scratch.publish(context.results);
      graph = await referenceGraph('coherence', [
        ...DATES,
        ['EPSG:32632', 'EPSG:32631'],
        ['{{results URL of the preprocessing job}}', url]
      ]);
      stack = (await evaluateGraph(
        { load: { ...graph.loadstac1, result: true } },
        registry(),
        scratch.context()
      )) as DataCube;
    });

    afterAll(() => scratch.clear());

    it('loads its own results: dates, bands and radar geometry', () => {
      const [t, bands, y, x] = stack.dimensions;
      expect(t).toMatchObject({ labels: ['2023-03-19T00:00:00Z', '2023-03-31T00:00:00Z'] });
      expect(bands).toMatchObject({ labels: ['i_VV', 'q_VV', 'grid_lat', 'grid_lon'] });
      expect([y, x]).toMatchObject([
        { size: 84, crs: null, first: 0, step: 1 },
        { size: 338, crs: null, first: 0, step: 1 }
      ]);
    });

    it('gives the known coherence in radar geometry', async () => {
      const inRadarGeometry = structuredClone(graph);
      delete inRadarGeometry.saveresult1;
      delete inRadarGeometry.resamplespatial1;
      inRadarGeometry.adddimension1.result = true;
      delete (inRadarGeometry as Record<string, unknown>).adddimension2;
      const cube = await evaluateGraph(inRadarGeometry, registry(), scratch.context());
      if (!isDataCube(cube)) {
        throw new Error('the graph gives no cube');
      }
      const window = fullWindow(cube.dimensions);
      const [coherence] = await cube.read(window, [0]);
      const sorted = Float64Array.from(coherence).sort();
      const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
      const figures = [mean, ...[5, 50, 95, 100].map(percent => percentile(sorted, percent))];
      [0.747, 0.334, 0.803, 0.951, 0.982].forEach((known, i) =>
        expect(Math.abs(figures[i] - known)).toBeLessThan(1e-3)
      );
      const samples = await stack.read(window, [0, 1, 4, 5]);
      const direct = directCoherence(samples, window.width, window.height);
      const worst = direct.reduce(
        (max, value, i) => Math.max(max, Math.abs(value - coherence[i])),
        0
      );
      expect(worst).toBeLessThan(1e-6);
    });

    it.skipIf(withoutPython)(
      `writes a map that rasterio and rio-cogeo accept${withoutPython}`,
      async () => {
        expect(validateGraph(graph, registry())).toEqual([]);
        const context = scratch.context();
        await evaluateGraph(graph, registry(), context);
        const [map] = context.results;
        expect(map.fileName).toBe('openEO_2023-03-19Z_2.tif');
        expect(map.bands).toEqual([{ name: 'coh_VV' }]);
        const script = `
import json, sys, numpy as np, rasterio
from rio_cogeo.cogeo import cog_validate
path = sys.argv[1]
with rasterio.open(path) as d:
    a = d.read(1)
    print(json.dumps(dict(valid=cog_validate(path)[0], crs=d.crs.to_epsg(), transform=list(d.transform)[:6],
        shape=list(d.shape), names=list(d.descriptions), nodata=str(d.nodata), bounds=list(d.bounds),
        cells=int(np.isfinite(a).sum()), mean=float(np.nanmean(a)), top=float(np.nanmax(a)))))
`;
        const path = join(scratch.results, map.fileName);
        const { stdout } = await promisify(execFile)(PYTHON, ['-c', script, path]);
        const found = JSON.parse(stdout);
        expect(found).toMatchObject({
          valid: true,
          crs: 32631,
          names: ['coh_VV'],
          nodata: 'nan',
          transform: map.grid?.transform,
          shape: map.grid?.shape
        });
        // Cells that quads of pixel centres cover at 20 m, counted by an independent implementation.
        expect(Math.abs(found.cells - 3317)).toBeLessThan(5);
        expect(Math.abs(found.mean - 0.747)).toBeLessThan(0.01);
        expect(found.top).toBeLessThan(0.983);
      }
    );
  }
);
