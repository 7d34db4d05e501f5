import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as engine from '../../engine';
import type { DataCube, Dimension, Plane, ProcessGraph } from '../../engine';
import { random } from '../../engine/__tests__/support';
import { coherenceGraph } from '../../workflow';
import * as processes from '..';

/** Coherence lies between 0 and 1. */
const COHERENCE_TOLERANCE = 1e-6;

interface Modules {
  readonly engine: typeof engine;
  readonly processes: typeof processes;
}

const vectors: Modules = { engine, processes };
/** The same without WebAssembly: callbacks by columns in double precision, plain loops. */
let twin: Modules;

beforeAll(async () => {
  vi.resetModules();
  vi.stubGlobal('WebAssembly', undefined);
  twin = { engine: await import('../../engine'), processes: await import('..') };
  vi.unstubAllGlobals();
});

const DATES = ['2024-01-01', '2024-01-13', '2024-01-25', '2024-02-06'];
const BANDS = ['i_VV', 'q_VV', 'i_VH', 'q_VH'];
const SIZE = { width: 133, height: 61 };

type Kind = 'noise' | 'holes' | 'zeros' | 'tiny' | 'huge';
const SCALE: Partial<Record<Kind, number>> = { tiny: 1e-18, huge: 1e16 };

function planes(kind: Kind): Plane[] {
  const noise = random(31);
  const special = [NaN, Infinity, -Infinity, 0, -0, 1e-40];
  const scale = SCALE[kind] ?? 100;
  return DATES.flatMap(() =>
    BANDS.map(() =>
      Float32Array.from({ length: SIZE.width * SIZE.height }, (_, i) => {
        const [draw, cell] = [noise(), (noise() + noise() - 1) * scale];
        if (kind === 'holes' && draw < 0.1) {
          return special[Math.floor(noise() * special.length)];
        }
        return kind === 'zeros' && i % SIZE.width < 60 ? 0 : cell;
      })
    )
  );
}

function stackOf(modules: Modules, kind: Kind): DataCube {
  const axis = (name: 'x' | 'y', size: number): Dimension => ({
    ...{ kind: 'spatial', name, axis: name, size },
    ...{ first: 0, step: 1, crs: null }
  });
  return modules.engine.memoryCube(
    [
      { kind: 'temporal', name: 't', labels: DATES.map(date => `${date}T00:00:00Z`) },
      { kind: 'bands', name: 'bands', labels: BANDS },
      axis('y', SIZE.height),
      axis('x', SIZE.width)
    ],
    planes(kind)
  );
}

async function run(modules: Modules, graph: ProcessGraph, kind: Kind): Promise<Plane[]> {
  const all = modules.processes.registry();
  const { definition } = all.require({ process_id: 'load_stac' });
  const stack = stackOf(modules, kind);
  const registry = all.with([{ definition, run: () => stack }], 'user');
  const context = new modules.engine.RecordingContext({} as processes.ProcessServices);
  const cube = (await modules.engine.evaluateGraph(graph, registry, context)) as DataCube;
  const wanted = Array.from({ length: modules.engine.planeCount(cube.dimensions) }, (_, k) => k);
  const { width, height } = modules.engine.planeSize(cube.dimensions);
  const parts = [
    await cube.read({ x: 0, y: 0, width, height: 40 }, wanted),
    await cube.read({ x: 0, y: 40, width, height: height - 40 }, wanted)
  ];
  return wanted.map(k =>
    Float32Array.from([...(parts[0][k] as Float32Array), ...(parts[1][k] as Float32Array)])
  );
}

/** The workflow's graph without geocoding and saving: it ends where `end` says. */
function radarGraph(pairs: number, polarization: 'VV' | 'VH', rows: number): ProcessGraph {
  const graph = coherenceGraph(
    {
      polarizations: [polarization],
      windowRangeSamples: 21,
      windowAzimuthLines: rows,
      resolution: 20
    } as never,
    {
      stacUrl: 'https://stack.test/collection.json',
      pairs: Array.from({ length: pairs }, (_, k) => ({
        primary: DATES[k],
        secondary: DATES[k + 1]
      })),
      epsg: 32632
    }
  ) as unknown as ProcessGraph;
  return Object.fromEntries(
    Object.entries(graph)
      .filter(([, { process_id: id }]) => !['resample_spatial', 'save_result'].includes(id))
      .map(([id, node]) => [id, { ...node, result: false }])
  );
}

function nodesOf(graph: ProcessGraph, process: string): string[] {
  return Object.keys(graph).filter(id => graph[id].process_id === process);
}

