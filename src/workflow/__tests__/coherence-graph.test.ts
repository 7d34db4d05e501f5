import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalGraph } from '../../../tests/cells/canonical-graph';
import {
  DEFAULT_PARAMETERS,
  NoPairsError,
  coherenceGraph,
  pairsByTemporalBaseline,
  preprocessingGraph
} from '..';
import type { ProcessGraph } from '..';
import { coherenceKernel } from '../coherence-kernel';

const REFERENCE = resolve(__dirname, '../../../../shared/reference');
const URL = '{{results URL of the preprocessing job}}';
const PAIR = { primary: '2024-08-09', secondary: '2024-08-21' };
const ONE = { stacUrl: URL, pairs: [PAIR], epsg: 32632 };
const TWO = {
  ...ONE,
  pairs: pairsByTemporalBaseline(['2024-08-09', '2024-08-21', '2024-09-02'], 12)
};

function reference(name: string): ProcessGraph {
  return JSON.parse(readFileSync(resolve(REFERENCE, name), 'utf8')).process_graph;
}

function nodesOf(graph: ProcessGraph, processId: string) {
  return Object.values(graph).filter(node => node.process_id === processId);
}

const missing = existsSync(REFERENCE) ? '' : ': no ../shared/reference beside this repository';

describe.skipIf(missing)(`the graphs of the reference workflow${missing}`, () => {
  it('is the preprocessing graph of the default parameters', () => {
    const graph = preprocessingGraph(DEFAULT_PARAMETERS);
    const wanted = reference('insar_preprocessing.process-graph.json');
    expect(canonicalGraph(graph)).toEqual(canonicalGraph(wanted));
  });

  it('is the coherence graph of its single pair', () => {
    const graph = coherenceGraph(DEFAULT_PARAMETERS, ONE);
    const wanted = reference('coherence.process-graph.json');
    expect(canonicalGraph(graph)).toEqual(canonicalGraph(wanted));
  });

  it.each([
    { windowRangeSamples: 19 },
    { windowAzimuthLines: 7 },
    { resolution: 10 },
    { polarizations: ['VH'] as const }
  ])('is not that of %j', change => {
    const graph = coherenceGraph({ ...DEFAULT_PARAMETERS, ...change }, ONE);
    const wanted = reference('coherence.process-graph.json');
    expect(canonicalGraph(graph)).not.toEqual(canonicalGraph(wanted));
  });
});

describe('the canonical form of graphs', () => {
  const x = { process_id: 'x', arguments: {} };
  const from = (id: string) => ({ from_node: id });
  const add = (a: string, b: string) => ({
    process_id: 'add',
    arguments: { x: from(a), y: from(b) },
    result: true
  });

  it('does not look at names or at the order of nodes', () => {
    const one = canonicalGraph({ a: x, b: add('a', 'a') });
    expect(canonicalGraph({ q: add('p', 'p'), p: x })).toEqual(one);
  });

  it('tells one node used twice from two equal nodes', () => {
    const shared = canonicalGraph({ a: x, c: add('a', 'a') });
    expect(canonicalGraph({ a: x, b: x, c: add('a', 'b') })).not.toEqual(shared);
  });

  it('tells which node is the result', () => {
    const first = { a: { ...x, result: true }, b: x };
    expect(canonicalGraph(first)).not.toEqual(canonicalGraph({ a: x, b: { ...x, result: true } }));
  });
});

describe('the coherence graph', () => {
  it('loads the stack once, and saves a file set a pair and polarization', () => {
    const graph = coherenceGraph({ ...DEFAULT_PARAMETERS, polarizations: ['VV', 'VH'] }, TWO);
    expect(nodesOf(graph, 'load_stac')).toHaveLength(1);
    const saved = nodesOf(graph, 'save_result');
    expect(saved.map(node => node.arguments.options)).toEqual([
      { filename_prefix: 'coh_VV_20240809_20240821' },
      { filename_prefix: 'coh_VH_20240809_20240821' },
      { filename_prefix: 'coh_VV_20240821_20240902' },
      { filename_prefix: 'coh_VH_20240821_20240902' }
    ]);
    expect(saved.map(node => node.result ?? false)).toEqual([false, false, false, true]);
  });

  it('gives two polarizations of one pair names too', () => {
    const graph = coherenceGraph({ ...DEFAULT_PARAMETERS, polarizations: ['VH', 'VV'] }, ONE);
    const options = nodesOf(graph, 'save_result').map(node => node.arguments.options);
    expect(options).toEqual([
      { filename_prefix: 'coh_VH_20240809_20240821' },
      { filename_prefix: 'coh_VV_20240809_20240821' }
    ]);
  });

  it('ends the day of an acquisition where the next one begins', () => {
    const inputs = { ...ONE, pairs: [{ primary: '2024-02-29', secondary: '2023-12-31' }] };
    const graph = coherenceGraph(DEFAULT_PARAMETERS, inputs);
    const extents = nodesOf(graph, 'filter_temporal').map(node => node.arguments.extent);
    expect(extents).toContainEqual(['2024-02-29', '2024-03-01']);
    expect(extents).toContainEqual(['2023-12-31', '2024-01-01']);
  });

  it('refuses to be empty', () => {
    expect(() => coherenceGraph(DEFAULT_PARAMETERS, { ...ONE, pairs: [] })).toThrow(NoPairsError);
  });
});

describe('the preprocessing graph', () => {
  it('speaks the second vocabulary', () => {
    const graph = preprocessingGraph({
      ...DEFAULT_PARAMETERS,
      preprocessing: 'sentinel1_sar_slc_preprocessing'
    });
    expect(nodesOf(graph, 'sentinel1_sar_slc_preprocessing')[0].arguments).toEqual({
      burst_id: 249435,
      sub_swath: 'IW2',
      temporal_extent: ['2024-08-09', '2024-09-02'],
      primary_date: '2024-09-02',
      polarization: ['VV']
    });
  });

  it('lists several polarizations in the first', () => {
    const graph = preprocessingGraph({ ...DEFAULT_PARAMETERS, polarizations: ['VV', 'VH'] });
    expect(nodesOf(graph, 'insar_preprocessing')[0].arguments.polarization).toEqual(['vv', 'vh']);
  });
});

describe('the coherence kernel', () => {
  it('holds a 3 x 1 window in the middle of a square', () => {
    expect(coherenceKernel(3, 1)).toEqual({
      kernel: [
        [0, 0, 0],
        [1, 1, 1],
        [0, 0, 0]
      ],
      factor: 1 / 3
    });
  });

  it('holds an even window half a cell before the centre', () => {
    expect(coherenceKernel(1, 2).kernel).toEqual([
      [0, 1, 0],
      [0, 1, 0],
      [0, 0, 0]
    ]);
  });

  it.each([
    [1, 1],
    [21, 5],
    [10, 2],
    [5, 22],
    [4, 4],
    [101, 100]
  ])('of %i x %i is odd, square, and sums to one', (range, azimuth) => {
    const { kernel, factor } = coherenceKernel(range, azimuth);
    const side = kernel.length;
    expect(side % 2).toBe(1);
    expect(kernel.every(row => row.length === side)).toBe(true);
    expect(kernel.flat().reduce((sum, one) => sum + one, 0)).toBe(range * azimuth);
    expect(Math.abs(factor * range * azimuth - 1)).toBeLessThan(1e-15);
    const rows = kernel.flatMap((row, y) => (row.includes(1) ? [y] : []));
    expect(rows[0] + rows.at(-1)! - (side - 1)).toBe(azimuth % 2 === 0 ? -1 : 0);
  });
});
