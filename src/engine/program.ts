import {
  Batch,
  ColumnList,
  fromPixels,
  PendingCallback,
  pick,
  PixelValues,
  varies,
  type Operand
} from './columns';
import { ArgumentError, atNode, EngineError, GraphError } from './errors';
import { GraphCallback, lookUp } from './evaluate';
import type { Arguments, Call, Callback, Process, Value } from './process';
import type { Json, ProcessGraph } from './process-graph';
import {
  callbackGraph,
  evaluationOrder,
  nodeReference,
  parameterReference,
  resultNodes
} from './references';
import { mismatch, UNKNOWN } from './schema';

type Operands = Readonly<Record<string, Operand>>;

/** Where an argument of a step comes from, found once when the callback is compiled. */
type Source = (results: readonly Operand[], parameters: Operands, batch: Batch) => Operand;

interface Step {
  readonly process: Process;
  readonly call: Call;
  readonly sources: readonly (readonly [name: string, source: Source])[];
}

/** A callback that computes a batch of pixels at once. */
export interface Program {
  run(parameters: Operands, batch: Batch): Promise<Operand>;
  /**
   * The same with another way to carry out the steps whose arguments differ from pixel to pixel;
   * absent where the steps are not known.
   *
   * @throws EngineError when a step could not be carried out (`perform` gave null).
   */
  runBy?(
    parameters: Operands,
    batch: Batch,
    perform: (process: Process, args: Operands) => Operand | null
  ): Promise<Operand>;
}

/**
 * Compiles a callback into a list of array operations: nodes that the result does not need are
 * left out, nodes that compute the same are computed once, and what a node knows to do with whole
 * columns (`Process.columns`) is not done pixel by pixel.
 *
 * @param parameterNames - What the calling process hands over, such as `data` and `context`.
 * @throws EngineError for a graph, process or argument that could not run for any pixel.
 */
export function compile(callback: Callback, parameterNames: readonly string[]): Program {
  return callback instanceof GraphCallback
    ? new GraphProgram(callback, parameterNames)
    : new OpaqueProgram(callback);
}

/** For a callback of which nothing is known but that it can be called. */
class OpaqueProgram implements Program {
  constructor(private readonly callback: Callback) {}

  async run(parameters: Operands, batch: Batch): Promise<Operand> {
    const values: Value[] = [];
    for (let i = 0; i < batch.count; i++) {
      values.push(await this.callback.call(pickAll(parameters, i)));
    }
    return fromPixels(values, batch);
  }
}

class GraphProgram implements Program {
  readonly #steps: Step[] = [];
  readonly #result: number;

  constructor(
    private readonly callback: GraphCallback,
    private readonly parameterNames: readonly string[]
  ) {
    const { graph } = callback;
    const [result] = resultNodes(graph);
    if (result === undefined) {
      throw new GraphError('ProcessGraphInvalid', 'No node of the callback has "result": true.');
    }
    const { order, problems } = evaluationOrder(graph, [result]);
    if (problems.length > 0) {
      const { nodeId, message } = problems[0];
      throw new GraphError('ProcessGraphInvalid', `Node '${nodeId}': ${message}`, { nodeId });
    }
    const steps = new Map<string, number>();
    const stepOfNode = new Map<string, number>();
    for (const nodeId of order) {
      const signature = this.#signature(graph, nodeId, stepOfNode);
      const step = steps.get(signature) ?? this.#addStep(graph, nodeId, stepOfNode);
      steps.set(signature, step);
      stepOfNode.set(nodeId, step);
    }
    this.#result = stepOfNode.get(result) as number;
  }

  run(parameters: Operands, batch: Batch): Promise<Operand> {
    return this.#run(parameters, batch, (step, args) => runStep(step, args, batch));
  }

