import { isListed } from './arguments';
import { EngineError } from './errors';
import { userProcess } from './evaluate';
import type { Process } from './process';
import type { Json, ProcessDefinition, ProcessGraph, ProcessParameter } from './process-graph';
import {
  callbackGraph,
  evaluationOrder,
  nodeReference,
  parameterReference,
  resultNodes
} from './references';
import { ProcessRegistry, unsupported } from './registry';
import { mismatch, typesOf, UNBOUND_CALLBACK, UNKNOWN } from './schema';

/** One reason why a graph cannot run. */
export interface GraphIssue {
  /** A code of the openEO API. */
  readonly code: string;
  readonly message: string;
  /** The node, with those around its callback in front: `applydimension1.add1`. */
  readonly nodeId?: string;
}

export interface ValidationOptions {
  /** The user's own processes that the graph may name. */
  readonly userProcesses?: readonly ProcessDefinition[];
  /** Parameters that the graph itself takes. */
  readonly parameters?: readonly ProcessParameter[];
}

/**
 * Everything that can be said against a graph without running it, in the order of its nodes:
 * its structure, the processes it names, missing and unknown arguments, types of constants and
 * of what other nodes return. Callbacks are looked into.
 *
 * @returns An empty list when nothing speaks against it.
 */
export function validateGraph<Services>(
  graph: ProcessGraph | null | undefined,
  registry: ProcessRegistry<Services>,
  options: ValidationOptions = {}
): GraphIssue[] {
  const wider: ProcessRegistry<Services> = options.userProcesses
    ? registry.with(
        options.userProcesses.map(definition => userProcess(definition, () => wider)),
        'user'
      )
    : registry;
  const parameters = new Set((options.parameters ?? []).map(parameter => parameter.name));
  return new Validation(wider).graph(graph, parameters, '');
}

class Validation<Services> {
  constructor(private readonly registry: ProcessRegistry<Services>) {}

  graph(
    graph: ProcessGraph | null | undefined,
    parameters: ReadonlySet<string>,
    path: string
  ): GraphIssue[] {
    if (!isObject(graph) || Object.keys(graph).length === 0) {
      return [issue('ProcessGraphMissing', 'The process has no process graph.', path)];
    }
    const issues: GraphIssue[] = [];
    for (const [id, node] of Object.entries(graph)) {
      if (!isObject(node) || typeof node.process_id !== 'string') {
        const message = `Node '${id}' is not an object with a process_id.`;
        issues.push(issue('ProcessGraphInvalid', message, path + id));
      } else if (node.arguments !== undefined && !isObject(node.arguments)) {
        const message = `The arguments of node '${id}' are not an object.`;
        issues.push(issue('ProcessGraphInvalid', message, path + id));
      }
    }
    if (issues.length > 0) {
      return issues;
    }
    if (resultNodes(graph).length === 0) {
      const message = 'No node of the process graph has "result": true.';
      issues.push(issue('ProcessGraphInvalid', message, path));
    }
    for (const problem of evaluationOrder(graph, Object.keys(graph)).problems) {
      const message = `Node '${problem.nodeId}': ${problem.message}`;
      issues.push(issue('ProcessGraphInvalid', message, path + problem.nodeId));
    }
    for (const id of Object.keys(graph)) {
      issues.push(...this.#node(graph, id, parameters, path));
    }
    return issues;
  }

  #node(
    graph: ProcessGraph,
    id: string,
    parameters: ReadonlySet<string>,
    path: string
  ): GraphIssue[] {
    const node = graph[id];
    const nodeId = path + id;
    const process = this.registry.get(node.process_id, node.namespace);
    if (!process) {
      return [issue('ProcessUnsupported', unsupported(node), nodeId)];
    }
    const { definition } = process;
    const args = node.arguments ?? {};
    const issues: GraphIssue[] = [];
    for (const name of Object.keys(args)) {
      if (!definition.parameters.some(parameter => parameter.name === name)) {
        const message = `Process '${definition.id}' does not support parameter '${name}'.`;
        issues.push(issue('ProcessParameterUnsupported', message, nodeId));
      }
    }
    for (const parameter of definition.parameters) {
      const argument = Object.hasOwn(args, parameter.name) ? args[parameter.name] : undefined;
      if (argument === undefined) {
        if (!parameter.optional) {
          const message = `Process '${definition.id}' parameter '${parameter.name}' is required.`;
          issues.push(issue('ProcessParameterRequired', message, nodeId));
        }
        continue;
      }
      const reason =
        this.#wrongReference(graph, argument, process, parameter) ??
        (isListed(process, parameter, argument)
          ? null
          : mismatch(unbound(argument), parameter.schema));
      if (reason) {
        const message =
          `The value passed for parameter '${parameter.name}' in process '${definition.id}' ` +
          `is invalid: ${reason}`;
        issues.push(issue('ProcessParameterInvalid', message, nodeId));
      }
      issues.push(...this.#inside(argument, parameter, parameters, nodeId));
    }
    if (issues.length === 0) {
      try {
        process.check?.(args);
      } catch (error) {
        if (!(error instanceof EngineError)) {
          throw error;
        }
        issues.push(issue(error.code, error.message, nodeId));
      }
    }
    return issues;
  }

  /** Unknown parameters and wrong callbacks at any depth of an argument. */
  #inside(
    argument: Json,
    parameter: ProcessParameter,
    parameters: ReadonlySet<string>,
    nodeId: string
  ): GraphIssue[] {
    if (typeof argument !== 'object' || argument === null || nodeReference(argument) !== null) {
      return [];
    }
    const name = parameterReference(argument);
    if (name !== null) {
      const message = `Nothing gives a value to parameter '${name}'.`;
      return parameters.has(name) ? [] : [issue('ProcessGraphInvalid', message, nodeId)];
    }
    const callback = callbackGraph(argument);
    if (callback) {
      const names = new Set([...parameters, ...callbackParameters(parameter.schema)]);
      return this.graph(callback, names, `${nodeId}.`);
    }
    return Object.values(argument).flatMap(inner =>
      this.#inside(inner, parameter, parameters, nodeId)
    );
  }

