import { describe, expect, it } from 'vitest';
import { Batch, Column, ColumnList, compile, GraphCallback } from '..';
import type { Operand, ProcessGraph, Value } from '..';
import { pick } from '../columns';
import { testContext, testRegistry, type Calls } from './support';

function callback(graph: ProcessGraph, parameters: Record<string, Value> = {}, calls: Calls = []) {
  return new GraphCallback(graph, {
    registry: testRegistry(calls),
    context: testContext(),
    parameters
  });
}

async function perPixel(
  graph: ProcessGraph,
  operands: Record<string, Operand>,
  count: number,
  calls: Calls = []
): Promise<Value[]> {
  const batch = new Batch();
  batch.start(0, count);
  const program = compile(callback(graph, { outer: 100 }, calls), Object.keys(operands));
  const result = await program.run(operands, batch);
  return Array.from({ length: count }, (_, i) => pick(result, i));
}

const x = new Column('number', Float64Array.of(1, NaN, 3));

describe('compile', () => {
  it('leaves out what the result does not need and computes the same only once', async () => {
    const calls: Calls = [];
    const sum = { process_id: 'add', arguments: { x: { from_parameter: 'x' }, y: 1 } };
    const graph: ProcessGraph = {
      unused: { process_id: 'fail', arguments: {} },
      one: sum,
      again: { process_id: 'add', arguments: { y: 1, x: { from_parameter: 'x' } } },
      both: {
        process_id: 'add',
        arguments: { x: { from_node: 'one' }, y: { from_node: 'again' } },
        result: true
      }
    };
    expect(await perPixel(graph, { x }, 3, calls)).toEqual([4, null, 8]);
    expect(calls).toHaveLength(2 * 3);
  });

  it('computes what is the same for every pixel once', async () => {
    const calls: Calls = [];
    const graph: ProcessGraph = {
      fixed: { process_id: 'add', arguments: { x: { from_parameter: 'outer' }, y: 1 } },
      r: {
        process_id: 'add',
        arguments: { x: { from_parameter: 'x' }, y: { from_node: 'fixed' } },
        result: true
      }
    };
    expect(await perPixel(graph, { x }, 3, calls)).toEqual([102, null, 104]);
    expect(calls).toHaveLength(1 + 3);
  });

  it('waits for processes that take their time', async () => {
    const graph: ProcessGraph = {
      r: { process_id: 'late_add', arguments: { x: { from_parameter: 'x' } } }
    };
    expect(await perPixel(graph, { x }, 3)).toEqual([2, null, 4]);
  });

  it('hands arrays and objects with values of the pixel in them', async () => {
    const graph: ProcessGraph = {
      r: {
        process_id: 'echo',
        arguments: { x: { list: [{ from_parameter: 'x' }, 'a'], all: { from_parameter: 'data' } } }
      }
    };
    const data = new ColumnList([x, 9], ['p', 'q']);
    expect(await perPixel(graph, { x, data }, 2)).toEqual([
      { list: [1, 'a'], all: { labels: ['p', 'q'], values: [1, 9] } },
      { list: [null, 'a'], all: { labels: ['p', 'q'], values: [null, 9] } }
    ]);
  });

  it('lets a callback in the callback see the pixel', async () => {
    const graph: ProcessGraph = {
      r: {
        process_id: 'twice',
        arguments: {
          x: 0,
          process: {
            process_graph: {
              add: {
                process_id: 'add',
                arguments: { x: { from_parameter: 'x' }, y: { from_parameter: 'step' } },
                result: true
              }
            }
          }
        }
      }
    };
    expect(await perPixel(graph, { step: x }, 3)).toEqual([2, null, 6]);
  });

  it('calls a callback of unknown making pixel by pixel', async () => {
    const batch = new Batch();
    batch.start(0, 3);
    const opaque = {
      kind: 'callback' as const,
      call: async (parameters: Readonly<Record<string, Value>>) =>
        parameters.x === null ? false : Number(parameters.x) > 2
    };
    const result = await compile(opaque, ['x']).run({ x }, batch);
    expect([0, 1, 2].map(i => pick(result, i))).toEqual([false, false, true]);
  });

  it.each<[string, ProcessGraph, RegExp]>([
    ['process', { r: { process_id: 'warp', arguments: {} } }, /'warp' is not available/],
    ['argument', { r: { process_id: 'add', arguments: { x: 1 } } }, /'y' is required/],
    ['constant', { r: { process_id: 'add', arguments: { x: 1, y: 'a' } } }, /'y'.*is invalid/],
    [
      'parameter',
      { r: { process_id: 'echo', arguments: { x: { from_parameter: 'no' } } } },
      /no value/
    ]
  ])('refuses a wrong %s before any pixel', (_, graph, message) => {
    expect(() => compile(callback(graph), ['x'])).toThrow(message);
  });

  it('names the node that fails', async () => {
    const graph: ProcessGraph = {
      bad: { process_id: 'fail', arguments: { x: { from_parameter: 'x' } } }
    };
    await expect(perPixel(graph, { x }, 3)).rejects.toMatchObject({ nodeId: 'bad' });
  });
});
