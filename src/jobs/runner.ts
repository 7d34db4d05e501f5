import type { Json, ResultAsset } from '../engine';
import type { JobProcess, JobUsage, LogLine } from './job';
import type { UserProcess } from './user-process-store';

/** What is to be run. It crosses threads, so it is plain data. */
export interface RunTask {
  readonly process: JobProcess;
  /** Folder that exists, and into which result files go. */
  readonly outputFolder: string;
  /** Processes that the user keeps on the back-end and the graph may call. */
  readonly userProcesses: readonly UserProcess[];
}

/** What a run says while it runs. */
export interface RunEvents {
  log(line: LogLine): void;
  /** @param share - 0 to 1. */
  progress(share: number): void;
  result(asset: ResultAsset): void;
}

/** How a run ended well. */
export interface RunOutcome {
  /** What the result node gave, when it can be written as JSON. */
  readonly value?: Json;
  readonly usage?: JobUsage;
}

/** A run under way. */
export interface Run {
  /**
   * Settles when nothing of the run is left.
   * Rejects with `RunCancelledError` or `RunFailedError`.
   */
  readonly outcome: Promise<RunOutcome>;
  /** Asks the run to end soon; it does so between two tiles. */
  cancel(): void;
  /** Ends the run now, wherever it is. */
  terminate(): void;
}

/** Starts runs; the back-end does so in worker threads, tests in their own. */
export interface Runner {
  start(task: RunTask, events: RunEvents): Run;
}
