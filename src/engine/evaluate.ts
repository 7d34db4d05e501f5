import { completeArguments } from './arguments';
import type { RunContext } from './context';
import type { DataCube, OpenWindow } from './cube';
import { atNode, GraphError } from './errors';
import type { Arguments, Callback, Process, Value } from './process';
import type { Json, ProcessDefinition, ProcessGraph } from './process-graph';
import {
  callbackGraph,
  evaluationOrder,
  nodeReference,
  parameterReference,
  referencedNodes,
  resultNodes
} from './references';
import type { ProcessRegistry } from './registry';
import { RunProgress } from './run-progress';
import { isDataCube } from './values';
import { openerOf } from './vector/open-window';
import { sharedCube } from './vector/shared-window';

/** Values by parameter name. */
export type Parameters = Readonly<Record<string, Value>>;

/** What a graph is evaluated in. */
export interface Scope<Services = unknown> {
  readonly registry: ProcessRegistry<Services>;
  readonly context: RunContext<Services>;
  readonly parameters: Parameters;
}

/** A child process as the graph gives it, with the parameters of the processes around it. */
export class GraphCallback<Services = unknown> implements Callback {
  readonly kind = 'callback';

  constructor(
    readonly graph: ProcessGraph,
    readonly scope: Scope<Services>
  ) {}

  async call(parameters: Parameters): Promise<Value> {
    const scope = { ...this.scope, parameters: { ...this.scope.parameters, ...parameters } };
    return (await evaluateNodes(this.graph, scope, resultNodes(this.graph))).value;
  }
}

/**
 * Runs a process graph: every node once, also those that no result needs, because saving is an
 * effect and openEO marks one result only. The order depends on the graph alone.
 *
 * @param parameters - Values for the `from_parameter` references of the graph.
 * @returns The value of the first result node in the order of the graph.
 * @throws EngineError with the id of the node that failed; a lazy cube fails where it is read, and
 *   still names the node that made it.
 */
export async function evaluateGraph<Services>(
  graph: ProcessGraph,
  registry: ProcessRegistry<Services>,
  context: RunContext<Services>,
  parameters: Parameters = {}
): Promise<Value> {
  const scope = { registry, context, parameters };
  return (await evaluateNodes(graph, scope, Object.keys(graph), guardCube)).value;
}

/** A user-defined process: its definition is its implementation. */
export function userProcess<Services>(
  definition: ProcessDefinition,
  registry: () => ProcessRegistry<Services>
): Process<Services> {
  return {
    definition,
    run: (args, call) => {
      const graph = definition.process_graph;
      if (!graph) {
        throw new GraphError('ProcessGraphMissing', `Process '${definition.id}' has no graph.`);
      }
      return evaluateGraph(graph, registry(), call.context, args);
    }
  };
}

/** Work of an end node that does not say how much it has. */
const LEAST_WORK = 1;

type Finish = (cube: DataCube, context: RunContext, nodeId: string, processId: string) => DataCube;

