import type { IJobRow, JobStatus } from '../../tokens';
import { failureOf } from '../answers';
import type { IJobRequest, IJobsSource, ILogEntry, IResultFile } from '../source';

/** A job to list. */
export const row = (id: string, status: JobStatus): IJobRow => ({
  id,
  title: `Job ${id}`,
  status,
  progressPercent: null,
  createdMs: 0,
  updatedMs: 0,
  durationS: null
});

/** A log entry. */
export const entry = (id: string, level: ILogEntry['level'], message: string): ILogEntry => ({
  id,
  level,
  message,
  timeMs: null
});

/** A back-end by hand: answers what it is told to, as late as it is told to. */
export class FakeSource implements IJobsSource {
  shortestMs = 0;
  rows: IJobRow[] = [];
  entries: ILogEntry[] = [];
  files: IResultFile[] = [];
  /** Every method rejects with it. */
  down: Error | null = null;
  /** The list of results rejects with it. */
  resultsDown: Error | null = null;
  /** How late the log answers. */
  logDelayMs = 0;
  /** How often the list was asked for. */
  lists = 0;
  /** How often the log was asked for. */
  logReads = 0;

  /** The next list is this one, and comes this late. */
  answerBy(delayMs: number, rows: IJobRow[]): Promise<void> {
    return new Promise(done => {
      this._next = async () => {
        await late(delayMs);
        done();
        return rows;
      };
    });
  }

  async list(): Promise<IJobRow[]> {
    this.lists += 1;
    this._check();
    const next = this._next;
    this._next = null;
    return next ? next() : this.rows;
  }

  async request(): Promise<IJobRequest> {
    this._check();
    return { nodeCount: 2, resultCount: 1, prefixes: [] };
  }

  openLog(): () => Promise<ILogEntry[]> {
    let count = 0;
    return async () => {
      this.logReads += 1;
      this._check();
      const entries = this.entries.slice(count);
      await late(this.logDelayMs);
      count = Math.max(count, this.entries.length);
      return entries;
    };
  }

  async failure(): Promise<string | null> {
    this._check();
    return failureOf(this.entries);
  }

  async results(): Promise<IResultFile[]> {
    this._check();
    if (this.resultsDown) {
      throw this.resultsDown;
    }
    return this.files;
  }

  async start(): Promise<void> {
    this._check();
  }

  async cancel(): Promise<void> {
    this._check();
  }

  async remove(): Promise<void> {
    this._check();
  }

  private _check(): void {
    if (this.down) {
      throw this.down;
    }
  }

  private _next: (() => Promise<IJobRow[]>) | null = null;
}

const late = (delayMs: number): Promise<void> =>
  delayMs === 0 ? Promise.resolve() : new Promise(resume => setTimeout(resume, delayMs));
