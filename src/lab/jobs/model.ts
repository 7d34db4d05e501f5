import { Poll } from '@lumino/polling';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { IJobRow, IJobsModel } from '../tokens';
import { LONGEST_MS, nextIntervalMs } from './interval';
import { inOrder, isActive, isEnded, sameRows } from './record';

/** What a model is made from. */
export interface IJobsModelOptions {
  /** Reads all jobs, in any order; called for the first time when someone asks. */
  readonly list: () => Promise<IJobRow[]>;
  /** Shortest time between two readings that nobody asked for, in milliseconds. */
  readonly shortestMs?: number;
}

/**
 * The live list of jobs. Nothing is read before `refresh` or `setVisible(true)`;
 * from then on it is read again and again, at the pace of `nextIntervalMs`.
 */
export class JobsModel implements IJobsModel {
  constructor(options: IJobsModelOptions) {
    this._list = options.list;
    this._shortestMs = options.shortestMs ?? 0;
    this._poll = new Poll({
      name: 'jupyterlab-insar:jobs',
      auto: false,
      factory: () => this._read(),
      frequency: { interval: 1_000, backoff: false, max: LONGEST_MS },
      standby: 'when-hidden'
    });
  }

  get jobs(): readonly IJobRow[] {
    return this._jobs;
  }

  get isActive(): boolean {
    return this._jobs.some(job => isActive(job.status));
  }

  get isReady(): boolean {
    return this._isReady;
  }

  get problem(): Error | null {
    return this._problem;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get ended(): ISignal<this, IJobRow> {
    return this._ended;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  async refresh(): Promise<void> {
    if (this._isDisposed) {
      return;
    }
    this._quietReadings = 0;
    this._firstTurn = this._turn + 1;
    // Not `refresh`, which would leave a reading alone that was asked for and has not been answered.
    await this._poll.schedule({ interval: Poll.IMMEDIATE, phase: 'refreshed' });
    await this._poll.tick.catch(() => undefined);
  }

  /** Says whether anyone can see the list. */
  setVisible(isVisible: boolean): void {
    if (isVisible === this._isVisible) {
      return;
    }
    this._isVisible = isVisible;
    if (isVisible) {
      void this.refresh();
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
    const turn = ++this._turn;
    try {
      const jobs = inOrder(await this._list());
      if (!this._isStale(turn)) {
        this._failures = 0;
        this._accept(jobs);
      }
    } catch (reason) {
      if (!this._isStale(turn)) {
        this._failures += 1;
        this._setProblem(reason instanceof Error ? reason : new Error(String(reason)));
      }
    }
    this._setPace();
  }

  /** Whether someone asked for a later reading after this one was sent. */
  private _isStale(turn: number): boolean {
    return this._isDisposed || turn < this._firstTurn;
  }

  private _accept(jobs: IJobRow[]): void {
    const before = new Map(this._jobs.map(job => [job.id, job.status]));
    const wasReady = this._isReady;
    const isSame = wasReady && this._problem === null && sameRows(this._jobs, jobs);
    this._jobs = jobs;
    this._isReady = true;
    this._problem = null;
    if (isSame) {
      this._quietReadings += 1;
      return;
    }
    this._quietReadings = 0;
    this._changed.emit();
    for (const job of wasReady ? jobs : []) {
      const status = before.get(job.id);
      if (isEnded(job.status) && (status === undefined || !isEnded(status))) {
        this._ended.emit(job);
      }
    }
  }

  private _setProblem(problem: Error): void {
    const isSame = this._problem?.message === problem.message;
    this._problem = problem;
    if (!isSame) {
      this._changed.emit();
    }
  }

  private _setPace(): void {
    this._poll.frequency = {
      ...this._poll.frequency,
      interval: Math.max(
        this._shortestMs,
        nextIntervalMs({
          isActive: this.isActive,
          isVisible: this._isVisible,
          quietReadings: this._quietReadings,
          failures: this._failures
        })
      )
    };
  }

  private readonly _shortestMs: number;
  private readonly _list: () => Promise<IJobRow[]>;
  private readonly _poll: Poll;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _ended = new Signal<this, IJobRow>(this);
  private _jobs: readonly IJobRow[] = [];
  private _isReady = false;
  private _isVisible = false;
  private _isDisposed = false;
  private _problem: Error | null = null;
  private _quietReadings = 0;
  private _failures = 0;
  /** Number of the reading sent last. */
  private _turn = 0;
  /** Answers to readings before this one are dropped. */
  private _firstTurn = 0;
}
