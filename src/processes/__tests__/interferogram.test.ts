import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateGraph, isDataCube, labelledDimensions, validateGraph } from '../../engine';
import type { DataCube, Plane, ProcessGraph, SpatialDimension, Window } from '../../engine';
import { wrapPhase } from '../../sar';
import { registry } from '..';
import { Scratch } from './harness';
import { addStack, BURST, groundOf, normals, positionPlanes } from './stack-files';

const LINES = 150;
const SAMPLES = 520;
const DATES = ['2024-08-09', '2024-08-21', '2024-09-02'];
const RESOLUTION_M = 20;

/** Phase of the second and third date against the first, in radians: two hills of deformation. */
function deformation(date: number, eastM: number, northM: number): number {
  const [east, north] = [(eastM - 680_700) / 700, (northM - 5_181_200) / 600];
  return [0, 14, -9][date] * Math.exp(-(east * east + north * north) / 2);
}

/** Acquisitions of one scene that differ by the deformation, and by noise where that is asked for. */
function deformedStack(noise: number): Plane[][] {
  const next = normals(23);
  const size = LINES * SAMPLES;
  const scene = Array.from({ length: size }, () => [next(), next()]);
  const places = positionPlanes(LINES, SAMPLES);
  return DATES.map((_, date) => {
    const re = new Float32Array(size);
    const im = new Float32Array(size);
    scene.forEach(([a, b], i) => {
      const phase = deformation(date, ...groundOf(Math.floor(i / SAMPLES), i % SAMPLES));
      // The product with the conjugate of the later date shall have the phase of the deformation.
      const [c, s] = [Math.cos(phase), -Math.sin(phase)];
      re[i] = a * c - b * s + noise * next();
      im[i] = a * s + b * c + noise * next();
    });
    return [re, im, ...places];
  });
}

const ARGS = {
  ...BURST,
  temporal_extent: [DATES[0], DATES[2]],
  primary_date: DATES[2],
  temporal_baseline: 12,
  n_rg_looks: 4,
  n_az_looks: 1
};

function axis(cube: DataCube, name: 'x' | 'y'): SpatialDimension {
  return cube.dimensions.find(d => d.kind === 'spatial' && d.axis === name) as SpatialDimension;
}

