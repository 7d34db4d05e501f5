import { describe, expect, it } from 'vitest';
import {
  evaluateGraph,
  memoryCube,
  ProcessRegistry,
  RecordingContext,
  rehearseGraph,
  validateGraph
} from '../../engine';
import type { Dimension, Json, Process, ProcessGraph, ProcessNode } from '../../engine';
import { allProcesses } from '..';
import type { ProcessServices } from '../services';

const axis = (name: 'x' | 'y'): Dimension => ({
  kind: 'spatial',
  name,
  axis: name,
  size: 3,
  first: 0,
  step: 1,
  crs: null
});

let reads = 0;
/** A collection of two bands that counts how often its cells are read. */
const loader: Process<ProcessServices> = {
  definition: {
    id: 'loader',
    description: '',
    parameters: [],
    returns: { description: '', schema: { type: 'object', subtype: 'datacube' } }
  },
  rehearsal: 'dimensions',
  run: () => {
    const bands: Dimension = { kind: 'bands', name: 'bands', labels: ['B04', 'B08'] };
    const planes = [new Float32Array(9), new Float32Array(9)];
    const cube = memoryCube([bands, axis('y'), axis('x')], planes);
    return {
      ...cube,
      read: (window, wanted) => {
        reads++;
        return cube.read(window, wanted);
      }
    };
  }
};
const registry = new ProcessRegistry([...allProcesses, loader]);

const node = (process_id: string, args: { [name: string]: Json }): ProcessNode => ({
  process_id,
  arguments: args
});
const element = (args: { [name: string]: Json }): Json => ({
  process_graph: {
    e: {
      process_id: 'array_element',
      arguments: { data: { from_parameter: 'data' }, ...args },
      result: true
    }
  }
});

/** What is said of a graph of one process between loading and saving. */
async function saidOf(process_id: string, args: { [name: string]: Json }) {
  const graph: ProcessGraph = {
    load: node('loader', {}),
    step: node(process_id, { data: { from_node: 'load' }, ...args }),
    save: { ...node('save_result', { data: { from_node: 'step' }, format: 'GTiff' }), result: true }
  };
  const issues = validateGraph(graph, registry);
  const context = new RecordingContext({} as ProcessServices);
  const found = issues.length > 0 ? issues : await rehearseGraph(graph, registry, context);
  expect(context.results).toEqual([]);
  return found.map(({ code, nodeId }) => [code, nodeId]);
}

describe('a graph that is checked over cubes without cells', () => {
  it.each([
    ['filter_bands', { bands: ['B99'] }, undefined],
    ['rename_labels', { dimension: 'bands', target: ['a'], source: ['B99'] }, undefined],
    ['drop_dimension', { name: 'bands' }, 'DimensionLabelCountMismatch'],
    ['drop_dimension', { name: 'spectral' }, 'DimensionNotAvailable'],
    [
      'reduce_dimension',
      { dimension: 'bands', reducer: element({ index: 7 }) },
      'ArrayElementNotAvailable'
    ],
    [
      'reduce_dimension',
      { dimension: 'bands', reducer: element({ label: 'B99' }) },
      'ArrayElementNotAvailable'
    ]
  ])('names the node of a wrong %s %j', async (id, args, code) => {
    reads = 0;
    const said = await saidOf(id, args as { [name: string]: Json });
    expect(said).toEqual([[code ?? expect.stringMatching(/^[A-Z]\w+$/), 'step']]);
    expect(reads).toBe(0);
  });

  it('has nothing against one that can run', async () => {
    expect(await saidOf('filter_bands', { bands: ['B08'] })).toEqual([]);
    const reducer = element({ index: 1 });
    expect(await saidOf('reduce_dimension', { dimension: 'bands', reducer })).toEqual([]);
    // How many elements have an order depends on the cells, of which none are known.
    const order: Json = {
      process_graph: {
        o: {
          process_id: 'order',
          arguments: { data: { from_parameter: 'data' } },
          result: true
        }
      }
    };
    expect(await saidOf('apply_dimension', { dimension: 'bands', process: order })).toEqual([]);
  });

  it('refuses a kernel of even size wherever its cube comes from', () => {
    const graph: ProcessGraph = {
      k: node('apply_kernel', {
        data: { from_parameter: 'cube' },
        kernel: [
          [1, 1, 1],
          [1, 1, 1]
        ]
      })
    };
    const cube = { name: 'cube', description: '', schema: {} };
    expect(validateGraph(graph, registry, { parameters: [cube] })).toMatchObject([
      { code: 'KernelDimensionsUneven', nodeId: 'k' }
    ]);
    graph.k.arguments.kernel = [[1, 1, 1]];
    expect(validateGraph(graph, registry, { parameters: [cube] })).toEqual([]);
  });

  it('says what the run would say', async () => {
    const graph: ProcessGraph = {
      load: node('loader', {}),
      step: {
        ...node('filter_bands', { data: { from_node: 'load' }, bands: ['B99'] }),
        result: true
      }
    };
    const context = new RecordingContext({} as ProcessServices);
    const [issue] = await rehearseGraph(graph, registry, context);
    const failure = evaluateGraph(graph, registry, context);
    await expect(failure).rejects.toMatchObject({ code: issue.code, message: issue.message });
  });
});
