import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateGraph, fullWindow, isDataCube, validateGraph } from '../../engine';
import type { Plane, ProcessGraph, ResultAsset } from '../../engine';
import { createFile, fileSource, nodeCodecs } from '../../node';
import { openGeoTiff, projectionFor, writeCog } from '../../raster';
import { coherenceGraph, preprocessingGraph } from '../../workflow';
import type { InsarParameters } from '../../workflow';
import { registry } from '..';
import { Scratch } from './harness';

const LINES = 60;
const SAMPLES = 90;
const DATES = ['2024-08-09', '2024-08-21', '2024-09-02'];
const BANDS = ['i_VV', 'q_VV', 'i_VH', 'q_VH', 'grid_lat', 'grid_lon'];

const PARAMETERS: InsarParameters = {
  backendUrl: '',
  preprocessing: 'sentinel1_sar_slc_preprocessing',
  burstId: 249435,
  subSwath: 'IW2',
  startDate: DATES[0],
  endDate: DATES[2],
  primaryDate: DATES[2],
  polarizations: ['VV', 'VH'],
  temporalBaselineDays: 12,
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

/** Numbers of a normal distribution, the same in every run. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / 4294967297;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Position of a pixel centre: lines of 14 m and samples of 4 m, 12 degrees off north. */
function position(line: number, sample: number): [lonDeg: number, latDeg: number] {
  const [along, across] = [line * 14, sample * 4];
  const turn = (12 * Math.PI) / 180;
  return projectionFor(32632).inverse(
    680_000 + across * Math.cos(turn) - along * Math.sin(turn),
    5_180_000 + along * Math.cos(turn) + across * Math.sin(turn)
  );
}

/** Speckle with a part in common, and the place of every pixel. */
function speckleStack(): Plane[][] {
  const next = normals(7);
  const size = LINES * SAMPLES;
  const plane = (): Float32Array => Float32Array.from({ length: size }, () => next());
  const common = [plane(), plane(), plane(), plane()];
  const places = Array.from({ length: size }, (_, i) =>
    position(Math.floor(i / SAMPLES), i % SAMPLES)
  );
  return DATES.map(() => [
    ...common.map(shared => plane().map((own, i) => 0.8 * shared[i] + 0.6 * own)),
    Float32Array.from(places, ([, lat]) => lat),
    Float32Array.from(places, ([lon]) => lon)
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
    const folder = join(scratch.folder, 'stacks', 'speckle');
    await mkdir(folder);
    const description = {
      burst_id: PARAMETERS.burstId,
      sub_swath: PARAMETERS.subSwath,
      relative_orbit: 117,
      polarizations: PARAMETERS.polarizations,
      master_date: PARAMETERS.primaryDate,
      simulated: true
    };
    await writeFile(join(folder, 'stack.json'), JSON.stringify(description));
    for (const [d, date] of DATES.entries()) {
      const file = await createFile(join(folder, `openEO_${date}Z.tif`));
      const cut = (plane: Plane, y: number, height: number): Plane =>
        plane.slice(y * SAMPLES, (y + height) * SAMPLES);
      await writeCog(
        file,
        {
          width: SAMPLES,
          height: LINES,
          bandNames: BANDS,
          sampleType: 'float32',
          noData: null,
          transform: null,
          epsg: null
        },
        async ({ y, height }) => stack[d].map(plane => cut(plane, y, height)),
        nodeCodecs
      );
      await file.close();
    }
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
});
