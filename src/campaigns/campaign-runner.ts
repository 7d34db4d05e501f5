import { BurstRun } from './burst-run';
import type { CampaignStore, KeptBurst } from './campaign-store';
import { BackendNotReadyError } from './errors';
import { type CampaignBackend, OpeneoJobs } from './openeo-jobs';

/** Longest time between two attempts at a back-end that cannot be asked. */
const MOST_WAIT_MS = 5 * 60_000;

/** What one campaign is run with. */
export interface CampaignRunnerOptions {
  readonly store: CampaignStore;
  readonly campaignId: string;
  readonly backend: CampaignBackend;
  /** Told of errors that are this program's own fault. */
  readonly report: (problem: unknown) => void;
}

/** Keeps one campaign going: as many bursts as may be computed at once, until none waits. */
export class CampaignRunner {
  /** Why it cannot go on at the moment; empty when it can. */
  problem = '';
  private timer: NodeJS.Timeout | null = null;
  private turning: Promise<void> | null = null;
  private isClosed = false;
  private failures = 0;
  /** Bursts whose jobs an earlier process left running. */
  private readonly interrupted: Set<number>;
  private readonly run: BurstRun;

  constructor(private readonly options: CampaignRunnerOptions) {
    const { store, campaignId, backend } = options;
    this.run = new BurstRun({
      store,
      jobs: new OpeneoJobs(backend),
      title: store.get(campaignId).title
    });
    this.interrupted = new Set(
      backend.endsWithThisProcess
        ? store
            .bursts(campaignId)
            .filter(isSubmitted)
            .map(({ position }) => position)
        : []
    );
  }

  /** Goes on at once. */
  wake(): void {
    this.failures = 0;
    this.schedule(0);
  }

  /** Ends without touching any job; settles when nothing is under way. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.clear();
    await this.turning;
  }

  /** Does something with bursts between two turns, so that no two things are done to one burst. */
  async between<T>(act: (run: BurstRun, bursts: KeptBurst[]) => Promise<T>): Promise<T> {
    this.clear();
    await this.turning;
    const { store, campaignId } = this.options;
    const acting = act(this.run, store.bursts(campaignId));
    this.turning = acting.then(
      () => undefined,
      () => undefined
    );
    try {
      return await acting;
    } finally {
      this.turning = null;
      this.wake();
    }
  }

  private schedule(delayMs: number): void {
    this.clear();
    if (!this.isClosed) {
      this.timer = setTimeout(() => void this.turn(), delayMs);
    }
  }

  private clear(): void {
    if (this.timer) {
      clearTimeout(this.timer);
      this.timer = null;
    }
  }

  private async turn(): Promise<void> {
    this.timer = null;
    await this.turning;
    this.turning = this.advance().catch(error => this.options.report(error));
    await this.turning;
    this.turning = null;
    if (!this.isClosed && this.hasWork()) {
      const { pollMs } = this.options.backend;
      this.schedule(Math.min(pollMs * 2 ** Math.min(this.failures, 8), MOST_WAIT_MS));
    }
  }

  /** Whether a burst is under way that a pause does not hold back. */
  private hasWork(): boolean {
    const { store, campaignId } = this.options;
    const { isPaused } = store.get(campaignId);
    return store
      .bursts(campaignId)
      .some(burst => isUnderWay(burst) && !(isPaused && isFresh(burst)));
  }

  /** Asks once for every job, and fills the free places. */
  private async advance(): Promise<void> {
    const { store, campaignId } = this.options;
    try {
      for (const burst of store.bursts(campaignId).filter(isSubmitted)) {
        const wasInterrupted = this.interrupted.has(burst.position);
        await this.run.follow(burst, wasInterrupted);
        this.interrupted.delete(burst.position);
        this.stopIfClosed();
      }
      await this.fill();
      this.problem = '';
      this.failures = 0;
    } catch (error) {
      if (error instanceof Closed) {
        return;
      }
      this.failures++;
      this.problem =
        error instanceof BackendNotReadyError
          ? error.message
          : 'The campaign met an error of this program; it is tried again. The log of the Jupyter server tells more.';
      if (!(error instanceof BackendNotReadyError)) {
        throw error;
      }
    }
  }

  private async fill(): Promise<void> {
    const { store, campaignId } = this.options;
    const { mostAtOnce, isPaused } = store.get(campaignId);
    const bursts = store.bursts(campaignId);
    // What is half way is brought to its end first, also while the campaign is paused.
    const begun = bursts.filter(burst => burst.state === 'submitting' || isBetween(burst));
    const fresh = bursts.filter(isFresh);
    let free = mostAtOnce - bursts.filter(isSubmitted).length - begun.length;
    for (const burst of [...begun, ...(isPaused ? [] : fresh)]) {
      if (!begun.includes(burst) && free-- <= 0) {
        return;
      }
      const after = await this.run.submit(burst);
      if (after.state === 'failed') {
        free++;
      }
      this.stopIfClosed();
    }
  }

  private stopIfClosed(): void {
    if (this.isClosed) {
      throw new Closed();
    }
  }
}

/** Ends a turn early. */
class Closed extends Error {}

export function isUnderWay({ state }: KeptBurst): boolean {
  return state === 'waiting' || state === 'submitting' || state === 'submitted';
}

function isSubmitted({ state }: KeptBurst): boolean {
  return state === 'submitted';
}

/** Whether nothing was asked for yet. */
function isFresh(burst: KeptBurst): boolean {
  return burst.state === 'waiting' && !isBetween(burst);
}

/** Whether preprocessing is done and coherence not yet asked for. */
export function isBetween({ state, step, coherenceJob }: KeptBurst): boolean {
  return state === 'waiting' && step === 'coherence' && coherenceJob === null;
}
