import { describe, expect, it } from 'vitest';
import { evaluateGraph, fullWindow, isDataCube, memoryCube, RecordingContext } from '../../engine';
import type { DataCube, Plane, ProcessGraph, Window } from '../../engine';
import { random } from '../../engine/__tests__/support';
import { coherenceGraph, DEFAULT_PARAMETERS } from '../../workflow';
import { registry } from '..';
import type { ProcessServices } from '../services';

const WIDTH = 67;
const HEIGHT = 31;
/** Coherence is stored as float32 in between. */
const TOLERANCE = 2e-6;

const noise = random(3);

/** Speckle whose second image shares a part of the first. */
function speckle(): Plane[] {
  const planes = Array.from({ length: 4 }, () => new Float32Array(WIDTH * HEIGHT));
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const shared = i % WIDTH < 30 ? 0.9 : 0.2;
    for (const part of [0, 1]) {
      planes[part][i] = 100 * (noise() - 0.5);
      planes[part + 2][i] = shared * planes[part][i] + 60 * (noise() - 0.5);
    }
  }
  return planes;
}

function directCoherence(planes: readonly Plane[], lines: number, samples: number): Float64Array {
  const result = new Float64Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const sums = [0, 0, 0, 0];
      for (let dy = -(lines - 1) / 2; dy <= (lines - 1) / 2; dy++) {
        for (let dx = -(samples - 1) / 2; dx <= (samples - 1) / 2; dx++) {
          const [v, u] = [y + dy, x + dx];
          if (v < 0 || u < 0 || v >= HEIGHT || u >= WIDTH) {
            continue;
          }
          const [pi, pq, si, sq] = planes.map(plane => plane[v * WIDTH + u]);
          sums[0] += pi * si + pq * sq;
          sums[1] += pq * si - pi * sq;
          sums[2] += pi * pi + pq * pq;
          sums[3] += si * si + sq * sq;
        }
      }
      result[y * WIDTH + x] = Math.hypot(sums[0], sums[1]) / Math.sqrt(sums[2] * sums[3]);
    }
  }
  return result;
}

/** The part of the coherence graph between the merged pair and its map, over a cube of ours. */
function coherencePart(): ProcessGraph {
  const graph = coherenceGraph(
    { ...DEFAULT_PARAMETERS, polarizations: ['VV'], windowAzimuthLines: 5, windowRangeSamples: 21 },
    {
      stacUrl: 'https://stack.example',
      pairs: [{ primary: '2024-08-09', secondary: '2024-08-21' }],
      epsg: 32632
    }
  ) as unknown as ProcessGraph;
  const wanted = ['apply_dimension', 'rename_labels', 'apply_kernel', 'reduce_dimension'];
  const part: ProcessGraph = {};
  const take = (id: string): void => {
    const node = structuredClone(graph[id]);
    const source = node.arguments.data as { from_node: string };
    if (node.process_id === 'apply_dimension') {
      node.arguments.data = { from_parameter: 'pair' };
    } else {
      expect(wanted).toContain(graph[source.from_node].process_id);
      take(source.from_node);
    }
    part[id] = node;
  };
  const last = Object.keys(graph).find(id => graph[id].process_id === 'reduce_dimension') as string;
  take(last);
  part[last].result = true;
  return part;
}

describe('the coherence graph on random speckle', () => {
  const planes = speckle();
  const spatial = { kind: 'spatial', first: 0, step: 1, crs: null } as const;
  const pair = memoryCube(
    [
      { kind: 'bands', name: 'bands', labels: ['i_VV_prm', 'q_VV_prm', 'i_VV_sec', 'q_VV_sec'] },
      { ...spatial, name: 'y', axis: 'y', size: HEIGHT },
      { ...spatial, name: 'x', axis: 'x', size: WIDTH }
    ],
    planes
  );

  async function coherence(window?: Window): Promise<Plane> {
    const context = new RecordingContext({} as ProcessServices);
    const value = await evaluateGraph(coherencePart(), registry(), context, { pair });
    expect(isDataCube(value)).toBe(true);
    const cube = value as DataCube;
    return (await cube.read(window ?? fullWindow(cube.dimensions), [0]))[0];
  }

  it('is the normalised sum over 5 lines and 21 samples, with nothing beyond the border', async () => {
    const expected = directCoherence(planes, 5, 21);
    const actual = await coherence();
    const worst = expected.reduce((most, c, i) => Math.max(most, Math.abs(c - actual[i])), 0);
    expect(worst).toBeLessThan(TOLERANCE);
    const transposed = directCoherence(planes, 21, 5);
    const apart = transposed.reduce((most, c, i) => Math.max(most, Math.abs(c - actual[i])), 0);
    expect(apart).toBeGreaterThan(0.1);
  });

  it('is the same however it is cut into windows', async () => {
    const whole = await coherence();
    const window = { x: 13, y: 9, width: 31, height: 8 };
    const part = await coherence(window);
    part.forEach((cell, i) => {
      const at = (window.y + Math.floor(i / window.width)) * WIDTH + window.x + (i % window.width);
      expect(Math.abs(cell - whole[at])).toBeLessThan(TOLERANCE);
    });
  });
});
