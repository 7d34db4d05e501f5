import { EngineError } from './errors';
import type { ProcessDefinition, ProcessNode } from './process-graph';
import type { Process } from './process';

/** Definition and implementation as one value, with the types checked where it is written. */
export function defineProcess<Services = unknown>(process: Process<Services>): Process<Services> {
  return process;
}

/** The processes that a graph may name. */
export class ProcessRegistry<Services = unknown> {
  readonly #processes = new Map<string, Map<string, Process<Services>>>();

  constructor(processes: Iterable<Process<Services>> = []) {
    for (const process of processes) {
      this.register(process);
    }
  }

  /** @throws EngineError `PredefinedProcessExists` when the namespace has that id already. */
  register(process: Process<Services>, namespace: string = 'backend'): this {
    const { id } = process.definition;
    const space = this.#processes.get(namespace) ?? new Map<string, Process<Services>>();
    if (space.has(id)) {
      throw new EngineError(
        'PredefinedProcessExists',
        `A process '${id}' exists already in namespace '${namespace}'.`
      );
    }
    this.#processes.set(namespace, space.set(id, process));
    return this;
  }

  /** Without a namespace the user's processes come before those of the back-end. */
  get(id: string, namespace?: string | null): Process<Services> | undefined {
    if (namespace) {
      return this.#processes.get(namespace)?.get(id);
    }
    return this.#processes.get('user')?.get(id) ?? this.#processes.get('backend')?.get(id);
  }

  /** @throws EngineError `ProcessUnsupported`. */
  require(node: Pick<ProcessNode, 'process_id' | 'namespace'>, nodeId?: string): Process<Services> {
    const process = this.get(node.process_id, node.namespace);
    if (!process) {
      throw new EngineError('ProcessUnsupported', unsupported(node), { nodeId });
    }
    return process;
  }

  /** Definitions in alphabetical order of their ids. */
  list(namespace: string = 'backend'): ProcessDefinition[] {
    return [...(this.#processes.get(namespace)?.values() ?? [])]
      .map(process => process.definition)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** A registry with the same processes and more, for one run. */
  with(processes: Iterable<Process<Services>>, namespace: string): ProcessRegistry<Services> {
    const wider = new ProcessRegistry<Services>();
    for (const [name, space] of this.#processes) {
      for (const process of space.values()) {
        wider.register(process, name);
      }
    }
    for (const process of processes) {
      wider.register(process, namespace);
    }
    return wider;
  }
}

export function unsupported(node: Pick<ProcessNode, 'process_id' | 'namespace'>): string {
  return (
    `Process with identifier '${node.process_id}' is not available in namespace ` +
    `'${node.namespace ?? 'backend'}'.`
  );
}