  /** Compares what a referenced node returns with what the parameter takes, by type alone. */
  #wrongReference(
    graph: ProcessGraph,
    argument: Json,
    { takesSingle }: Process<Services>,
    parameter: ProcessParameter
  ): string | null {
    if (takesSingle?.includes(parameter.name)) {
      return null;
    }
    const source = graph[nodeReference(argument) ?? ''];
    const process = source && this.registry.get(source.process_id, source.namespace);
    const returned = process ? typesOf(process.definition.returns?.schema ?? {}) : null;
    const taken = typesOf(parameter.schema);
    if (!returned || !taken) {
      return null;
    }
    const fits = [...returned].some(
      type =>
        taken.has(type) ||
        (type === 'integer' && taken.has('number')) ||
        (type === 'number' && taken.has('integer'))
    );
    return fits
      ? null
      : `'${source.process_id}' returns ${[...returned].join(' or ')}, ` +
          `expected ${[...taken].join(' or ')}.`;
  }
}

/** Names of the parameters that a callback gets, as the schema of its parameter lists them. */
function callbackParameters(schema: Json): string[] {
  if (Array.isArray(schema)) {
    return schema.flatMap(callbackParameters);
  }
  if (!isObject(schema)) {
    return [];
  }
  if (!Array.isArray(schema.parameters)) {
    // Filters by metadata are objects whose members are callbacks.
    return isObject(schema.additionalProperties)
      ? callbackParameters(schema.additionalProperties)
      : [];
  }
  return schema.parameters.flatMap(parameter =>
    isObject(parameter) && typeof parameter.name === 'string' ? [parameter.name] : []
  );
}

function unbound(argument: Json): unknown {
  if (typeof argument !== 'object' || argument === null) {
    return argument;
  }
  if (nodeReference(argument) !== null || parameterReference(argument) !== null) {
    return UNKNOWN;
  }
  if (callbackGraph(argument)) {
    return UNBOUND_CALLBACK;
  }
  return Array.isArray(argument)
    ? argument.map(unbound)
    : Object.fromEntries(Object.entries(argument).map(([name, inner]) => [name, unbound(inner)]));
}

function isObject<T>(value: T): value is T & Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function issue(code: string, message: string, nodeId: string): GraphIssue {
  const trimmed = nodeId.replace(/\.$/, '');
  return trimmed === '' ? { code, message } : { code, message, nodeId: trimmed };
}
