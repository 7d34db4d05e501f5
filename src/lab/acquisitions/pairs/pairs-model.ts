import type { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import { DEFAULT_PARAMETERS, pairName } from '../../../workflow';
import type {
  BaselineAnswer,
  BaselineOfDate,
  CoherenceWindow,
  InsarParameters,
  Pair,
  Polarization
} from '../../../workflow';
import { reasonText } from '../../reason-text';
import type { DatesAndPairs } from '../choice';
import { dayOfRecord } from '../series';
import type { BurstSeries } from '../series';
import type { AskBaselines } from './baseline-source';
import { pairNetwork } from './network';
import type { NetworkPair, PairNetwork } from './network';
import { defaultSelection, selectionFromJson } from './selection';
import type { PairSelection } from './selection';
import { selectionOfForm } from './selection-of-form';
import { problemText } from './words';

const STATE_KEY = 'jupyterlab-insar:pairs';

/** Selections of so many series are kept over a reload. */
const MOST_KEPT = 20;

/** How far the baselines of the series are. */
export interface BaselineState {
  readonly status: 'idle' | 'busy' | 'done' | 'failed';
  /** Date that the baselines are measured against; null before the first answer. */
  readonly referenceDate: string | null;
  readonly byDate: ReadonlyMap<string, BaselineOfDate>;
  /** Why the request failed and what to do; empty when it did not. */
  readonly problem: string;
}

/** What a {@link PairsModel} is made of. */
export interface IPairsModelOptions {
  readonly baselines: AskBaselines;
  readonly trans: TranslationBundle;
  /** Where selections are kept over a reload; not kept without it. */
  readonly state?: IStateDB | null;
}

const NO_BASELINES: BaselineState = {
  status: 'idle',
  referenceDate: null,
  byDate: new Map(),
  problem: ''
};

/** Which dates and pairs of a series are taken, and the baselines between them. */
export class PairsModel implements DatesAndPairs, IDisposable {
  constructor(options: IPairsModelOptions) {
    this._options = options;
  }

  /** What was stored is there; a series that is shown before that waits for it. */
  async restore(): Promise<void> {
    const stored = await this._options.state?.fetch(STATE_KEY).catch(() => undefined);
    if (typeof stored === 'object' && stored !== null && !this._isDisposed) {
      for (const [key, json] of Object.entries(stored)) {
        this._stored.set(key, json);
      }
    }
  }

  get series(): BurstSeries | null {
    return this._series;
  }

  /** Null while no series is shown. */
  get selection(): PairSelection | null {
    return this._selection;
  }

  /** Null while no series is shown. */
  get network(): PairNetwork | null {
    return this._network;
  }

  get baselines(): BaselineState {
    return this._baselines;
  }

  /** The coherence window that losses are told for. */
  get window(): CoherenceWindow {
    return this._form;
  }

  /** Takes window and chosen pairs of the form; what was chosen here before stays. */
  takeForm(parameters: InsarParameters): void {
    this._form = parameters;
    if (this._series) {
      this._selection = this._selectionOf(this._series);
      this._rebuild();
    }
  }

  get dates(): readonly string[] {
    return this._network?.takenDates ?? [];
  }

  get pairs(): readonly Pair[] {
    return this._network?.pairs ?? [];
  }

  get primaryDate(): string | null {
    return this._network?.primaryDate ?? null;
  }

  get polarizations(): readonly Polarization[] {
    return this._selection?.polarizations ?? [];
  }

  get problem(): string {
    const problem = this._network?.problem ?? null;
    return problem === null ? '' : problemText(problem, this._options.trans);
  }

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
    this._asked?.abort();
    Signal.clearData(this);
  }

  /** Shows a series, as it was chosen from before where it was; null shows none. */
  show(series: BurstSeries | null): void {
    if (series === this._series) {
      return;
    }
    const isSame = series !== null && series.key === this._series?.key;
    this._series = series;
    if (!isSame) {
      this._selection = series && this._selectionOf(series);
      this._baselines = NO_BASELINES;
    }
    this._rebuild();
    if (!series?.dates.every(date => this._baselines.byDate.has(date))) {
      void this.askBaselines();
    }
  }

  update(change: Partial<PairSelection>): void {
    if (this._series && this._selection) {
      this._selection = { ...this._selection, ...change };
      this._rebuild();
      this._store(this._series.key, this._selection);
    }
  }

  /** Goes back to what is chosen of the series at first. */
  reset(): void {
    if (this._series) {
      this.update(defaultSelection(this._series));
    }
  }

  /** Excludes a date, or takes it back. */
  toggleDate(date: string): void {
    this.excludeDates([date], !this._selection?.excludedDates.includes(date));
  }

  /** Excludes these dates, or takes them back. */
  excludeDates(dates: readonly string[], isExcluded: boolean): void {
    const others = (this._selection?.excludedDates ?? []).filter(date => !dates.includes(date));
    this.update({ excludedDates: isExcluded ? [...others, ...dates].sort() : others });
  }

  /** Drops a pair, or takes it back. */
  togglePair(pair: NetworkPair): void {
    this.setPairs([pair], pair.isDropped);
  }

  /** Takes pairs of the network, or drops them. */
  setPairs(pairs: readonly NetworkPair[], isTaken: boolean): void {
    const names = new Set(pairs.map(({ name }) => name));
    const others = (this._selection?.droppedPairs ?? []).filter(pair => !names.has(pairName(pair)));
    const days = pairs.map(({ primary, secondary }) => ({ primary, secondary }));
    this.update({ droppedPairs: isTaken ? others : [...others, ...days] });
  }

  /** Takes a pair beyond those of the rule; the order of its days does not matter. */
  addPair(a: string, b: string): void {
    const [primary, secondary] = [a, b].sort();
    const name = pairName({ primary, secondary });
    const known = this._network?.candidates.find(pair => pair.name === name);
    if (known?.isDropped) {
      this.togglePair(known);
    } else if (!known && primary !== secondary) {
      const added = this._selection?.addedPairs ?? [];
      this.update({ addedPairs: [...added, { primary, secondary }] });
    }
  }

  /** Asks for the baselines of the series; never rejects, see `baselines`. */
  async askBaselines(): Promise<void> {
    this._asked?.abort();
    const series = this._series;
    if (!series) {
      return;
    }
    const abort = (this._asked = new AbortController());
    this._setBaselines({ ...this._baselines, status: 'busy', problem: '' });
    try {
      const answer = await this._answer(series, abort.signal);
      if (this._asked === abort) {
        const byDate = new Map(answer.baselines.map(baseline => [baseline.date, baseline]));
        const { referenceDate } = answer;
        this._setBaselines({ status: 'done', referenceDate, byDate, problem: '' });
      }
    } catch (error) {
      if (this._asked === abort) {
        const problem = reasonText(error);
        this._setBaselines({ ...this._baselines, status: 'failed', problem });
      }
    }
  }

  /** Against a date in the middle, or else against one whose orbit is known. */
  private async _answer(series: BurstSeries, signal: AbortSignal): Promise<BaselineAnswer> {
    const { burstId, subSwath, dates, footprint, records } = series;
    const times = records.map(record => [dayOfRecord(record), record.time] as const);
    const request = {
      burstId,
      subSwath,
      dates,
      referenceDate: dates[Math.floor(dates.length / 2)],
      times: Object.fromEntries(times),
      footprint: footprint.length > 0 ? footprint : null
    };
    const answer = await this._options.baselines(request, signal);
    const isKnown = answer.baselines.some(baseline => baseline.perpendicularBaselineM !== null);
    const other = answer.baselines.find(({ orbit }) => orbit !== null);
    return isKnown || !other
      ? answer
      : this._options.baselines({ ...request, referenceDate: other.date }, signal);
  }

  private _setBaselines(baselines: BaselineState): void {
    if (!this._isDisposed) {
      this._baselines = baselines;
      this._rebuild();
    }
  }

  /** What was chosen of a series before, else what the form holds of it, else the default. */
  private _selectionOf(series: BurstSeries): PairSelection {
    const first = selectionOfForm(series, this._form) ?? defaultSelection(series);
    return selectionFromJson(this._stored.get(series.key), first);
  }

  private _rebuild(): void {
    const { _series: series, _selection: selection } = this;
    const metres = [...this._baselines.byDate].map(
      ([date, { perpendicularBaselineM }]) => [date, perpendicularBaselineM] as const
    );
    this._network =
      series && selection && pairNetwork(series, selection, Object.fromEntries(metres));
    this._changed.emit();
  }

  private _store(key: string, selection: PairSelection): void {
    this._stored.delete(key);
    this._stored.set(key, JSON.parse(JSON.stringify(selection)));
    const kept = [...this._stored].slice(-MOST_KEPT);
    // Where the state cannot be kept, everything works until the page is left.
    void this._options.state
      ?.save(STATE_KEY, Object.fromEntries(kept) as ReadonlyPartialJSONObject)
      .catch(() => undefined);
  }

  private _series: BurstSeries | null = null;
  private _selection: PairSelection | null = null;
  private _network: PairNetwork | null = null;
  private _baselines = NO_BASELINES;
  private _form = DEFAULT_PARAMETERS;
  private _asked: AbortController | null = null;
  private _isDisposed = false;
  private readonly _stored = new Map<string, unknown>();
  private readonly _changed = new Signal<this, void>(this);
  private readonly _options: IPairsModelOptions;
}
