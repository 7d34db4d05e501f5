import { describe, expect, it } from 'vitest';
import { validateGraph } from '..';
import type { Json, ProcessGraph, ProcessNode } from '..';
import { testRegistry } from './support';

function codes(graph: unknown): (readonly [string, string | undefined])[] {
  return validateGraph(graph as ProcessGraph, testRegistry()).map(i => [i.code, i.nodeId] as const);
}

function inCallback(node: ProcessNode): ProcessGraph {
  return {
    outer: {
      process_id: 'twice',
      arguments: { x: 1, process: { process_graph: { inner: node as unknown as Json } } }
    }
  };
}

describe('validateGraph', () => {
  it('has nothing against a graph that runs', () => {
    const inner: ProcessNode = {
      process_id: 'add',
      arguments: { x: { from_parameter: 'x' }, y: null },
      result: true
    };
    expect(codes(inCallback(inner))).toEqual([]);
  });

  it.each<[string, unknown, string, string | undefined]>([
    ['no graph', undefined, 'ProcessGraphMissing', undefined],
    ['an empty graph', {}, 'ProcessGraphMissing', undefined],
    ['a node that is none', { a: 5 }, 'ProcessGraphInvalid', 'a'],
    [
      'arguments that are none',
      { a: { process_id: 'add', arguments: [] } },
      'ProcessGraphInvalid',
      'a'
    ],
    ['an unknown process', { a: { process_id: 'warp', arguments: {} } }, 'ProcessUnsupported', 'a'],
    [
      'a missing argument',
      { a: { process_id: 'add', arguments: { x: 1 } } },
      'ProcessParameterRequired',
      'a'
    ],
    [
      'an unknown argument',
      { a: { process_id: 'echo', arguments: { x: 1, z: 1 } } },
      'ProcessParameterUnsupported',
      'a'
    ],
    [
      'a wrong type',
      { a: { process_id: 'add', arguments: { x: 'one', y: 1 } } },
      'ProcessParameterInvalid',
      'a'
    ],
    [
      'a word that is not offered',
      { a: { process_id: 'choose', arguments: { method: 'nearest' } } },
      'ProcessParameterInvalid',
      'a'
    ],
    [
      'a number out of range',
      { a: { process_id: 'choose', arguments: { method: 'near', n: 0 } } },
      'ProcessParameterInvalid',
      'a'
    ],
    [
      'a constant for a cube',
      { a: { process_id: 'first_cell', arguments: { data: {} } } },
      'ProcessParameterInvalid',
      'a'
    ],
    [
      'a constant for a process',
      { a: { process_id: 'twice', arguments: { x: 1, process: 'add' } } },
      'ProcessParameterInvalid',
      'a'
    ],
    [
      'a parameter nobody gives',
      { a: { process_id: 'echo', arguments: { x: { from_parameter: 'p' } } } },
      'ProcessGraphInvalid',
      'a'
    ],
    [
      'an unknown node',
      { a: { process_id: 'echo', arguments: { x: [{ from_node: 'b' }] } } },
      'ProcessGraphInvalid',
      'a'
    ],
    [
      'a cycle',
      { a: { process_id: 'echo', arguments: { x: { from_node: 'a' } } } },
      'ProcessGraphInvalid',
      'a'
    ],
    [
      'an unknown process in a callback',
      inCallback({ process_id: 'warp', arguments: {} }),
      'ProcessUnsupported',
      'outer.inner'
    ]
  ])('refuses %s', (_, graph, code, nodeId) => {
    expect(codes(graph)).toEqual([[code, nodeId]]);
  });

  it('knows the parameters of callbacks that are members of an object', () => {
    const by = (name: string): ProcessGraph => {
      const node = { process_id: 'echo', arguments: { x: { from_parameter: name } } };
      const member: Json = { process_graph: { node } };
      return { f: { process_id: 'filter', arguments: { by: { cloud: member } } } };
    };
    expect(codes(by('value'))).toEqual([]);
    expect(codes(by('data'))).toEqual([['ProcessGraphInvalid', 'f.node']]);
  });

  it('asks for a result where there are several nodes', () => {
    const node = { process_id: 'echo', arguments: { x: 1 } };
    expect(codes({ a: node, b: node })).toEqual([['ProcessGraphInvalid', undefined]]);
  });

  it('compares what a node returns with what is asked for', () => {
    const graph = {
      text: { process_id: 'choose', arguments: { method: 'near' } },
      sum: { process_id: 'add', arguments: { x: { from_node: 'text' }, y: 1 }, result: true }
    };
    const issues = validateGraph(graph, testRegistry());
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ code: 'ProcessParameterInvalid', nodeId: 'sum' });
    expect(issues[0].message).toMatch(/'choose' returns string, expected number or null/);
  });

  it('knows the processes of the user and the parameters of the graph', () => {
    const graph = { a: { process_id: 'mine', arguments: { x: { from_parameter: 'p' } } } };
    const mine = {
      id: 'mine',
      description: 'Mine.',
      parameters: [{ name: 'x', description: 'x', schema: {} }],
      returns: { description: 'x', schema: {} }
    };
    const parameters = [{ name: 'p', description: 'p', schema: {} }];
    expect(validateGraph(graph, testRegistry(), { userProcesses: [mine], parameters })).toEqual([]);
    expect(codes(graph)).toEqual([['ProcessUnsupported', 'a']]);
  });
});
