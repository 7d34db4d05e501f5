import {
  coherenceGraph,
  datesOfPairs,
  pairsByTemporalBaseline,
  preprocessingGraph
} from '../workflow';
import type { Pair } from '../workflow';
import type { BurstChange, CampaignStore, KeptBurst } from './campaign-store';
import { BackendRefusalError, CampaignError } from './errors';
import type { JobRequest, OpeneoJobs } from './openeo-jobs';

const JOB_OF = { preprocessing: 'preprocessingJob', coherence: 'coherenceJob' } as const;
const DAY = /(\d{4})-?(\d{2})-?(\d{2})/;

/** A burst that cannot be computed as it was asked for. */
class BurstNotPossibleError extends CampaignError {
  readonly _tag = 'BurstNotPossibleError';
}

/** What moves the bursts of one campaign. */
export interface BurstRunOptions {
  readonly store: CampaignStore;
  readonly jobs: OpeneoJobs;
  /** Title of the campaign, which begins the titles of its jobs. */
  readonly title: string;
}

/**
 * Takes one burst of a campaign through its steps. Every step of it is written before and after
 * the back-end is asked, so that a process that ends anywhere in between goes on where it was: a
 * job that was asked for and never recorded is found by the mark in its title.
 */
export class BurstRun {
  constructor(private readonly options: BurstRunOptions) {}

  /**
   * Submits the job of the burst's step, finds the one that was submitted already, or starts one
   * again that ended without a result.
   *
   * @throws BackendNotReadyError when it has to be tried again.
   */
  submit(burst: KeptBurst): Promise<KeptBurst> {
    return this.orFail(burst, async () => {
      const { store, jobs } = this.options;
      if (burst[JOB_OF[burst.step]] !== null) {
        return this.startAgain(burst);
      }
      const request = await this.request(burst);
      const before = burst.state === 'submitting' ? await jobs.find(`[${markOf(burst)}]`) : null;
      const submitting =
        burst.state === 'submitting' ? burst : store.change(burst, { state: 'submitting' });
      const id = before?.id ?? (await jobs.create(request));
      const submitted = store.change(submitting, { state: 'submitted', ...jobChange(burst, id) });
      await jobs.start(id);
      return submitted;
    });
  }

  /**
   * Asks for the state of the burst's job, and goes on to the next step when it is finished.
   *
   * @param wasInterrupted - Whether an error may only mean that the back-end ended meanwhile.
   * @throws BackendNotReadyError when it has to be tried again.
   */
  follow(burst: KeptBurst, wasInterrupted: boolean): Promise<KeptBurst> {
    return this.orFail(burst, async () => {
      const { store, jobs } = this.options;
      const id = jobIdOf(burst);
      const { status, progressPercent } = await jobs.get(id);
      switch (status) {
        case 'finished':
          return burst.step === 'preprocessing'
            ? this.submit(store.change(burst, NEXT_STEP))
            : store.change(burst, { state: 'finished', progressPercent: 100 });
        case 'canceled':
          return store.change(burst, {
            state: 'canceled',
            message: 'Its job was cancelled at the back-end.'
          });
        case 'error':
          return wasInterrupted
            ? await this.startAgain(burst)
            : store.change(burst, { state: 'failed', message: await jobs.lastError(id) });
        case 'created':
          await jobs.start(id);
          return burst;
        default:
          return progressPercent === burst.progressPercent
            ? burst
            : store.change(burst, { progressPercent });
      }
    });
  }

  /** Cancels the job of a burst, if it has one. */
  async cancel(burst: KeptBurst): Promise<KeptBurst> {
    const id = burst[JOB_OF[burst.step]];
    if (id !== null && burst.state === 'submitted') {
      await this.options.jobs.cancel(id);
    }
    return this.options.store.change(burst, { state: 'canceled', message: '' });
  }

