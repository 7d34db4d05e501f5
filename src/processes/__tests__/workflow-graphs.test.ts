import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  evaluateGraph,
  fullWindow,
  isDataCube,
  labelledDimensions,
  validateGraph
} from '../../engine';
import type { Plane, ProcessGraph, ResultAsset } from '../../engine';
import { fileSource, nodeCodecs } from '../../node';
import { openGeoTiff } from '../../raster';
import { coherenceGraph, preprocessingGraph } from '../../workflow';
import type { InsarParameters } from '../../workflow';
import { registry } from '..';
import { Scratch } from './harness';
import { addStack, BURST, normals, positionPlanes } from './stack-files';

const LINES = 60;
const SAMPLES = 90;
const DATES = ['2024-08-09', '2024-08-21', '2024-09-02'];
const BANDS = ['i_VV', 'q_VV', 'i_VH', 'q_VH', 'grid_lat', 'grid_lon'];

const PARAMETERS: InsarParameters = {
  backendUrl: '',
  backendLogin: 'basic',
  preprocessing: 'sentinel1_sar_slc_preprocessing',
  burstId: 249435,
  subSwath: 'IW2',
  startDate: DATES[0],
  endDate: DATES[2],
  primaryDate: DATES[2],
  polarizations: ['VV', 'VH'],
  temporalBaselineDays: 12,
  pairs: null,
  windowRangeSamples: 7,
  windowAzimuthLines: 3,
  epsg: null,
  resolution: 20,
  jobTitle: '',
  jobOptions: {}
};

const PAIRS = [
  { primary: DATES[0], secondary: DATES[1] },
  { primary: DATES[1], secondary: DATES[2] }
];

/** Speckle with a part in common, and the place of every pixel. */
function speckleStack(): Plane[][] {
  const next = normals(7);
  const size = LINES * SAMPLES;
  const plane = (): Float32Array => Float32Array.from({ length: size }, () => next());
  const common = [plane(), plane(), plane(), plane()];
  const places = positionPlanes(LINES, SAMPLES);
  return DATES.map(() => [
    ...common.map(shared => plane().map((own, i) => 0.8 * shared[i] + 0.6 * own)),
    ...places
  ]);
}

/** Coherence at one pixel from its definition, over the window cut at the edges. */
function coherenceAt(first: Plane[], second: Plane[], line: number, sample: number): number {
  let [re, im, p, s] = [0, 0, 0, 0];
  for (let v = Math.max(0, line - 1); v <= Math.min(LINES - 1, line + 1); v++) {
    for (let u = Math.max(0, sample - 3); u <= Math.min(SAMPLES - 1, sample + 3); u++) {
      const i = v * SAMPLES + u;
      re += first[0][i] * second[0][i] + first[1][i] * second[1][i];
      im += first[1][i] * second[0][i] - first[0][i] * second[1][i];
      p += first[0][i] ** 2 + first[1][i] ** 2;
      s += second[0][i] ** 2 + second[1][i] ** 2;
    }
  }
  return Math.hypot(re, im) / Math.sqrt(p * s);
}

