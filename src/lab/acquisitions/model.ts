import type { IStateDB } from '@jupyterlab/statedb';
import type { IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import { BURST_SOURCES } from '../../workflow';
import type { BurstSearchAnswer, BurstSearchRequest, BurstSource, LonLat } from '../../workflow';
import { reasonText } from '../reason-text';
import { DEFAULT_FIELDS, fieldsFromJson, readFields } from './search-fields';
import type { SearchFields, SearchProblem } from './search-fields';
import { seriesOf } from './series';
import type { BurstSeries } from './series';
import type { SearchBursts } from './source';

const STATE_KEY = 'jupyterlab-insar:acquisitions';

/** A search begins this long after the last change of a field. */
const SETTLE_MS = 600;

/** How far one source is. */
export interface SourceState {
  /** `idle`: not chosen, or nothing to ask it yet. */
  readonly status: 'idle' | 'busy' | 'done' | 'failed';
  /** The last answer that came; it stays in sight while the next one is on its way. */
  readonly answer: BurstSearchAnswer | null;
  /** Why the last request failed and what to do; empty when it did not. */
  readonly problem: string;
}

/** What is searched for and what was found; a new object after every change. */
export interface AcquisitionsSnapshot {
  readonly fields: SearchFields;
  readonly problems: readonly SearchProblem[];
  /** The area as a closed ring; null without one, or while it cannot be read. */
  readonly area: readonly LonLat[] | null;
  readonly sources: Readonly<Record<BurstSource, SourceState>>;
  /** By track, then by burst and sub-swath. */
  readonly series: readonly BurstSeries[];
  readonly chosen: BurstSeries | null;
  /** Keys of the series at the place that was clicked on the map; null while all are listed. */
  readonly listedKeys: readonly string[] | null;
}

/** What an {@link AcquisitionsModel} is made of. */
export interface IAcquisitionsModelOptions {
  readonly search: SearchBursts;
  /** Where area and burst are kept over a reload; not kept without it. */
  readonly state?: IStateDB | null;
  /** In milliseconds; 600 when left out. */
  readonly settleMs?: number;
}

const IDLE: SourceState = { status: 'idle', answer: null, problem: '' };

/** Which bursts there are, and which one is chosen. */
export class AcquisitionsModel implements IDisposable {
  constructor(options: IAcquisitionsModelOptions) {
    this._options = options;
    this._settled = new Debouncer(
      // What was asked for at once, by a key, is not asked for again.
      () => (this._searched === this._snapshot.fields ? undefined : this.search()),
      options.settleMs ?? SETTLE_MS
    );
    const { area, problems } = readFields(DEFAULT_FIELDS);
    this._snapshot = {
      fields: DEFAULT_FIELDS,
      problems,
      area,
      sources: { archive: IDLE, cdse: IDLE },
      series: [],
      chosen: null,
      listedKeys: null
    };
  }

  get snapshot(): AcquisitionsSnapshot {
    return this._snapshot;
  }

  /** The chosen burst with its records; null for none. */
  get chosen(): BurstSeries | null {
    return this._snapshot.chosen;
  }

  /** Whether any source is being asked. */
  get isBusy(): boolean {
    return BURST_SOURCES.some(source => this._snapshot.sources[source].status === 'busy');
  }

  /** Whether every source that is searched in has answered that no burst touches the area. */
  get isAreaEmpty(): boolean {
    const { area, fields, problems, sources } = this._snapshot;
    return (
      area !== null &&
      problems.length === 0 &&
      fields.sources.every(
        source => sources[source].status === 'done' && sources[source].answer?.records.length === 0
      )
    );
  }

  /** The snapshot is another one. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._settled.dispose();
    BURST_SOURCES.forEach(source => this._giveUp(source));
    Signal.clearData(this);
  }

  /**
   * Brings back the area and the burst of before the page was loaded, and searches again.
   *
   * @param formKey - Key of the series that the form has: chosen as soon as it is found, where none
   * was chosen before.
   */
  async restore(formKey: string | null = null): Promise<void> {
    const stored = await this._options.state?.fetch(STATE_KEY).catch(() => undefined);
    if (this._isDisposed) {
      return;
    }
    if (typeof stored === 'object' && stored !== null && !this._isTouched) {
      const { fields, chosenKey } = stored as Record<string, unknown>;
      this._chosenKey = typeof chosenKey === 'string' ? chosenKey : null;
      this._take(fieldsFromJson(fields));
    }
    this._chosenKey ??= formKey;
    await this.search();
  }

  /** What the user typed, drew or ticked. The search follows once nothing has changed for a while. */
  update(change: Partial<SearchFields>): void {
    this._isTouched = true;
    this._take({ ...this._snapshot.fields, ...change });
    this.list(null);
    this._store();
    void this._settled.invoke().catch(() => undefined);
  }

  /**
   * Asks every chosen source now, each on its own; nothing while a field is wrong. Never rejects:
   * see the snapshot's `sources`. Answers to earlier requests are dropped.
   */
  async search(): Promise<void> {
    this._searched = this._snapshot.fields;
    const { requests, problems } = readFields(this._searched);
    for (const source of BURST_SOURCES) {
      if (!requests.some(request => request.source === source)) {
        this._giveUp(source);
        // What was found stays in sight while a field is being mended.
        const { answer } = this._snapshot.sources[source];
        const kept = problems.length > 0 && answer !== null;
        this._setSource(source, kept ? { status: 'done', answer, problem: '' } : IDLE);
      }
    }
    await Promise.all(requests.map(request => this._ask(request)));
  }

  /** Asks one source again. */
  async retry(source: BurstSource): Promise<void> {
    const { requests } = readFields(this._snapshot.fields);
    await Promise.all(
      requests.filter(request => request.source === source).map(request => this._ask(request))
    );
  }

  /** Chooses a series by its key; null chooses none. */
  choose(key: string | null): void {
    this._chosenKey = key;
    this._set({ chosen: this._snapshot.series.find(series => series.key === key) ?? null });
    this._store();
  }

  /** Key of the series that the pointer or the keyboard is at; null for none. */
  get pointedKey(): string | null {
    return this._pointedKey;
  }

  /** Another series is pointed at. The snapshot stays: nothing but highlights depends on it. */
  get pointed(): ISignal<this, void> {
    return this._pointed;
  }

  /** The pointer or the keyboard is at this series; null: at none. */
  point(key: string | null): void {
    if (key !== this._pointedKey) {
      this._pointedKey = key;
      this._pointed.emit();
    }
  }

  /** Lists these series alone, such as those at one place of the map; null lists all. */
  list(keys: readonly string[] | null): void {
    this._set({ listedKeys: keys });
  }

  private _take(fields: SearchFields): void {
    const { area, problems } = readFields(fields);
    this._set({ fields, area, problems });
  }

  private async _ask(request: BurstSearchRequest): Promise<void> {
    const { source } = request;
    this._giveUp(source);
    const abort = new AbortController();
    this._asked.set(source, abort);
    this._setSource(source, { ...this._snapshot.sources[source], status: 'busy', problem: '' });
    let state: SourceState;
    try {
      const answer = await this._options.search(request, abort.signal);
      state = { status: 'done', answer, problem: '' };
    } catch (reason) {
      const problem = reasonText(reason);
      state = { status: 'failed', answer: null, problem };
    }
    if (this._asked.get(source) === abort) {
      this._asked.delete(source);
      this._setSource(source, state);
    }
  }

  private _giveUp(source: BurstSource): void {
    this._asked.get(source)?.abort();
    this._asked.delete(source);
  }

  private _setSource(source: BurstSource, state: SourceState): void {
    const before = this._snapshot.sources;
    if (before[source] === state) {
      return;
    }
    const sources = { ...before, [source]: state };
    if (before[source].answer === state.answer) {
      this._set({ sources });
      return;
    }
    const series = seriesOf(BURST_SOURCES.flatMap(name => sources[name].answer ?? []));
    const chosen = series.find(({ key }) => key === this._chosenKey) ?? null;
    // What one source adds does not take away what was listed at a place.
    const listed = this._snapshot.listedKeys?.filter(key => series.some(one => one.key === key));
    this._set({ sources, series, chosen, listedKeys: listed?.length ? listed : null });
  }

  private _set(change: Partial<AcquisitionsSnapshot>): void {
    if (!this._isDisposed) {
      this._snapshot = { ...this._snapshot, ...change };
      this._changed.emit();
    }
  }

  private _store(): void {
    const { area, startDate, endDate, polarization, sources } = this._snapshot.fields;
    const fields = { area, startDate, endDate, polarization, sources: [...sources] };
    // Where the state cannot be kept, everything works until the page is left.
    void this._options.state
      ?.save(STATE_KEY, { fields, chosenKey: this._chosenKey })
      .catch(() => undefined);
  }

  private _snapshot: AcquisitionsSnapshot;
  private _searched: SearchFields | null = null;
  private _chosenKey: string | null = null;
  private _pointedKey: string | null = null;
  private _isTouched = false;
  private _isDisposed = false;
  private readonly _asked = new Map<BurstSource, AbortController>();
  private readonly _settled: Debouncer;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _pointed = new Signal<this, void>(this);
  private readonly _options: IAcquisitionsModelOptions;
}
