import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { campaignProblem } from '../workflow';
import type { CampaignBurstProgress, CampaignProgress, CampaignRequest } from '../workflow';
import { CampaignRunner, isBetween, isUnderWay } from './campaign-runner';
import { type Campaign, CampaignStore, type KeptBurst } from './campaign-store';
import { CampaignRequestError } from './errors';
import type { CampaignBackend } from './openeo-jobs';

/** What {@link Campaigns} are opened with. */
export interface CampaignsOptions {
  /** File of the campaigns, made with its folder when it is not there, or `:memory:`. */
  readonly file: string;
  /**
   * The back-end of an id; the embedded one for an empty text.
   *
   * @throws Error when there is none of this id.
   */
  readonly backendOf: (id: string) => CampaignBackend;
  /** Told of errors that are this program's own fault. */
  readonly report: (problem: unknown) => void;
}

/** All campaigns of a data folder: what was under way goes on as soon as they are opened. */
export class Campaigns {
  private readonly database: DatabaseSync;
  private readonly store: CampaignStore;
  private readonly runners = new Map<string, CampaignRunner>();

  constructor(private readonly options: CampaignsOptions) {
    if (options.file !== ':memory:') {
      mkdirSync(dirname(options.file), { recursive: true });
    }
    this.database = new DatabaseSync(options.file);
    this.store = new CampaignStore(this.database);
  }

  /** Goes on with what an earlier process left. Call it when the back-ends can be asked. */
  open(): void {
    for (const { id } of this.store.list()) {
      if (this.store.bursts(id).some(isUnderWay)) {
        this.runnerOf(id)?.wake();
      }
    }
  }

  /** Submits nothing any more and leaves every job alone. */
  async close(): Promise<void> {
    await Promise.all([...this.runners.values()].map(runner => runner.close()));
    this.database.close();
  }

  /** Starts a campaign. @throws CampaignRequestError */
  start(request: unknown): CampaignProgress {
    const wrong = campaignProblem(request);
    if (wrong) {
      throw new CampaignRequestError(wrong);
    }
    const { title, backend, mostAtOnce, bursts } = request as CampaignRequest;
    const { usualAtOnce } = this.options.backendOf(backend);
    const id = randomBytes(4).toString('hex');
    this.store.add(id, {
      title: title.trim(),
      backend,
      mostAtOnce: mostAtOnce ?? usualAtOnce,
      bursts
    });
    this.runnerOf(id)?.wake();
    return this.get(id);
  }

  /** The newest first. */
  list(): CampaignProgress[] {
    return this.store.list().map(campaign => this.progressOf(campaign));
  }

  /** @throws CampaignNotFoundError */
  get(id: string): CampaignProgress {
    return this.progressOf(this.store.get(id));
  }

  /** Submits no further burst; those that are computed go on. @throws CampaignNotFoundError */
  pause(id: string): CampaignProgress {
    this.store.get(id);
    this.store.pause(id, true);
    return this.get(id);
  }

  /** @throws CampaignNotFoundError */
  resume(id: string): CampaignProgress {
    this.store.get(id);
    this.store.pause(id, false);
    this.runnerOf(id)?.wake();
    return this.get(id);
  }

  /** Tries the bursts again that failed or were cancelled. @throws CampaignError */
  async retry(id: string): Promise<CampaignProgress> {
    this.store.get(id);
    this.store.pause(id, false);
    await this.runnerOrThrow(id).between(async (_, bursts) => {
      for (const burst of bursts.filter(isEnded)) {
        this.store.change(burst, { state: 'waiting', progressPercent: null, message: '' });
      }
    });
    return this.get(id);
  }

  /** Cancels the jobs that are under way and submits no further ones. @throws CampaignError */
  async cancel(id: string): Promise<CampaignProgress> {
    this.store.get(id);
    await this.runnerOrThrow(id).between(async (run, bursts) => {
      for (const burst of bursts.filter(isUnderWay)) {
        await run.cancel(burst);
      }
    });
    return this.get(id);
  }

  /** Forgets a campaign. Its jobs and their results stay. @throws CampaignNotFoundError */
  async remove(id: string): Promise<void> {
    this.store.get(id);
    await this.runners.get(id)?.close();
    this.runners.delete(id);
    this.store.remove(id);
  }

  /** Null where the campaign's back-end is no longer listed. */
  private runnerOf(id: string): CampaignRunner | null {
    try {
      return this.runnerOrThrow(id);
    } catch (error) {
      this.options.report(error);
      return null;
    }
  }

  private runnerOrThrow(id: string): CampaignRunner {
    const { store } = this;
    const { backendOf, report } = this.options;
    let runner = this.runners.get(id);
    if (!runner) {
      const backend = backendOf(store.get(id).backend);
      runner = new CampaignRunner({ store, campaignId: id, backend, report });
      this.runners.set(id, runner);
    }
    return runner;
  }

  private progressOf({ isPaused, ...campaign }: Campaign): CampaignProgress {
    const bursts = this.store.bursts(campaign.id);
    const runner = this.runners.get(campaign.id);
    const isOpen = bursts.some(isUnderWay);
    const lost = 'Its back-end is no longer in the list of the settings; add it again.';
    return {
      ...campaign,
      state: !isOpen ? 'finished' : isPaused ? 'paused' : 'running',
      problem: isOpen ? (runner ? runner.problem : lost) : '',
      bursts: bursts.map(burstProgressOf)
    };
  }
}

/** Whether a burst came to its end without a result. */
function isEnded({ state }: KeptBurst): boolean {
  return state === 'failed' || state === 'canceled';
}

const SHOWN_STATE = {
  waiting: 'waiting',
  submitting: 'running',
  submitted: 'running',
  finished: 'finished',
  failed: 'failed',
  canceled: 'canceled'
} as const;

function burstProgressOf(burst: KeptBurst): CampaignBurstProgress {
  const { parameters, position, state, step, progressPercent, message } = burst;
  return {
    position,
    burstId: parameters.burstId,
    subSwath: parameters.subSwath,
    state: isBetween(burst) ? 'running' : SHOWN_STATE[state],
    step,
    jobs: { preprocessing: burst.preprocessingJob, coherence: burst.coherenceJob },
    progressPercent,
    message
  };
}