describe('the graphs of the workflow, two pairs in two polarisations', () => {
  const stack = speckleStack();
  let scratch: Scratch;
  let url: string;

  beforeAll(async () => {
    scratch = await Scratch.make();
    await addStack(scratch, 'speckle', {
      lines: LINES,
      samples: SAMPLES,
      dates: DATES,
      polarizations: PARAMETERS.polarizations,
      planes: stack
    });
    url = scratch.publish(await runGraph(preprocessingGraph(PARAMETERS)));
  });

  afterAll(() => scratch.clear());

  async function runGraph(graph: object): Promise<readonly ResultAsset[]> {
    const context = scratch.context();
    expect(validateGraph(graph as ProcessGraph, registry())).toEqual([]);
    await evaluateGraph(graph as ProcessGraph, registry(), context);
    return context.results;
  }

  it('say the same in both vocabularies of preprocessing', async () => {
    const other = preprocessingGraph({ ...PARAMETERS, preprocessing: 'insar_preprocessing' });
    const results = await runGraph(other);
    expect(results.map(({ bands }) => bands.map(({ name }) => name))).toEqual(
      DATES.map(() => BANDS)
    );
  });

  it('give the coherence of the definition in radar geometry', async () => {
    const graph = structuredClone(
      coherenceGraph(PARAMETERS, { stacUrl: url, pairs: PAIRS, epsg: 32632 })
    ) as unknown as ProcessGraph;
    const magnitudes = Object.keys(graph).filter(id => graph[id].process_id === 'reduce_dimension');
    expect(magnitudes.length).toBe(4);
    const kept = Object.entries(graph).filter(
      ([, node]) => !['save_result', 'resample_spatial'].includes(node.process_id)
    );
    for (const [k, id] of magnitudes.entries()) {
      const nodes = Object.fromEntries(
        kept.map(([name, node]) => [name, { ...node, result: name === id }])
      );
      const cube = await evaluateGraph(nodes, registry(), scratch.context());
      if (!isDataCube(cube)) {
        throw new Error('no cube');
      }
      const [coherence] = await cube.read(fullWindow(cube.dimensions), [0]);
      const [pair, polarization] = [Math.floor(k / 2), k % 2];
      const bands = (date: number): Plane[] =>
        stack[date].slice(2 * polarization, 2 * polarization + 2);
      let worst = 0;
      coherence.forEach((value, i) => {
        const [line, sample] = [Math.floor(i / SAMPLES), i % SAMPLES];
        const direct = coherenceAt(bands(pair), bands(pair + 1), line, sample);
        worst = Math.max(worst, Math.abs(value - direct));
      });
      expect(worst).toBeLessThan(2e-6);
    }
  });

  it('write a map for every pair and polarisation, and say that they are simulated', async () => {
    const results = await runGraph(
      coherenceGraph(PARAMETERS, { stacUrl: url, pairs: PAIRS, epsg: 32632 })
    );
    expect(results.map(({ fileName }) => fileName)).toEqual([
      'coh_VV_20240809_20240821_2024-08-09Z.tif',
      'coh_VH_20240809_20240821_2024-08-09Z.tif',
      'coh_VV_20240821_20240902_2024-08-21Z.tif',
      'coh_VH_20240821_20240902_2024-08-21Z.tif'
    ]);
    expect(results.every(({ simulated, grid }) => simulated && grid?.epsg === 32632)).toBe(true);
    const source = await fileSource(join(scratch.results, results[0].fileName));
    const map = await openGeoTiff(source, nodeCodecs);
    const whole = { x: 0, y: 0, width: map.width, height: map.height };
    const [cells] = await map.readWindow(whole, [0]);
    const valid = cells.filter(Number.isFinite);
    const hectares = ((LINES - 1) * 14 * (SAMPLES - 1) * 4) / 1e4;
    // A cell counts when its centre is covered: the area holds to a row of cells around it.
    expect(Math.abs((valid.length * 400) / 1e4 - hectares)).toBeLessThan(0.1 * hectares);
    expect(valid.every(value => value >= 0 && value <= 1 + 1e-6)).toBe(true);
    expect(map.bandNames).toEqual(['coh_VV']);
    await map.close();
  });

  it('say the same as sentinel1_sar_coherence', async () => {
    const results = await runGraph(
      coherenceGraph(PARAMETERS, { stacUrl: url, pairs: PAIRS, epsg: 32632 })
    );
    const args = {
      ...BURST,
      temporal_extent: [DATES[0], DATES[2]],
      primary_date: DATES[2],
      polarization: [...PARAMETERS.polarizations],
      coherence_window_rg: PARAMETERS.windowRangeSamples,
      coherence_window_az: PARAMETERS.windowAzimuthLines
    };
    const one = { process_id: 'sentinel1_sar_coherence', arguments: args, result: true };
    const cube = await evaluateGraph({ one }, registry(), scratch.context());
    if (!isDataCube(cube)) {
      throw new Error('no cube');
    }
    expect(labelledDimensions(cube.dimensions).map(({ labels }) => labels)).toEqual([
      [`${DATES[0]}T00:00:00Z`, `${DATES[1]}T00:00:00Z`],
      ['coh_VV', 'coh_VH']
    ]);
    const planes = await cube.read(fullWindow(cube.dimensions), [0, 1, 2, 3]);
    for (const [k, { fileName }] of results.entries()) {
      const map = await openGeoTiff(await fileSource(join(scratch.results, fileName)), nodeCodecs);
      const whole = { x: 0, y: 0, width: map.width, height: map.height };
      const [cells] = await map.readWindow(whole, [0]);
      await map.close();
      expect([...planes[k]]).toEqual([...cells]);
    }
  });
});
