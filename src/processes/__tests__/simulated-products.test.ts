import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateProducts, STRIP_COHERENCES } from '../../archive';
import type { SimulationRequest } from '../../archive';
import { fullWindow, labelledDimensions } from '../../engine';
import type { DataCube, Plane } from '../../engine';
import { createFile, fileSource, nodeCodecs } from '../../node';
import { openGeoTiff } from '../../raster';
import { insarPreprocessing } from '../sentinel1/insar-preprocessing';
import { sentinel1SarCoherence } from '../sentinel1/sentinel1-sar-coherence';
import { run, Scratch } from './harness';

const TOOLS = { codecs: nodeCodecs, createFile };
const DATES = ['2024-08-09', '2024-08-21', '2024-09-02'];
const STRIP_SAMPLES = 40;
const SAMPLES = STRIP_COHERENCES.length * STRIP_SAMPLES;
const STRIPS: SimulationRequest = {
  scene: 'strips',
  dates: DATES,
  polarizations: ['VV'],
  samples: SAMPLES,
  seed: 1,
  movementM: 0
};
const BURST = {
  burst_id: 249435,
  sub_swath: 'IW2',
  temporal_extent: [DATES[0], DATES[2]],
  remove_topographic_phase: true
};
/** Samples at the edges of a strip that the band filter and resampling mix with the next one. */
const EDGE = 10;

/** |sum s1 conj(s2)| over a strip without its edges, by the energy of both. */
function blockCoherence(cube: DataCube, planes: Plane[], a: number, b: number, strip: number) {
  const bands = labelledDimensions(cube.dimensions)[1].labels.length;
  const [re1, im1, re2, im2] = [a, b].flatMap(t => [planes[t * bands], planes[t * bands + 1]]);
  let re = 0;
  let im = 0;
  let energy1 = 0;
  let energy2 = 0;
  for (let line = 60; line < 1450; line++) {
    for (let s = strip * STRIP_SAMPLES + EDGE; s < (strip + 1) * STRIP_SAMPLES - EDGE; s++) {
      const i = line * SAMPLES + s;
      re += re1[i] * re2[i] + im1[i] * im2[i];
      im += im1[i] * re2[i] - re1[i] * im2[i];
      energy1 += re1[i] ** 2 + im1[i] ** 2;
      energy2 += re2[i] ** 2 + im2[i] ** 2;
    }
  }
  return Math.hypot(re, im) / Math.sqrt(energy1 * energy2);
}

describe('products of a simulated scene', () => {
  let scratch: Scratch;
  const steps: string[] = [];
  beforeAll(async () => {
    scratch = await Scratch.make();
    await simulateProducts(scratch.folder, STRIPS, TOOLS, step => void steps.push(step));
  }, 120_000);
  afterAll(() => scratch.clear());

  it('are told a line a date', () => {
    for (const date of DATES) {
      expect(steps.filter(step => step.startsWith(date))).toHaveLength(1);
    }
  });

  it(
    'have the coherence of the strips, over one cycle and over two',
    { timeout: 120_000 },
    async () => {
      const context = scratch.context();
      const args = { ...BURST, master_date: DATES[0], polarization: 'vv' };
      const cube = (await run(insarPreprocessing, args, context)) as DataCube;
      expect(context.messages.map(({ message }) => message).join('\n')).toMatch(/SIMULATED/);
      const [times, bands] = labelledDimensions(cube.dimensions);
      const all = Array.from({ length: times.labels.length * bands.labels.length }, (_, k) => k);
      const planes = await cube.read(fullWindow(cube.dimensions), all);
      for (const [a, b] of [
        [0, 1],
        [1, 2],
        [0, 2]
      ]) {
        STRIP_COHERENCES.forEach((prescribed, strip) => {
          const found = blockCoherence(cube, planes, a, b, strip);
          const off = Math.abs(found - prescribed ** (b - a));
          expect(off, `${DATES[a]} ${DATES[b]} strip ${prescribed}: ${found}`).toBeLessThan(0.02);
        });
      }
    }
  );

  it('answer coherence on a map', { timeout: 120_000 }, async () => {
    const context = scratch.context();
    const args = {
      ...BURST,
      primary_date: DATES[1],
      polarization: ['VV'],
      temporal_baseline: 12,
      coherence_window_rg: 10,
      coherence_window_az: 20,
      resolution: 20,
      projection: null
    };
    const cube = (await run(sentinel1SarCoherence, args, context)) as DataCube;
    expect(labelledDimensions(cube.dimensions)[0].labels).toHaveLength(2);
    const [map] = await cube.read(fullWindow(cube.dimensions), [0]);
    const values = map.filter(value => value === value).sort();
    expect(values.length).toBeGreaterThan(10_000);
    expect(values[values.length - 1]).toBeGreaterThan(0.97);
    expect(values[Math.floor(values.length / 20)]).toBeLessThan(0.2);
  });

  it('have a truth raster of each pair', async () => {
    const truth = JSON.parse(await readFile(join(scratch.folder, 'truth.json'), 'utf8'));
    expect(truth.pairs).toHaveLength(3);
    const { file } = truth.pairs.find(
      (pair: { primary: string; secondary: string }) =>
        pair.primary === DATES[0] && pair.secondary === DATES[2]
    );
    const tiff = await openGeoTiff(await fileSource(join(scratch.folder, file)), nodeCodecs);
    const [coherence] = await tiff.readWindow({ x: 0, y: 700, width: SAMPLES, height: 1 }, [0]);
    await tiff.close();
    STRIP_COHERENCES.forEach((prescribed, strip) =>
      expect(coherence[strip * STRIP_SAMPLES + 20]).toBeCloseTo(prescribed ** 2, 6)
    );
    for (const { perpendicular_baseline_m: baselineM } of truth.dates) {
      expect(Math.abs(baselineM)).toBeLessThan(101);
    }
  });

  it('are refused before anything is written when they cannot be', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'insar-')), 'out');
    const cases: [Partial<SimulationRequest>, RegExp][] = [
      [{ scene: 'moon' }, /--scene: there is no scene "moon", only strips, south-tyrol/],
      [{ dates: ['2024-08-09', 'soon'] }, /--dates: "soon" is no day/],
      [{ dates: ['2024-08-09', '2024-02-30'] }, /"2024-02-30" is no day/],
      [{ dates: ['2024-08-09', '2024-08-22'] }, /as on 2024-08-21 and 2024-09-02/],
      [{ dates: ['2024-08-09', '2024-08-09'] }, /is there twice/],
      [{ dates: ['2024-08-09'] }, /two days at least/],
      [{ samples: 3 }, /--samples: expected a whole number from 64/],
      [{ polarizations: ['VV', 'XX'] }, /--polarization: "XX"/]
    ];
    for (const [change, message] of cases) {
      await expect(simulateProducts(folder, { ...STRIPS, ...change }, TOOLS)).rejects.toThrow(
        message
      );
    }
    await expect(readFile(folder)).rejects.toThrow('ENOENT');
  });
});
