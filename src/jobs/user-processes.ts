import {
  type ProcessDefinition,
  type ProcessParameter,
  type ProcessRegistry,
  userProcess,
  type Value
} from '../engine';
import type { JobProcess } from './job';
import type { UserProcess } from './user-process-store';

/** A stored process with the members that a definition must have. */
export function definitionOf(process: JobProcess): ProcessDefinition {
  const parameters = Array.isArray(process.parameters) ? process.parameters : [];
  return {
    id: '',
    description: '',
    returns: { description: '', schema: {} },
    ...process,
    parameters: parameters as unknown as ProcessParameter[]
  } as unknown as ProcessDefinition;
}

/** Parameters of a process that is run as it is: those that have a default. */
export function defaultsOf(process: JobProcess): Record<string, Value> {
  const { parameters } = definitionOf(process);
  return Object.fromEntries(
    parameters.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]]))
  );
}

/** The processes of a back-end and those that its user keeps there, which may call each other. */
export function withUserProcesses<Services>(
  processes: ProcessRegistry<Services>,
  stored: readonly UserProcess[]
): ProcessRegistry<Services> {
  const own = stored.map(process => userProcess<Services>(definitionOf(process), () => wider));
  const wider: ProcessRegistry<Services> = processes.with(own, 'user');
  return wider;
}
