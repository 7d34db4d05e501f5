import type { GraphJson, ProcessGraph } from '../../src/workflow';

/**
 * The nodes of a process graph in an order and with names that follow from its structure alone, so
 * that two graphs are the same but for node names exactly when their canonical forms are equal. A
 * node that is used twice stays one node, two equal nodes stay two.
 *
 * Nodes are numbered as they are first met on the way from the nodes that no other uses, in the
 * graph's order, through arguments in the order of their names.
 *
 * @throws Error for a reference to a node that is not there.
 */
export function canonicalGraph(graph: ProcessGraph): unknown[] {
  const numbers = new Map<string, number>();
  const nodes: unknown[] = [];

  const visit = (id: string): string => {
    const known = numbers.get(id);
    if (known !== undefined) {
      return `#${known}`;
    }
    const node = graph[id];
    if (!node) {
      throw new Error(`No node ${id} in the graph.`);
    }
    numbers.set(id, nodes.length);
    const place = nodes.push(null) - 1;
    nodes[place] = { ...node, arguments: canonical(node.arguments) };
    return `#${place}`;
  };

  const canonical = (value: GraphJson): unknown => {
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (Array.isArray(value)) {
      return value.map(canonical);
    }
    if (typeof value.from_node === 'string') {
      return { from_node: visit(value.from_node) };
    }
    if (value.process_graph) {
      return { process_graph: canonicalGraph(value.process_graph as unknown as ProcessGraph) };
    }
    const names = Object.keys(value).sort();
    return Object.fromEntries(names.map(name => [name, canonical(value[name])]));
  };

  const used = new Set(Object.values(graph).flatMap(node => references(node.arguments)));
  for (const id of Object.keys(graph).filter(name => !used.has(name))) {
    visit(id);
  }
  return nodes;
}

/** The nodes that an argument refers to; those of a callback are another graph's. */
function references(value: GraphJson): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  if (!Array.isArray(value) && typeof value.from_node === 'string') {
    return [value.from_node];
  }
  const inner = Array.isArray(value) ? value : value.process_graph ? [] : Object.values(value);
  return inner.flatMap(references);
}
