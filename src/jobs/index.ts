/** Batch jobs: their store, queue and threads, and their results as STAC. */
export * from './errors';
export type * from './job';
export { isActive, LOG_LEVELS } from './job';
export { openDatabase } from './database';
export { claimFolder } from './folder-claim';
export { JobFolders } from './job-folders';
export { JobStore, type Page } from './job-store';
export { UserProcessStore, type UserProcess } from './user-process-store';
export { defaultsOf, definitionOf, withUserProcesses } from './user-processes';
export type * from './runner';
export { DelayedRunner } from './delayed-runner';
export { widenThreadHeaps } from './thread-heap';
export { ThreadRunner } from './thread-runner';
export { runTaskOfThread, type ThreadContext } from './run-task-of-thread';
export { JobQueue, type JobQueueOptions } from './job-queue';
export {
  SynchronousRuns,
  type SynchronousResult,
  type SynchronousRunsOptions
} from './synchronous-runs';
export { resultCollection } from './results-collection';
export {
  itemEntries,
  resultItem,
  type ItemEntry,
  type ResultLinks,
  type StacDocument
} from './results-items';