  private async startAgain(burst: KeptBurst): Promise<KeptBurst> {
    const { store, jobs } = this.options;
    const id = jobIdOf(burst);
    try {
      // The address of the stack is signed, and another one after a restart of the back-end.
      await jobs.change(id, (await this.request(burst)).process);
      await jobs.start(id);
      return store.change(burst, { state: 'submitted', progressPercent: null, message: '' });
    } catch (error) {
      if (!(error instanceof BackendRefusalError)) {
        throw error;
      }
      const attempt = burst.attempt + 1;
      return this.submit(
        store.change(burst, { state: 'waiting', attempt, ...jobChange(burst, null) })
      );
    }
  }

  private async request(burst: KeptBurst): Promise<JobRequest> {
    const { parameters, step } = burst;
    const about = `burst ${parameters.burstId}, ${parameters.subSwath}, ${step}`;
    return {
      title: `${this.options.title}: ${about} [${markOf(burst)}]`,
      description: `Part [${markOf(burst)}] of the campaign "${this.options.title}": ${about}.`,
      process: {
        process_graph:
          step === 'preprocessing'
            ? preprocessingGraph(parameters)
            : await this.coherenceGraph(burst)
      },
      options: step === 'coherence' ? parameters.jobOptions : {}
    };
  }

  private async coherenceGraph(burst: KeptBurst) {
    const { parameters, epsg, preprocessingJob } = burst;
    const { stacUrl, fileNames } = await this.options.jobs.results(String(preprocessingJob));
    const dates = fileNames.flatMap(name => {
      const day = DAY.exec(name);
      return day ? [`${day[1]}-${day[2]}-${day[3]}`] : [];
    });
    return coherenceGraph(parameters, { stacUrl, epsg, pairs: pairsOf(burst, dates) });
  }

  /** What is wrong with the burst alone is its message; what is wrong with the back-end is thrown. */
  private async orFail(burst: KeptBurst, run: () => Promise<KeptBurst>): Promise<KeptBurst> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof BackendRefusalError || error instanceof BurstNotPossibleError) {
        const { store } = this.options;
        const [now = burst] = store
          .bursts(burst.campaignId)
          .filter(({ position }) => position === burst.position);
        return store.change(now, { state: 'failed', message: error.message });
      }
      throw error;
    }
  }
}

const NEXT_STEP: BurstChange = { state: 'waiting', step: 'coherence', progressPercent: null };

/** What stands in the title of one job of a burst and nowhere else. */
function markOf({ campaignId, position, step, attempt }: KeptBurst): string {
  const name = `${campaignId}-${position + 1}-${step}`;
  return attempt > 1 ? `${name}-${attempt}` : name;
}

function jobChange({ step }: KeptBurst, id: string | null): BurstChange {
  return { [JOB_OF[step]]: id };
}

function jobIdOf(burst: KeptBurst): string {
  return String(burst[JOB_OF[burst.step]]);
}

/**
 * The pairs to compute of the dates that preprocessing gave: those that were chosen, or all that
 * are the temporal baseline apart.
 *
 * @throws BurstNotPossibleError
 */
function pairsOf({ parameters }: KeptBurst, dates: readonly string[]): readonly Pair[] {
  const { burstId, pairs: chosen, temporalBaselineDays } = parameters;
  const found = [...new Set(dates)].sort().join(', ') || 'none';
  const missing = datesOfPairs(chosen ?? []).filter(date => !dates.includes(date));
  if (missing.length > 0) {
    throw new BurstNotPossibleError(
      `Burst ${burstId} has no acquisition on ${missing.join(', ')}; there are ${found}. Choose other pairs in a new campaign.`
    );
  }
  const pairs = chosen ?? pairsByTemporalBaseline(dates, temporalBaselineDays);
  if (pairs.length === 0) {
    throw new BurstNotPossibleError(
      `No two acquisitions of burst ${burstId} are ${temporalBaselineDays} days apart; there are ${found}. Change the temporal baseline or the dates in a new campaign.`
    );
  }
  return pairs;
}
