import { describe, expect, it } from 'vitest';
import {
  CancelledError,
  defineProcess,
  evaluateGraph,
  fullWindow,
  isEngineError,
  openerOf,
  slideKernel,
  userProcess,
  validateGraph
} from '..';
import type { DataCube, EngineError, ProcessGraph } from '..';
import { readStrips } from '../vector/strips';
import { gridCube, testContext, testRegistry, type Calls } from './support';

async function failure(graph: ProcessGraph): Promise<EngineError> {
  return evaluateGraph(graph, testRegistry(), testContext()).then(
    value => expect.fail(`expected an error, got ${String(value)}`),
    (error: unknown) => error as EngineError
  );
}

describe('evaluateGraph', () => {
  it('runs each node once, what it refers to first', async () => {
    const calls: Calls = [];
    const graph: ProcessGraph = {
      one: { process_id: 'add', arguments: { x: 1, y: 2 } },
      two: { process_id: 'late_add', arguments: { x: { from_node: 'one' } } },
      both: {
        process_id: 'add',
        arguments: { x: { from_node: 'one' }, y: { from_node: 'two' } },
        result: true
      }
    };
    expect(await evaluateGraph(graph, testRegistry(calls), testContext())).toBe(7);
    expect(calls).toEqual(['add', 'late_add', 'add']);
  });

  it('runs nodes that the result does not need, for their effects', async () => {
    const calls: Calls = [];
    const graph: ProcessGraph = {
      effect: { process_id: 'echo', arguments: { x: 'saved' } },
      r: { process_id: 'add', arguments: { x: 1, y: 1 }, result: true }
    };
    expect(await evaluateGraph(graph, testRegistry(calls), testContext())).toBe(2);
    expect(calls).toEqual(['echo', 'add']);
  });

  it('runs every result node over common nodes and gives the value of the first', async () => {
    const calls: Calls = [];
    const graph: ProcessGraph = {
      a: { process_id: 'add', arguments: { x: { from_node: 'common' }, y: 1 }, result: true },
      b: { process_id: 'late_add', arguments: { x: { from_node: 'common' } }, result: true },
      common: { process_id: 'add', arguments: { x: 1, y: 1 } }
    };
    expect(await evaluateGraph(graph, testRegistry(calls), testContext())).toBe(3);
    expect(calls).toEqual(['add', 'add', 'late_add']);
  });

  it('looks references up at any depth', async () => {
    const graph: ProcessGraph = {
      n: { process_id: 'add', arguments: { x: 1, y: { from_parameter: 'p' } } },
      r: {
        process_id: 'echo',
        arguments: { x: { list: [{ from_node: 'n' }, [{ from_parameter: 'p' }]], text: 'x' } },
        result: true
      }
    };
    const value = await evaluateGraph(graph, testRegistry(), testContext(), { p: 41 });
    expect(value).toEqual({ list: [42, [41]], text: 'x' });
  });

  it('hands a callback its own parameters and those around it', async () => {
    const graph: ProcessGraph = {
      r: {
        process_id: 'twice',
        arguments: {
          x: 1,
          process: {
            process_graph: {
              add: {
                process_id: 'add',
                arguments: { x: { from_parameter: 'x' }, y: { from_parameter: 'step' } },
                result: true
              }
            }
          }
        },
        result: true
      }
    };
    expect(await evaluateGraph(graph, testRegistry(), testContext(), { step: 10 })).toBe(21);
  });

  it('runs the processes of a user before those of the back-end', async () => {
    const registry = testRegistry();
    const own = userProcess(
      {
        id: 'echo',
        description: 'One more.',
        parameters: [{ name: 'x', description: 'x', schema: { type: 'number' } }],
        returns: { description: 'x + 1', schema: {} },
        process_graph: {
          add: { process_id: 'add', arguments: { x: { from_parameter: 'x' }, y: 1 }, result: true }
        }
      },
      () => wider
    );
    const wider = registry.with([own], 'user');
    const node = { process_id: 'echo', arguments: { x: 1 } };
    expect(await evaluateGraph({ r: node }, wider, testContext())).toBe(2);
    const backend = { ...node, namespace: 'backend' };
    expect(await evaluateGraph({ r: backend }, wider, testContext())).toBe(1);
  });

  it('takes what a process lists beyond the schema, and nothing else', async () => {
    const choose = (method: string): ProcessGraph => ({
      r: { process_id: 'choose', arguments: { method }, result: true }
    });
    expect(await evaluateGraph(choose('beyond'), testRegistry(), testContext())).toBe('beyond');
    expect(validateGraph(choose('beyond'), testRegistry())).toEqual([]);
    expect(await failure(choose('farther'))).toMatchObject({ code: 'ProcessParameterInvalid' });
  });

  it('reads the parameter references of openEO 0.4', async () => {
    const graph: ProcessGraph = {
      r: { process_id: 'add', arguments: { x: 1, y: { from_argument: 'p' } }, result: true }
    };
    expect(await evaluateGraph(graph, testRegistry(), testContext(), { p: 41 })).toBe(42);
  });

  it.each([
    ['a cycle', { a: { from_node: 'b' }, b: { from_node: 'a' } }, 'ProcessGraphInvalid'],
    ['an unknown node', { a: { from_node: 'nowhere' } }, 'ProcessGraphInvalid'],
    ['an unknown parameter', { a: { from_parameter: 'p' } }, 'ProcessGraphInvalid'],
    ['an argument of the wrong type', { a: 'text' }, 'ProcessParameterInvalid']
  ])('refuses %s', async (_, xs, code) => {
    const graph: ProcessGraph = {};
    for (const [id, x] of Object.entries(xs)) {
      graph[id] = { process_id: 'add', arguments: { x, y: 1 }, result: id === 'a' };
    }
    const error = await failure(graph);
    expect(isEngineError(error, code)).toBe(true);
    expect(error.nodeId).not.toBeNull();
  });

  it('names the node and keeps the cause of a failure', async () => {
    const error = await failure({ broken: { process_id: 'fail', arguments: {} } });
    expect(error).toMatchObject({ code: 'Internal', nodeId: 'broken', message: 'out of luck' });
    expect((error.cause as Error).message).toBe('out of luck');
  });

  it('names the node that made a cube when the cube fails later', async () => {
    const error = await failure({
      maker: { process_id: 'broken_cube', arguments: {} },
      reader: {
        process_id: 'first_cell',
        arguments: { data: { from_node: 'maker' } },
        result: true
      }
    });
    expect(error).toMatchObject({ nodeId: 'maker', message: 'cannot read' });
  });

  it('stops when it is cancelled', async () => {
    const context = testContext();
    context.cancel();
    const graph = { a: { process_id: 'add', arguments: { x: 1, y: 1 } } };
    await expect(evaluateGraph(graph, testRegistry(), context)).rejects.toThrow(CancelledError);
  });

  it('counts progress over the work of all ends, known before the first one runs', async () => {
    const shares: number[] = [];
    const context = Object.assign(testContext(), {
      progress: (share: number): void => void shares.push(share)
    });
    const save = defineProcess({
      definition: {
        id: 'save',
        description: 'save',
        parameters: [{ name: 'tiles', description: 'tiles', schema: { type: 'number' } }],
        returns: { description: 'tiles', schema: { type: 'number' } }
      },
      work: ({ tiles }) => tiles as number,
      run: ({ tiles }, call) => {
        call.context.progress(0.5);
        call.context.progress(1);
        return tiles;
      }
    });
    const graph: ProcessGraph = {
      first: { process_id: 'save', arguments: { tiles: 1 } },
      second: { process_id: 'save', arguments: { tiles: { from_node: 'sum' } }, result: true },
      sum: { process_id: 'add', arguments: { x: 1, y: 2 } }
    };
    await evaluateGraph(graph, testRegistry().with([save], 'user'), context);
    expect(shares).toEqual([0.125, 0.25, 0.625, 1]);
  });

  it('gives the ends what nodes before them leave of the progress', async () => {
    const shares: number[] = [];
    const context = Object.assign(testContext(), {
      progress: (share: number): void => void shares.push(share)
    });
    const definition = {
      description: 'works',
      parameters: [{ name: 'x', description: 'x', schema: {} }],
      returns: { description: 'x', schema: {} }
    };
    const working = (id: string) =>
      defineProcess({
        definition: { ...definition, id },
        run: ({ x }, call) => {
          call.context.progress(0.5);
          call.context.progress(1);
          return x;
        }
      });
    const graph: ProcessGraph = {
      prepare: { process_id: 'prepare', arguments: { x: 1 } },
      save: { process_id: 'save', arguments: { x: { from_node: 'prepare' } }, result: true }
    };
    const registry = testRegistry().with([working('prepare'), working('save')], 'user');
    await evaluateGraph(graph, registry, context);
    expect(shares.map(share => Math.round(share * 1e6) / 1e6)).toEqual([0.4, 0.8, 0.9, 1]);
  });

  it('counts what a cube reports while an end reads it into the share of that end', async () => {
    const shares: number[] = [];
    const context = Object.assign(testContext(), {
      progress: (share: number): void => void shares.push(share)
    });
    const definition = {
      description: 'works',
      parameters: [
        { name: 'cube', description: 'cube', schema: {}, optional: true, default: null }
      ],
      returns: { description: 'cube', schema: {} }
    };
    const lazy = defineProcess({
      definition: { ...definition, id: 'lazy' },
      run: (_, call) => {
        const cube = gridCube({ bands: 1, y: 2, x: 1 }, () => 1);
        const read: DataCube['read'] = (window, planes) => {
          call.context.progress((window.y + 1) / 2);
          return cube.read(window, planes);
        };
        return { ...cube, open: undefined, read };
      }
    });
    const save = defineProcess({
      definition: { ...definition, id: 'save' },
      run: async ({ cube }, call) => {
        for (const y of [0, 1]) {
          await (cube as DataCube).read({ x: 0, y, width: 1, height: 1 }, [0]);
          call.context.progress((y + 1) / 2);
        }
        return 1;
      }
    });
    const graph: ProcessGraph = {
      one: { process_id: 'lazy', arguments: {} },
      other: { process_id: 'lazy', arguments: {} },
      saveOne: { process_id: 'save', arguments: { cube: { from_node: 'one' } } },
      saveOther: { process_id: 'save', arguments: { cube: { from_node: 'other' } }, result: true }
    };
    await evaluateGraph(graph, testRegistry().with([lazy, save], 'user'), context);
    // Four fifths of a half by the cube, the rest by the end, and never back.
    const half = [0.2, 0.35, 0.4, 0.5];
    const expected = [...half, ...half.map(share => 0.5 + share)];
    expect(shares).toHaveLength(expected.length);
    shares.forEach((share, k) => expect(share).toBeCloseTo(expected[k], 9));
  });

  it('stops a read in the middle of a window when it is cancelled', async () => {
    const context = testContext();
    let filled = 0;
    const source = gridCube({ bands: 1, y: 400, x: 10 }, () => 1);
    const open = openerOf(source);
    const slow: DataCube = {
      ...source,
      open: async (...wanted) => {
        const opened = await open(...wanted);
        return {
          ...opened,
          fill: (part, targets, lineCells) => {
            opened.fill(part, targets, lineCells);
            filled++;
            context.cancel();
          }
        };
      }
    };
    const load = defineProcess({
      definition: {
        id: 'load',
        description: 'load',
        parameters: [],
        returns: { description: 'cube', schema: {} }
      },
      run: () => slideKernel(slow, { weights: [[1]], factor: 1, border: 0, replaceInvalid: 0 })
    });
    const graph: ProcessGraph = { load: { process_id: 'load', arguments: {}, result: true } };
    const registry = testRegistry().with([load], 'user');
    const cube = (await evaluateGraph(graph, registry, context)) as DataCube;
    const reading = openerOf(cube)(fullWindow(cube.dimensions), [0], { sharedLines: 0 });
    const opened = await reading;
    expect(() => readStrips(opened)).toThrow(CancelledError);
    expect(filled).toBe(1);
  });
});
