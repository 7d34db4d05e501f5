import { Poll } from '@lumino/polling';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { IJobRow } from '../tokens';
import { LONGEST_MS, retryIntervalMs } from './interval';
import { isEnded } from './record';
import type { IJobRequest, IJobsSource, ILogEntry, IResultFile } from './source';

const FOLLOW_MS = 1_000;
const WAIT_MS = 5_000;

/** What details are made from. */
export interface IJobDetailsOptions {
  readonly source: IJobsSource;
  readonly row: IJobRow;
}

/** Log, request and results of one job, read for as long as someone looks at them. */
export class JobDetails implements IDisposable {
  constructor(options: IJobDetailsOptions) {
    this._source = options.source;
    this._row = options.row;
    this._nextEntries = this._source.openLog(this._row.id);
    this._poll = new Poll({
      name: `jupyterlab-insar:job-${this._row.id}`,
      factory: () => this._read(),
      frequency: { interval: FOLLOW_MS, backoff: false, max: LONGEST_MS },
      standby: 'when-hidden'
    });
  }

  /** Something below is another. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get entries(): readonly ILogEntry[] {
    return this._entries;
  }

  /** Null until known. */
  get request(): IJobRequest | null {
    return this._request;
  }

  /** Null until the job has finished. */
  get results(): readonly IResultFile[] | null {
    return this._results;
  }

  /** Why the last reading failed, or null. */
  get problem(): Error | null {
    return this._problem;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Takes the job's state from the list: an ended job is read once more, then left alone. */
  update(row: IJobRow): void {
    const before = this._row;
    this._row = row;
    if (row.status === before.status && row.updatedMs === before.updatedMs) {
      return;
    }
    if (isEnded(before.status) && !isEnded(row.status)) {
      this._entries = [];
      this._results = null;
      this._nextEntries = this._source.openLog(row.id);
    }
    void this._poll.refresh();
  }

  /** Reads now what could not be read before. */
  retry(): void {
    if (this._problem !== null) {
      void this._poll.refresh();
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._poll.dispose();
    Signal.clearData(this);
  }

  private async _read(): Promise<void> {
    const row = this._row;
    const nextEntries = this._nextEntries;
    try {
      this._request ??= await this._source.request(row.id);
      const entries = await nextEntries();
      if (this._isDisposed || nextEntries !== this._nextEntries) {
        return;
      }
      // Kept at once: the reader gives no entry a second time, whatever becomes of the results.
      const hasFresh = this._take(entries);
      const results = row.status === 'finished' ? await this._source.results(row.id) : null;
      if (this._isDisposed || nextEntries !== this._nextEntries) {
        return;
      }
      const isSame =
        this._isReady && !hasFresh && this._problem === null && !!results === !!this._results;
      this._isReady = true;
      this._results = results;
      this._problem = null;
      this._failures = 0;
      if (!isSame) {
        this._changed.emit();
      }
    } catch (reason) {
      if (this._isDisposed) {
        return;
      }
      this._failures += 1;
      this._problem = reason instanceof Error ? reason : new Error(String(reason));
      this._changed.emit();
    }
    this._setPace(row);
  }

  /** Adds entries of the log; tells whether any is new. */
  private _take(entries: readonly ILogEntry[]): boolean {
    const known = new Set(this._entries.map(entry => entry.id));
    // Two readings may overlap, and then bring the same entries.
    const fresh = entries.filter(entry => !known.has(entry.id));
    this._entries = [...this._entries, ...fresh];
    return fresh.length > 0;
  }

  private _setPace(row: IJobRow): void {
    this._poll.frequency = { ...this._poll.frequency, interval: this._intervalMs(row) };
  }

  private _intervalMs(row: IJobRow): number {
    if (this._failures > 0) {
      return retryIntervalMs(this._failures);
    }
    if (isEnded(row.status)) {
      return Poll.NEVER;
    }
    return Math.max(this._source.shortestMs, row.status === 'created' ? WAIT_MS : FOLLOW_MS);
  }

  private readonly _source: IJobsSource;
  private readonly _poll: Poll;
  private readonly _changed = new Signal<this, void>(this);
  private _row: IJobRow;
  private _nextEntries: () => Promise<ILogEntry[]>;
  private _entries: readonly ILogEntry[] = [];
  private _request: IJobRequest | null = null;
  private _results: readonly IResultFile[] | null = null;
  private _problem: Error | null = null;
  private _failures = 0;
  private _isReady = false;
  private _isDisposed = false;
}
