import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json, ResultAsset } from '../engine';
import { TooManyRunsError } from './errors';
import type { JobProcess, LogLine } from './job';
import type { Runner } from './runner';
import type { UserProcessStore } from './user-process-store';

export interface SynchronousRunsOptions {
  readonly runner: Runner;
  readonly userProcesses: UserProcessStore;
  /** The back-end's data folder; results lie in its `scratch` until they are sent. */
  readonly dataFolder: string;
  readonly mostRunning?: number;
}

/** What a synchronous run gave. The caller removes it once it is sent. */
export interface SynchronousResult {
  /** Identifier of the run. */
  readonly id: string;
  readonly folder: string;
  readonly assets: readonly ResultAsset[];
  readonly value?: Json;
  readonly log: readonly LogLine[];
  remove(): Promise<void>;
}

/** Runs process graphs for clients that wait for the answer; nothing of them is stored. */
export class SynchronousRuns {
  private running = 0;
  private readonly scratch: string;

  constructor(private readonly options: SynchronousRunsOptions) {
    this.scratch = join(options.dataFolder, 'scratch');
  }

  /**
   * @param signal - Ends the run when the client has gone.
   * @throws RunFailedError @throws RunCancelledError @throws TooManyRunsError
   */
  async run(process: JobProcess, signal?: AbortSignal): Promise<SynchronousResult> {
    const { mostRunning = 4 } = this.options;
    if (this.running >= mostRunning) {
      throw new TooManyRunsError(mostRunning);
    }
    this.running++;
    try {
      return await this.runInScratch(process, signal);
    } finally {
      this.running--;
    }
  }

  /** Removes what an earlier process left behind. */
  async clear(): Promise<void> {
    await rm(this.scratch, { recursive: true, force: true });
  }

  private async runInScratch(
    process: JobProcess,
    signal?: AbortSignal
  ): Promise<SynchronousResult> {
    const { runner, userProcesses } = this.options;
    const id = `r-${randomUUID().replaceAll('-', '')}`;
    const folder = join(this.scratch, id);
    await mkdir(folder, { recursive: true });
    const remove = () => rm(folder, { recursive: true, force: true });
    const assets: ResultAsset[] = [];
    const log: LogLine[] = [];
    const run = runner.start(
      { process, outputFolder: folder, userProcesses: userProcesses.list() },
      {
        log: line => void log.push(line),
        progress: () => undefined,
        result: asset => void assets.push(asset)
      }
    );
    const stop = () => run.terminate();
    signal?.addEventListener('abort', stop);
    try {
      const { value } = await run.outcome;
      return { id, folder, assets, value, log, remove };
    } catch (error) {
      await remove();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }
}
