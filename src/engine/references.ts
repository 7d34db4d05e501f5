import type { Json, ProcessGraph } from './process-graph';

type JsonObject = { [key: string]: Json };

function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The node that `{"from_node": …}` names; null for any other value. */
export function nodeReference(value: Json): string | null {
  return isJsonObject(value) && typeof value.from_node === 'string' ? value.from_node : null;
}

/**
 * The parameter that `{"from_parameter": …}` names; null for any other value. Callbacks written for
 * openEO 0.4 say `from_argument`, which is the same.
 */
export function parameterReference(value: Json): string | null {
  const name = isJsonObject(value) ? (value.from_parameter ?? value.from_argument) : null;
  return typeof name === 'string' ? name : null;
}

/** The graph of a callback, `{"process_graph": {…}}`; null for any other value. */
export function callbackGraph(value: Json): ProcessGraph | null {
  return isJsonObject(value) && isJsonObject(value.process_graph)
    ? (value.process_graph as unknown as ProcessGraph)
    : null;
}

/** Nodes that a value refers to at any depth, callbacks left out: theirs are their own. */
export function referencedNodes(value: Json): string[] {
  const node = nodeReference(value);
  if (node !== null) {
    return [node];
  }
  if (callbackGraph(value) || typeof value !== 'object' || value === null) {
    return [];
  }
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(referencedNodes);
}

/** Result nodes in the order of the graph; a graph of one node needs no mark. */
export function resultNodes(graph: ProcessGraph): string[] {
  const ids = Object.keys(graph);
  const marked = ids.filter(id => graph[id].result === true);
  return marked.length === 0 && ids.length === 1 ? ids : marked;
}

/** What keeps a graph from being put in order. */
export interface OrderProblem {
  readonly nodeId: string;
  readonly message: string;
}

/**
 * Everything that `roots` need, each node after those that it refers to. The order depends on the
 * order of nodes and arguments alone.
 */
export function evaluationOrder(
  graph: ProcessGraph,
  roots: readonly string[]
): { order: string[]; problems: OrderProblem[] } {
  const order: string[] = [];
  const problems: OrderProblem[] = [];
  const state = new Map<string, 'open' | 'done'>();

  for (const root of roots) {
    const stack: { id: string; wants: string[] }[] = [];
    const enter = (id: string): void => {
      state.set(id, 'open');
      stack.push({ id, wants: referencedNodes(graph[id].arguments ?? {}).reverse() });
    };
    if (!state.has(root)) {
      enter(root);
    }
    while (stack.length > 0) {
      const { id, wants } = stack[stack.length - 1];
      const next = wants.pop();
      if (next === undefined) {
        state.set(id, 'done');
        order.push(id);
        stack.pop();
      } else if (!Object.hasOwn(graph, next)) {
        problems.push({
          nodeId: id,
          message: `It refers to node '${next}', which does not exist.`
        });
      } else if (state.get(next) === 'open') {
        problems.push({ nodeId: id, message: `It is part of a cycle through node '${next}'.` });
      } else if (!state.has(next)) {
        enter(next);
      }
    }
  }
  return { order, problems };
}
