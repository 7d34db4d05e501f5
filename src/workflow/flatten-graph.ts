import type { Argument, Callback, GraphJson, Node, ProcessGraph } from './process-graph';

/**
 * Writes nodes that hold each other as a process graph. Ids are the process id without underscores
 * and a number, counted over the graph and its callbacks, as the openEO Python client names them.
 *
 * @param ends - The nodes that no other holds, in the order in which they are written. Only the
 *   last one gets `result: true`, as from that client: one node is the result of a graph, and the
 *   others are run for what they save.
 */
export function flattenGraph(ends: readonly Node[]): ProcessGraph {
  return new Flattener(new Map()).graph(ends);
}

class Flattener {
  private readonly _graph: ProcessGraph = {};
  private readonly _ids = new Map<Node, string>();

  constructor(private readonly _counts: Map<string, number>) {}

  graph(ends: readonly Node[]): ProcessGraph {
    const ids = ends.map(end => this._idOf(end));
    for (const id of ids.slice(-1)) {
      this._graph[id].result = true;
    }
    return this._graph;
  }

  private _idOf(node: Node): string {
    const known = this._ids.get(node);
    if (known !== undefined) {
      return known;
    }
    const args = Object.entries(node.args).map(([name, value]) => [name, this._json(value)]);
    const id = this._freshId(node.processId);
    this._ids.set(node, id);
    this._graph[id] = { process_id: node.processId, arguments: Object.fromEntries(args) };
    return id;
  }

  private _freshId(processId: string): string {
    const stem = processId.replaceAll('_', '');
    const count = (this._counts.get(stem) ?? 0) + 1;
    this._counts.set(stem, count);
    return `${stem}${count}`;
  }

  private _json(value: Argument): GraphJson {
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (isList(value)) {
      return value.map(item => this._json(item));
    }
    if (isNode(value)) {
      return { from_node: this._idOf(value) };
    }
    if (isCallback(value)) {
      const callback = new Flattener(this._counts).graph([value.callback]);
      return { process_graph: callback as unknown as GraphJson };
    }
    return { ...value };
  }
}

// `Array.isArray` does not narrow a readonly array.
function isList(value: Argument): value is readonly Argument[] {
  return Array.isArray(value);
}

function isNode(value: object): value is Node {
  return 'processId' in value;
}

function isCallback(value: object): value is Callback {
  return 'callback' in value;
}
