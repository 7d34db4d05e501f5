/** A value of a process argument. */
export type GraphJson =
  null | boolean | number | string | GraphJson[] | { [key: string]: GraphJson };

/** One node of a process graph. */
export interface ProcessNode {
  process_id: string;
  arguments: Record<string, GraphJson>;
  result?: boolean;
}

/** An openEO process graph: nodes by id, as a job's `process_graph` holds them. */
export type ProcessGraph = Record<string, ProcessNode>;

/**
 * A node while a graph is built. Arguments may hold other nodes, at any depth, and
 * {@link Callback}s; a node that is held twice is one node of the graph.
 */
export interface Node {
  readonly processId: string;
  readonly args: { readonly [name: string]: Argument };
}

/** A process graph as an argument; its result is `result`. */
export interface Callback {
  readonly callback: Node;
}

export type Argument =
  | null
  | boolean
  | number
  | string
  | Node
  | Callback
  | readonly Argument[]
  | { readonly from_parameter: string }
  | { readonly [key: string]: string };

/** A node of a process. */
export function node(processId: string, args: Node['args']): Node {
  return { processId, args };
}
