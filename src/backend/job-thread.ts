import { CopernicusArchive } from '../archive';
import { EngineError, evaluateGraph, type ProcessGraph } from '../engine';
import { defaultsOf, runTaskOfThread, withUserProcesses } from '../jobs';
import { createFile, scratchFile } from '../node';
import { OutputFolder, registry, unsavedValue } from '../processes';
import { issuesOf } from './check-graph';
import { ARCHIVE_TOOLS, openServices, READING } from './services';

/** What a thread that runs a job gets beside it. */
export interface JobSetup {
  readonly dataFolder: string;
  /** Where bursts are fetched from; the Copernicus Data Space where it is null. */
  readonly catalogueUrl: string | null;
  /** Whether a job may fetch what is missing, once the user is logged in there. */
  readonly isFetching: boolean;
}

/** Runs the job that this thread was started with. */
export function runJobThread(): Promise<void> {
  return runTaskOfThread(async (task, thread, setup) => {
    const { dataFolder, catalogueUrl, isFetching } = setup as unknown as JobSetup;
    const output = new OutputFolder(task.outputFolder, createFile);
    const remote = new CopernicusArchive(dataFolder, ARCHIVE_TOOLS, {
      catalogueUrl: catalogueUrl ?? undefined,
      openUrl: READING.openUrl,
      token: async refused => (await thread.ask(refused ?? null)) as string | null
    });
    const { services, close } = openServices(dataFolder, {
      remote: isFetching ? remote : undefined,
      scratch: () => scratchFile(task.outputFolder),
      createOutput: fileName => output.create(fileName)
    });
    let files = 0;
    const context = {
      ...thread,
      services,
      addResult: (asset: Parameters<typeof thread.addResult>[0]) => {
        files++;
        thread.addResult(asset);
      }
    };
    const processes = withUserProcesses(registry(), task.userProcesses);
    const [issue] = issuesOf(task.process, task.userProcesses, registry());
    if (issue) {
      throw new EngineError(issue.code, issue.message, { nodeId: issue.nodeId });
    }
    try {
      const graph = task.process.process_graph as unknown as ProcessGraph;
      const value = await evaluateGraph(graph, processes, context, defaultsOf(task.process));
      return files > 0 ? undefined : unsavedValue(value, message => thread.log('warning', message));
    } finally {
      await close();
    }
  });
}