function endingIn(graph: ProcessGraph, id: string): ProcessGraph {
  const kept = new Set<string>();
  const keep = (key: string): void => {
    kept.add(key);
    const found = JSON.stringify(graph[key].arguments).matchAll(/"from_node":"([^"]+)"/g);
    [...found].forEach(([, other]) => other in graph && keep(other));
  };
  keep(id);
  const nodes = Object.entries(graph).filter(([key]) => kept.has(key));
  return Object.fromEntries(nodes.map(([key, node]) => [key, { ...node, result: key === id }]));
}

function coherence(polarization: 'VV' | 'VH' = 'VV', rows = 5): ProcessGraph {
  const graph = radarGraph(1, polarization, rows);
  return endingIn(graph, nodesOf(graph, 'reduce_dimension')[0]);
}

/** The mean over time of the coherences of three pairs. */
function meanCoherence(): ProcessGraph {
  const graph: Record<string, ProcessGraph[string]> = { ...radarGraph(3, 'VV', 5) };
  const ends = nodesOf(graph, 'reduce_dimension');
  ends.forEach((end, k) => {
    graph[`dated${k}`] = {
      process_id: 'add_dimension',
      arguments: { data: { from_node: end }, name: 't', label: DATES[k], type: 'temporal' }
    };
  });
  graph.two = {
    process_id: 'merge_cubes',
    arguments: { cube1: { from_node: 'dated0' }, cube2: { from_node: 'dated1' } }
  };
  graph.three = {
    process_id: 'merge_cubes',
    arguments: { cube1: { from_node: 'two' }, cube2: { from_node: 'dated2' } }
  };
  graph.mean = {
    process_id: 'reduce_dimension',
    arguments: {
      data: { from_node: 'three' },
      dimension: 't',
      reducer: {
        process_graph: {
          mean: {
            process_id: 'mean',
            arguments: { data: { from_parameter: 'data' } },
            result: true
          }
        }
      }
    }
  };
  return endingIn(graph, 'mean');
}

/** Coherence below 0.3 taken out, in decibels: a comparison, a choice and a logarithm. */
function maskedDecibels(): ProcessGraph {
  const graph = coherence();
  const [end] = nodesOf(graph, 'reduce_dimension');
  const x = { from_parameter: 'x' };
  return {
    ...graph,
    [end]: { ...graph[end], result: false },
    decibels: {
      process_id: 'apply',
      arguments: {
        data: { from_node: end },
        process: {
          process_graph: {
            log: { process_id: 'log', arguments: { x, base: 10 } },
            large: { process_id: 'gt', arguments: { x, y: 0.0625 } },
            ten: { process_id: 'multiply', arguments: { x: { from_node: 'log' }, y: 10 } },
            chosen: {
              process_id: 'if',
              arguments: { value: { from_node: 'large' }, accept: { from_node: 'ten' } },
              result: true
            }
          }
        }
      },
      result: true
    }
  };
}

describe('graphs by vectors', () => {
  const graphs: readonly (readonly [name: string, graph: ProcessGraph])[] = [
    ['coherence', coherence()],
    ['coherence of VH over 27 lines', coherence('VH', 27)],
    ['the mean of three coherences', meanCoherence()]
  ];
  const kinds: readonly Kind[] = ['noise', 'holes', 'zeros', 'tiny', 'huge'];
  const cases = graphs.flatMap(([name, graph]) => kinds.map(kind => [name, kind, graph] as const));

  it.each(cases)('%s of %s: as by columns, to 1e-6', async (_, kind, graph) => {
    const [actual, expected] = [await run(vectors, graph, kind), await run(twin, graph, kind)];
    expect(actual).toHaveLength(expected.length);
    actual.forEach((cells, k) => {
      let worst = 0;
      for (let i = 0; i < cells.length; i++) {
        const off = Math.abs(cells[i] - expected[k][i]);
        worst =
          Number.isNaN(cells[i]) && Number.isNaN(expected[k][i]) ? worst : Math.max(worst, off);
      }
      expect(worst).toBeLessThan(COHERENCE_TOLERANCE);
    });
  });

  it('take a logarithm and a threshold as by columns', async () => {
    const graph = maskedDecibels();
    const [[actual], [expected]] = [
      await run(vectors, graph, 'noise'),
      await run(twin, graph, 'noise')
    ];
    const differing = actual.filter(
      (cell, i) => !(Math.abs(cell - expected[i]) < 1e-4 || Object.is(cell, expected[i]))
    );
    // A cell within 1e-7 of the threshold may fall on its other side.
    expect(differing.length).toBeLessThanOrEqual(1);
    expect(actual.some(Number.isNaN) && actual.some(Number.isFinite)).toBe(true);
  });
});