describe('sentinel1_sar_interferogram', () => {
  let scratch: Scratch;

  beforeAll(async () => {
    scratch = await Scratch.make();
    const shared = { lines: LINES, samples: SAMPLES, dates: DATES, polarizations: ['VV'] };
    await addStack(scratch, 'still', { ...shared, planes: deformedStack(0) });
  });
  afterAll(() => scratch.clear());

  async function interferogram(args: object, from = scratch): Promise<DataCube> {
    const process_id = 'sentinel1_sar_interferogram';
    const graph = { only: { process_id, arguments: { ...ARGS, ...args }, result: true } };
    expect(validateGraph(graph as unknown as ProcessGraph, registry())).toEqual([]);
    const cube = await evaluateGraph(graph as unknown as ProcessGraph, registry(), from.context());
    if (!isDataCube(cube)) {
      throw new Error('no cube');
    }
    return cube;
  }

  /** Differences in radians between a plane of phase and the deformation between two dates. */
  async function residuals(
    cube: DataCube,
    plane: number,
    [first, second]: [number, number],
    wrapped = true
  ): Promise<number[]> {
    const [x, y] = [axis(cube, 'x'), axis(cube, 'y')];
    const window: Window = { x: 0, y: 0, width: x.size, height: y.size };
    const [cells] = await cube.read(window, [plane]);
    const differences: number[] = [];
    cells.forEach((phase, i) => {
      const east = x.first + (i % x.size) * x.step;
      const north = y.first + Math.floor(i / x.size) * y.step;
      const expected = deformation(second, east, north) - deformation(first, east, north);
      if (phase === phase) {
        differences.push(wrapped ? wrapPhase(phase - expected) : phase - expected);
      }
    });
    return differences;
  }

  const rms = (values: number[]): number =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

  it('gives phase and coherence of every pair on the map', async () => {
    const cube = await interferogram({});
    expect(labelledDimensions(cube.dimensions).map(({ labels }) => labels)).toEqual([
      [`${DATES[0]}T00:00:00Z`, `${DATES[1]}T00:00:00Z`],
      ['Phase_ifg_VV', 'coh_VV']
    ]);
    expect(axis(cube, 'x')).toMatchObject({ step: RESOLUTION_M, crs: 'EPSG:32632' });
    for (const pair of [0, 1]) {
      const differences = await residuals(cube, 2 * pair, [pair, pair + 1]);
      expect(differences.length).toBeGreaterThan(8000);
      // Speckle weighs the samples of a cell, and so shifts it by up to metres; the second pair has
      // a gradient of 0.02 rad a metre.
      expect(rms(differences)).toBeLessThan([0.02, 0.04][pair]);
    }
    const window = { x: 60, y: 60, width: 20, height: 20 };
    const [coherence] = await cube.read(window, [1]);
    coherence.forEach(value => expect(value).toBeGreaterThan(0.9));
  });

  it('unwraps to the deformation but for a constant', async () => {
    const cube = await interferogram({ unwrap: true });
    const differences = await residuals(cube, 2, [0, 1], false);
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    expect(Math.abs(wrapPhase(mean))).toBeLessThan(0.02);
    expect(rms(differences.map(value => value - mean))).toBeLessThan(0.02);
  });

  it('takes listed pairs, and tells those apart that begin on one day', async () => {
    const pairs = [
      [DATES[2], DATES[0]],
      [DATES[0], DATES[1]]
    ];
    const cube = await interferogram({ InSAR_pairs: pairs });
    const [t] = labelledDimensions(cube.dimensions);
    expect(t.labels).toEqual([`${DATES[0]}/${DATES[1]}`, `${DATES[0]}/${DATES[2]}`]);
    expect(rms(await residuals(cube, 2, [0, 2]))).toBeLessThan(0.02);
  });

  it('is the same read by window as read whole, filter included', async () => {
    const cube = await interferogram({ goldstein_exponent: 0.8 });
    const [x, y] = [axis(cube, 'x'), axis(cube, 'y')];
    const [whole] = await cube.read({ x: 0, y: 0, width: x.size, height: y.size }, [0]);
    const window = { x: 41, y: 33, width: 30, height: 27 };
    const [part] = await cube.read(window, [0]);
    part.forEach((phase, i) => {
      const [row, column] = [Math.floor(i / window.width), i % window.width];
      const there = whole[(window.y + row) * x.size + window.x + column];
      expect(Math.abs(wrapPhase(phase - there)) < 1e-6 || Object.is(phase, there)).toBe(true);
    });
  });

  it('holds noise back where a Goldstein filter is asked for', async () => {
    const noisy = await Scratch.make();
    const shared = { lines: LINES, samples: SAMPLES, dates: DATES, polarizations: ['VV'] };
    await addStack(noisy, 'noisy', { ...shared, planes: deformedStack(1) });
    const plain = rms(await residuals(await interferogram({}, noisy), 0, [0, 1]));
    const filtered = rms(
      await residuals(await interferogram({ goldstein_exponent: 1 }, noisy), 0, [0, 1])
    );
    expect(plain).toBeGreaterThan(0.5);
    expect(filtered).toBeLessThan(0.5 * plain);
    await noisy.clear();
  });

  it('names the day of a pair that is not there', async () => {
    await expect(interferogram({ InSAR_pairs: [[DATES[0], '2024-08-15']] })).rejects.toThrow(
      'there is no acquisition on 2024-08-15. There are: 2024-08-09, 2024-08-21, 2024-09-02.'
    );
  });
});
