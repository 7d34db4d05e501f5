import { UnknownOverviewsError } from '../errors';
import type { KeptOverviews, Original } from './kept';
import type { OverviewsTask } from './make';
import type { RunOverviews } from './thread';

/** How far overviews are. */
export interface OverviewsStatus {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** Share of the raster that is read, 0 to 1. */
  readonly progress: number;
  /** Why they failed. */
  readonly message?: string;
}

interface Work {
  readonly original: Original;
  readonly controller: AbortController;
  /** When each of those who want it last asked. */
  readonly watchers: Map<string, number>;
  status: OverviewsStatus;
}

/** A watcher who has not asked for this long has gone: pages that are hidden ask once a minute. */
const SILENT_MS = 150_000;
const SWEEP_MS = 15_000;

/**
 * Overviews in the making, one at a time in the order they were asked for. Each is wanted by those
 * who ask how far it is; when the last of them has left, it is stopped.
 */
export class OverviewsWorks {
  private readonly works = new Map<string, Work>();
  private turn: Promise<unknown> = Promise.resolve();
  private sweep: NodeJS.Timeout | null = null;

  constructor(
    private readonly kept: KeptOverviews,
    private readonly run: RunOverviews
  ) {}

  /** Wants overviews of a file, which are there already, on their way, or begun now. */
  async want(
    source: string,
    resampling: OverviewsTask['resampling'],
    watcher: string
  ): Promise<OverviewsStatus & { readonly sizeBytes: number }> {
    const original = await this.kept.originalOf(source, resampling);
    const { id, sizeBytes } = original;
    const isKept = (await this.kept.find(id)) !== null;
    const known = this.works.get(id);
    if (isKept || (known && known.status.state !== 'failed')) {
      known?.watchers.set(watcher, Date.now());
      return { ...(isKept ? done(id) : known!.status), sizeBytes };
    }
    const work: Work = {
      original,
      controller: new AbortController(),
      watchers: new Map([[watcher, Date.now()]]),
      status: { id, state: 'waiting', progress: 0 }
    };
    this.works.set(id, work);
    this.turn = this.turn.then(() => this.make(work));
    this.sweep ??= setInterval(() => this.leaveSilent(), SWEEP_MS).unref();
    return { ...work.status, sizeBytes };
  }

  /** @throws UnknownOverviewsError */
  async status(id: string, watcher: string): Promise<OverviewsStatus> {
    const work = this.works.get(id);
    if (work) {
      work.watchers.set(watcher, Date.now());
      return work.status;
    }
    if (await this.kept.find(id)) {
      return done(id);
    }
    throw new UnknownOverviewsError(id);
  }

  /** Whoever leaves last ends the work. */
  leave(id: string, watcher: string): void {
    const work = this.works.get(id);
    if (work?.watchers.delete(watcher) && work.watchers.size === 0) {
      this.works.delete(id);
      work.controller.abort();
    }
    if (this.works.size === 0 && this.sweep) {
      clearInterval(this.sweep);
      this.sweep = null;
    }
  }

  /** Never rejects: what goes wrong is the work's state. */
  private async make(work: Work): Promise<void> {
    const { id, source, resampling } = work.original;
    const { signal } = work.controller;
    if (signal.aborted) {
      return;
    }
    const say = (status: Partial<OverviewsStatus>) => {
      work.status = { ...work.status, ...status };
    };
    say({ state: 'running' });
    try {
      await this.kept.add(id, target =>
        this.run({ source, target, resampling }, progress => say({ progress }), signal)
      );
      say({ state: 'done', progress: 1 });
      this.works.delete(id);
    } catch (error) {
      say({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  }

  private leaveSilent(): void {
    const since = Date.now() - SILENT_MS;
    for (const [id, { watchers }] of [...this.works]) {
      for (const [watcher, atMs] of [...watchers]) {
        if (atMs < since) {
          this.leave(id, watcher);
        }
      }
    }
  }
}

function done(id: string): OverviewsStatus {
  return { id, state: 'done', progress: 1 };
}
