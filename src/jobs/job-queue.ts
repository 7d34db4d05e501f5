import { JobLockedError, JobNotFoundError, RunCancelledError, failureOf } from './errors';
import type { Job, JobChanges } from './job';
import { isActive } from './job';
import type { JobFolders } from './job-folders';
import type { JobStore } from './job-store';
import type { Run, Runner } from './runner';
import type { UserProcessStore } from './user-process-store';

/** A back-end that is told to end does not wait longer for its runs, in milliseconds. */
const CLOSING_GRACE_MS = 200;

export interface JobQueueOptions {
  readonly store: JobStore;
  readonly userProcesses: UserProcessStore;
  readonly folders: JobFolders;
  readonly runner: Runner;
  /** How many jobs run at a time. */
  readonly mostRunning?: number;
  /** How long a cancelled run may take to end by itself before it is ended, in milliseconds. */
  readonly graceMs?: number;
  /**
   * Whether no other process works on this store, so that what an earlier one left under way can be
   * told to have ended. True when absent.
   */
  readonly isOnlyQueue?: boolean;
}

interface RunningJob {
  readonly run: Run;
  /** Settles when the job has its final status and its files are in order. */
  readonly ended: Promise<void>;
}

/**
 * Runs jobs, the oldest request first, and keeps the store and the job folders true to what happens:
 * a job that fails leaves no result behind, one that is cancelled the files that were whole.
 */
export class JobQueue {
  private readonly waiting: string[] = [];
  private readonly running = new Map<string, RunningJob>();
  private readonly starting = new Set<string>();
  private readonly mostRunning: number;
  private readonly graceMs: number;
  private closing: string | null = null;

  constructor(private readonly options: JobQueueOptions) {
    this.mostRunning = options.mostRunning ?? 1;
    this.graceMs = options.graceMs ?? 2000;
    if (options.isOnlyQueue ?? true) {
      this.markInterrupted();
    }
  }

  /** Queues a job. One that is queued or runs already is left alone. @throws JobNotFoundError */
  start(jobId: string): void {
    const { store } = this.options;
    if (isActive(store.get(jobId).status) || this.closing) {
      return;
    }
    store.clearRun(jobId);
    store.setStatus(jobId, 'queued');
    this.waiting.push(jobId);
    this.fill();
  }

  /**
   * Takes a job out of the queue or ends its run, and settles when it is `canceled`. Does nothing to
   * a job that is neither queued nor running. openEO would call a job without any file `created`
   * again, but then a client that waits for its end would wait for ever. @throws JobNotFoundError
   */
  async cancel(jobId: string): Promise<void> {
    const { store } = this.options;
    store.get(jobId);
    const place = this.waiting.indexOf(jobId);
    if (place >= 0) {
      this.waiting.splice(place, 1);
      store.setStatus(jobId, 'canceled');
      return;
    }
    while (this.starting.has(jobId)) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    await this.end(jobId);
  }

  /** Cancels a job if need be and removes it with its log and files. @throws JobNotFoundError */
  async remove(jobId: string): Promise<void> {
    await this.cancel(jobId);
    this.options.store.remove(jobId);
    await this.options.folders.removeJob(jobId);
  }

  /** @throws JobNotFoundError @throws JobLockedError while the job is queued or runs. */
  change(jobId: string, changes: JobChanges): void {
    const { status } = this.options.store.get(jobId);
    if (isActive(status)) {
      throw new JobLockedError(jobId, status);
    }
    this.options.store.change(jobId, changes);
  }

  /** Settles when nothing is queued or running. */
  async idle(): Promise<void> {
    while (this.waiting.length + this.starting.size + this.running.size > 0) {
      await Promise.race([
        ...[...this.running.values()].map(job => job.ended),
        new Promise(resolve => setTimeout(resolve, 10))
      ]);
    }
  }

  /**
   * Ends every run and empties the queue; those jobs become `error`.
   *
   * @param reason - One sentence for their logs.
   */
  async close(reason: string): Promise<void> {
    this.closing = reason;
    for (const jobId of this.waiting.splice(0)) {
      this.fail(jobId, reason);
    }
    while (this.starting.size > 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    await Promise.all([...this.running.keys()].map(jobId => this.end(jobId, CLOSING_GRACE_MS)));
  }

  private async end(jobId: string, graceMs = this.graceMs): Promise<void> {
    const job = this.running.get(jobId);
    if (!job) {
      return;
    }
    job.run.cancel();
    const timer = setTimeout(() => job.run.terminate(), graceMs);
    await job.ended;
    clearTimeout(timer);
  }

  private fill(): void {
    while (!this.closing && this.waiting.length > 0 && this.slotIsFree()) {
      const jobId = this.waiting.shift()!;
      this.starting.add(jobId);
      void this.launch(jobId);
    }
  }

  private slotIsFree(): boolean {
    return this.running.size + this.starting.size < this.mostRunning;
  }

  private async launch(jobId: string): Promise<void> {
    const { store, folders, runner, userProcesses } = this.options;
    try {
      const job = store.get(jobId);
      const outputFolder = await folders.freshResults(jobId);
      const run = runner.start(
        { process: job.process, outputFolder, userProcesses: userProcesses.list() },
        {
          log: line => store.log(jobId, line),
          progress: share => store.setProgress(jobId, share),
          result: asset => store.addResult(jobId, asset)
        }
      );
      store.setStatus(jobId, 'running');
      this.running.set(jobId, { run, ended: this.follow(job, run) });
    } catch (error) {
      if (!(error instanceof JobNotFoundError)) {
        this.fail(jobId, failureOf(error).message);
      }
    }
    this.starting.delete(jobId);
    this.fill();
  }

  private async follow(job: Job, run: Run): Promise<void> {
    const { store, folders } = this.options;
    try {
      const { usage } = await run.outcome;
      store.setUsage(job.id, usage ?? null);
      store.setProgress(job.id, 1);
      store.setStatus(job.id, 'finished');
    } catch (error) {
      const wasCancelled = error instanceof RunCancelledError;
      if (!wasCancelled || this.closing) {
        store.clearResults(job.id);
      }
      const whole = store.results(job.id).map(({ fileName }) => fileName);
      await folders.keepResults(job.id, whole);
      if (!wasCancelled) {
        const { message, code, nodeId } = failureOf(error);
        store.log(job.id, { level: 'error', message, code, nodeId });
        store.setStatus(job.id, 'error');
      } else if (this.closing) {
        this.fail(job.id, this.closing);
      } else {
        store.log(job.id, { level: 'info', message: 'The job was cancelled.' });
        store.setStatus(job.id, 'canceled');
      }
    }
    this.running.delete(job.id);
    this.fill();
  }

  private fail(jobId: string, message: string): void {
    this.options.store.log(jobId, { level: 'error', code: 'Internal', message });
    this.options.store.setStatus(jobId, 'error');
  }

  /** Jobs that an earlier process left queued or running will never end by themselves. */
  private markInterrupted(): void {
    for (const job of this.options.store.withStatus('queued', 'running')) {
      this.options.store.clearResults(job.id);
      this.options.folders.discardResults(job.id);
      this.fail(
        job.id,
        `The back-end ended while this job was ${job.status}; start the job again.`
      );
    }
  }
}