async function evaluateNodes<Services>(
  graph: ProcessGraph,
  scope: Scope<Services>,
  roots: readonly string[],
  finish?: Finish
): Promise<{ value: Value }> {
  const results = resultNodes(graph);
  if (results.length === 0) {
    throw new GraphError('ProcessGraphInvalid', 'No node of the process graph has "result": true.');
  }
  const { order, problems } = evaluationOrder(graph, roots);
  if (problems.length > 0) {
    const { nodeId, message } = problems[0];
    throw new GraphError('ProcessGraphInvalid', `Node '${nodeId}': ${message}`, { nodeId });
  }
  const references = order.flatMap(id => referencedNodes(graph[id].arguments ?? {}));
  const used = new Set(references);
  const isShared = (nodeId: string): boolean =>
    references.indexOf(nodeId) !== references.lastIndexOf(nodeId);
  const values = new Map<string, Value>();
  const callOf = (nodeId: string): { process: Process<Services>; args: Arguments } => {
    const node = graph[nodeId];
    const process = scope.registry.require(node, nodeId);
    const given: Record<string, Value> = {};
    for (const [name, argument] of Object.entries(node.arguments ?? {})) {
      given[name] = resolve(argument, values, scope);
    }
    return { process, args: completeArguments(process, given) };
  };
  const evaluate = async (nodeId: string, context: RunContext<Services>): Promise<void> => {
    scope.context.cancellation.throwIfCancelled();
    const processId = graph[nodeId].process_id;
    try {
      const { process, args } = callOf(nodeId);
      const value = await process.run(args, { context, processId, nodeId });
      const finished = finish && isDataCube(value);
      const guarded = finished ? finish(value, scope.context, nodeId, processId) : value;
      values.set(nodeId, finished && isShared(nodeId) ? sharedCube(guarded as DataCube) : guarded);
    } catch (error) {
      throw atNode(error, nodeId, processId);
    }
  };
  if (!finish) {
    for (const nodeId of order) {
      await evaluate(nodeId, scope.context);
    }
    return { value: values.get(results[0]) as Value };
  }
  // The ends come last, when the work of all of them is known: lazy cubes cost nothing till then.
  const progress = new RunProgress(scope.context);
  for (const nodeId of order.filter(id => used.has(id))) {
    await evaluate(nodeId, progress.early);
  }
  const ends = order.filter(id => !used.has(id));
  const work = ends.map(nodeId => {
    try {
      const { process, args } = callOf(nodeId);
      return process.work?.(args) ?? LEAST_WORK;
    } catch {
      // Said when the node is run.
      return LEAST_WORK;
    }
  });
  const contextOf = progress.ends(work);
  for (const [k, nodeId] of ends.entries()) {
    await evaluate(nodeId, contextOf(k));
  }
  return { value: values.get(results[0]) as Value };
}

/** An argument with its references looked up and its callbacks bound. */
export function resolve<Services>(
  argument: Json,
  values: ReadonlyMap<string, Value>,
  scope: Scope<Services>
): Value {
  if (typeof argument !== 'object' || argument === null) {
    return argument;
  }
  if (Array.isArray(argument)) {
    return argument.map(element => resolve(element, values, scope));
  }
  const node = nodeReference(argument);
  if (node !== null) {
    return values.get(node) as Value;
  }
  const parameter = parameterReference(argument);
  if (parameter !== null) {
    return lookUp(parameter, scope.parameters);
  }
  const graph = callbackGraph(argument);
  if (graph) {
    return new GraphCallback(graph, scope);
  }
  return Object.fromEntries(
    Object.entries(argument).map(([name, inner]) => [name, resolve(inner, values, scope)])
  );
}

/** @throws GraphError when nothing around the reference defines the parameter. */
export function lookUp(name: string, parameters: Parameters): Value {
  if (!Object.hasOwn(parameters, name)) {
    const names = Object.keys(parameters).join(', ') || 'none';
    throw new GraphError(
      'ProcessGraphInvalid',
      `Parameter '${name}' has no value here; those that have one: ${names}.`
    );
  }
  return parameters[name];
}

/** The same cube, which stops when the run is cancelled and whose errors name their node. */
function guardCube(
  cube: DataCube,
  context: RunContext,
  nodeId: string,
  processId: string
): DataCube {
  const guarded = Object.create(cube) as { -readonly [K in keyof DataCube]: DataCube[K] };
  guarded.dimensions = cube.dimensions;
  guarded.metadata = cube.metadata;
  guarded.read = async (window, planes, into) => {
    context.cancellation.throwIfCancelled();
    try {
      return await cube.read(window, planes, into);
    } catch (error) {
      throw atNode(error, nodeId, processId);
    }
  };
  if (cube.open) {
    const open = openerOf(cube);
    guarded.open = async (window, planes, demand) => {
      context.cancellation.throwIfCancelled();
      try {
        const opened = await open(window, planes, demand);
        return { ...opened, fill: guardFill(opened, context, nodeId, processId) };
      } catch (error) {
        throw atNode(error, nodeId, processId);
      }
    };
  }
  return guarded;
}

function guardFill(
  opened: OpenWindow,
  context: RunContext,
  nodeId: string,
  processId: string
): OpenWindow['fill'] {
  return (part, targets, lineCells) => {
    context.cancellation.throwIfCancelled();
    try {
      opened.fill(part, targets, lineCells);
    } catch (error) {
      throw atNode(error, nodeId, processId);
    }
  };
}