  runBy(
    parameters: Operands,
    batch: Batch,
    perform: (process: Process, args: Operands) => Operand | null
  ): Promise<Operand> {
    return this.#run(parameters, batch, ({ process }, args) => {
      const outcome = perform(process, args);
      if (outcome === null) {
        throw new EngineError('Internal', `${process.definition.id} has no such form.`);
      }
      return outcome;
    });
  }

  async #run(
    parameters: Operands,
    batch: Batch,
    vary: (step: Step, args: Operands) => Operand | Promise<Operand>
  ): Promise<Operand> {
    const results: Operand[] = [];
    for (const step of this.#steps) {
      const args: Record<string, Operand> = {};
      for (const [name, source] of step.sources) {
        args[name] = source(results, parameters, batch);
      }
      try {
        // Once where all arguments are the same for every pixel.
        const outcome = Object.values(args).some(varies)
          ? vary(step, args)
          : step.process.run(args as Arguments, step.call);
        results.push(outcome instanceof Promise ? await outcome : outcome);
      } catch (error) {
        throw atNode(error, step.call.nodeId ?? '', step.call.processId);
      }
    }
    return results[this.#result];
  }

  /** Equal for nodes that compute the same from the same steps. */
  #signature(graph: ProcessGraph, nodeId: string, stepOfNode: ReadonlyMap<string, number>): string {
    const node = graph[nodeId];
    const replace = (value: Json): Json => {
      const reference = nodeReference(value);
      if (reference !== null) {
        return { from_step: stepOfNode.get(reference) as number };
      }
      if (typeof value !== 'object' || value === null || callbackGraph(value)) {
        return value;
      }
      if (Array.isArray(value)) {
        return value.map(replace);
      }
      const members = Object.entries(value).map(([name, inner]) => [name, replace(inner)] as const);
      return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
    };
    return JSON.stringify([node.process_id, node.namespace ?? null, replace(node.arguments ?? {})]);
  }

  #addStep(graph: ProcessGraph, nodeId: string, stepOfNode: ReadonlyMap<string, number>): number {
    const node = graph[nodeId];
    const { registry, context } = this.callback.scope;
    const process = registry.require(node, nodeId);
    const { definition } = process;
    const given = node.arguments ?? {};
    try {
      const sources: [string, Source][] = [];
      for (const parameter of definition.parameters) {
        const { name } = parameter;
        if (Object.hasOwn(given, name)) {
          const source = this.#source(given[name], stepOfNode);
          const reason =
            given[name] === parameter.default ? null : mismatch(known(source), parameter.schema);
          if (reason) {
            throw ArgumentError.invalid(definition.id, name, reason);
          }
          sources.push([name, source]);
        } else if (parameter.default !== undefined) {
          const standard = parameter.default as Value;
          sources.push([name, () => standard]);
        } else if (!parameter.optional) {
          throw ArgumentError.required(definition.id, name);
        }
      }
      for (const name of Object.keys(given)) {
        if (!definition.parameters.some(parameter => parameter.name === name)) {
          throw ArgumentError.unsupported(definition.id, name);
        }
      }
      const call: Call = { context, processId: node.process_id, nodeId };
      return this.#steps.push({ process, call, sources }) - 1;
    } catch (error) {
      throw atNode(error, nodeId, node.process_id);
    }
  }

  #source(argument: Json, stepOfNode: ReadonlyMap<string, number>): Source {
    const node = nodeReference(argument);
    if (node !== null) {
      const step = stepOfNode.get(node) as number;
      return results => results[step];
    }
    const parameter = parameterReference(argument);
    if (parameter !== null) {
      if (this.parameterNames.includes(parameter)) {
        return (_, parameters) => parameters[parameter];
      }
      const outer = lookUp(parameter, this.callback.scope.parameters);
      return constant(outer);
    }
    if (typeof argument !== 'object' || argument === null) {
      return constant(argument);
    }
    const graph = callbackGraph(argument);
    if (graph) {
      const inner = new GraphCallback(graph, this.callback.scope);
      return (_, parameters) => new PendingCallback(inner, parameters);
    }
    if (Array.isArray(argument)) {
      return listSource(argument.map(element => this.#source(element, stepOfNode)));
    }
    const members = Object.entries(argument).map(
      ([name, inner]) => [name, this.#source(inner, stepOfNode)] as const
    );
    return objectSource(members);
  }
}

const CONSTANTS = new WeakMap<Source, { value: Value }>();

function constant(value: Value): Source {
  const source: Source = () => value;
  CONSTANTS.set(source, { value });
  return source;
}

/** The value of a source that is the same in every batch; `UNKNOWN` for any other. */
function known(source: Source): unknown {
  const found = CONSTANTS.get(source);
  return found ? found.value : UNKNOWN;
}

function listSource(elements: readonly Source[]): Source {
  const constants = elements.map(known);
  if (!constants.includes(UNKNOWN)) {
    return constant(constants as Value[]);
  }
  return (results, parameters, batch) => {
    const operands = elements.map(element => element(results, parameters, batch));
    return operands.some(varies) ? new ColumnList(operands) : (operands as Value[]);
  };
}

function objectSource(members: readonly (readonly [string, Source])[]): Source {
  const constants = members.map(([name, source]) => [name, known(source)] as const);
  if (!constants.some(([, value]) => value === UNKNOWN)) {
    return constant(Object.fromEntries(constants) as Value);
  }
  return (results, parameters, batch) => {
    const operands = members.map(
      ([name, source]) => [name, source(results, parameters, batch)] as const
    );
    if (!operands.some(([, operand]) => varies(operand))) {
      return Object.fromEntries(operands) as Value;
    }
    const byName = Object.fromEntries(operands);
    return new PixelValues(Array.from({ length: batch.count }, (_, i) => pickAll(byName, i)));
  };
}

/** By columns where it can, else by pixel. */
function runStep(step: Step, args: Operands, batch: Batch): Operand | Promise<Operand> {
  const { process, call } = step;
  const columns = process.columns?.(args, batch) ?? null;
  if (columns !== null) {
    return columns;
  }
  const values = new Array<Value | Promise<Value>>(batch.count);
  let waits = false;
  for (let i = 0; i < batch.count; i++) {
    values[i] = process.run(pickAll(args, i), call);
    waits ||= values[i] instanceof Promise;
  }
  return waits
    ? Promise.all(values).then(settled => fromPixels(settled, batch))
    : fromPixels(values as Value[], batch);
}

function pickAll(operands: Operands, i: number): Record<string, Value> {
  const picked: Record<string, Value> = {};
  for (const name of Object.keys(operands)) {
    picked[name] = pick(operands[name], i);
  }
  return picked;
}
