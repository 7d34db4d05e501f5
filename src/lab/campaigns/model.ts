import type { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { CampaignProgress } from '../../workflow';
import type { ICampaignsSource } from './source';

/** While a campaign runs and is looked at. */
const ACTIVE_MS = 2_000;
const QUIET_MS = 30_000;
const LONGEST_MS = 120_000;

/** The live list of campaigns. */
export class CampaignsModel implements IDisposable {
  constructor(readonly source: ICampaignsSource) {
    this._poll = new Poll({
      name: 'jupyterlab-insar:campaigns',
      auto: false,
      factory: () => this._read(),
      frequency: { interval: QUIET_MS, backoff: true, max: LONGEST_MS },
      standby: () => (this._isVisible ? 'when-hidden' : true)
    });
  }

  /** The newest first. */
  get campaigns(): readonly CampaignProgress[] {
    return this._campaigns;
  }

  /** Why the list could not be read last; null when it could. */
  get problem(): Error | null {
    return this._problem;
  }

  /** The list, or the problem, is another one. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Whether a job belongs to a campaign. */
  hasJob(id: string): boolean {
    return this._campaigns.some(({ bursts }) =>
      bursts.some(({ jobs }) => jobs.preprocessing === id || jobs.coherence === id)
    );
  }

  get isDisposed(): boolean {
    return this._poll.isDisposed;
  }

  dispose(): void {
    if (!this.isDisposed) {
      this._poll.dispose();
      Signal.clearData(this);
    }
  }

  /** Says whether anyone can see the list; it is read while someone can. */
  setVisible(isVisible: boolean): void {
    if (isVisible === this._isVisible || this.isDisposed) {
      return;
    }
    this._isVisible = isVisible;
    if (isVisible) {
      void this.refresh();
    }
  }

  /** Reads the list now. Never rejects: see `problem`. */
  async refresh(): Promise<void> {
    await this._poll.refresh();
    await this._poll.tick.catch(() => undefined);
  }

  private async _read(): Promise<void> {
    try {
      const campaigns = await this.source.list();
      this._take(campaigns, null);
      const isActive = campaigns.some(({ state }) => state !== 'finished');
      this._poll.frequency = {
        ...this._poll.frequency,
        interval: isActive ? ACTIVE_MS : QUIET_MS
      };
    } catch (reason) {
      this._take(this._campaigns, reason instanceof Error ? reason : new Error(String(reason)));
      throw reason;
    }
  }

  private _take(campaigns: readonly CampaignProgress[], problem: Error | null): void {
    const isSame =
      problem?.message === this._problem?.message &&
      JSON.stringify(campaigns) === JSON.stringify(this._campaigns);
    this._campaigns = campaigns;
    this._problem = problem;
    if (!isSame && !this.isDisposed) {
      this._changed.emit();
    }
  }

  private readonly _poll: Poll;
  private readonly _changed = new Signal<this, void>(this);
  private _campaigns: readonly CampaignProgress[] = [];
  private _problem: Error | null = null;
  private _isVisible = false;
}
