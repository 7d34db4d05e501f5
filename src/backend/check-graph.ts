import {
  type ProcessGraph,
  type ProcessRegistry,
  RecordingContext,
  rehearseGraph,
  validateGraph
} from '../engine';
import { definitionOf, type JobProcess, type UserProcess, withUserProcesses } from '../jobs';
import { type ProcessServices, registry } from '../processes';
import { openServices } from './services';

/** What processes, references and types speak against in the graph of a job. */
export function issuesOf(
  process: JobProcess,
  stored: readonly UserProcess[],
  processes: ProcessRegistry<ProcessServices>
) {
  return validateGraph(process.process_graph as unknown as ProcessGraph, processes, {
    userProcesses: stored.map(definitionOf),
    parameters: definitionOf(process).parameters
  });
}

/** What dimensions and labels of the collections speak against; reads the heads of files alone. */
export async function rehearse(
  { process_graph: graph }: JobProcess,
  stored: readonly UserProcess[],
  dataFolder: string
) {
  const { services, close } = openServices(dataFolder, {
    createOutput: () => Promise.reject(new Error('A rehearsal writes no files.'))
  });
  try {
    const processes = withUserProcesses(registry(), stored);
    const context = new RecordingContext(services);
    return await rehearseGraph(graph as unknown as ProcessGraph, processes, context);
  } finally {
    await close();
  }
}
