import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { CampaignBurst, CampaignRequest, CampaignStep } from '../workflow';
import { CampaignNotFoundError } from './errors';

/** What is kept of a campaign. */
export interface Campaign {
  readonly id: string;
  readonly title: string;
  readonly backend: string;
  readonly mostAtOnce: number;
  readonly createdMs: number;
  readonly isPaused: boolean;
}

/**
 * How far a burst is. `submitting` is written before a job is asked for and `submitted` when its
 * id is known: what stands at `submitting` may or may not have a job at the back-end.
 */
export type BurstState =
  'waiting' | 'submitting' | 'submitted' | 'finished' | 'failed' | 'canceled';

/** What is kept of one burst of a campaign. */
export interface KeptBurst extends CampaignBurst {
  readonly campaignId: string;
  readonly position: number;
  readonly state: BurstState;
  readonly step: CampaignStep;
  readonly preprocessingJob: string | null;
  readonly coherenceJob: string | null;
  /** Counts the jobs that were submitted in vain, from 1. */
  readonly attempt: number;
  readonly progressPercent: number | null;
  readonly message: string;
}

/** What changes of a burst. */
export type BurstChange = Partial<
  Pick<
    KeptBurst,
    | 'state'
    | 'step'
    | 'preprocessingJob'
    | 'coherenceJob'
    | 'attempt'
    | 'progressPercent'
    | 'message'
  >
>;

const TABLES = `
  CREATE TABLE IF NOT EXISTS campaigns (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    backend TEXT NOT NULL,
    most_at_once INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    is_paused INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS bursts (
    campaign_id TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    request TEXT NOT NULL,
    progress TEXT NOT NULL,
    PRIMARY KEY (campaign_id, position)
  ) STRICT;`;

const AT_FIRST: Required<BurstChange> = {
  state: 'waiting',
  step: 'preprocessing',
  preprocessingJob: null,
  coherenceJob: null,
  attempt: 1,
  progressPercent: null,
  message: ''
};

/** The campaigns of a data folder. Each change is on disk when a method returns. */
export class CampaignStore {
  constructor(private readonly database: DatabaseSync) {
    // FULL: a burst whose submission is forgotten would be submitted twice.
    database.exec(
      'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON'
    );
    database.exec(TABLES);
  }

  add(id: string, request: CampaignRequest & { readonly mostAtOnce: number }): void {
    const { database } = this;
    database.exec('BEGIN');
    try {
      database
        .prepare(
          'INSERT INTO campaigns (id, title, backend, most_at_once, created_ms, is_paused) VALUES (?, ?, ?, ?, ?, 0)'
        )
        .run(id, request.title, request.backend, request.mostAtOnce, Date.now());
      const insert = database.prepare(
        'INSERT INTO bursts (campaign_id, position, request, progress) VALUES (?, ?, ?, ?)'
      );
      request.bursts.forEach(({ parameters, epsg }, position) =>
        insert.run(id, position, JSON.stringify({ parameters, epsg }), JSON.stringify(AT_FIRST))
      );
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }

  /** The newest first. */
  list(): Campaign[] {
    return this.database
      .prepare('SELECT * FROM campaigns ORDER BY sequence DESC')
      .all()
      .map(campaignOf);
  }

  /** @throws CampaignNotFoundError */
  get(id: string): Campaign {
    const row = this.database.prepare('SELECT * FROM campaigns WHERE id = ?').get(id);
    if (!row) {
      throw new CampaignNotFoundError(id);
    }
    return campaignOf(row);
  }

  /** The bursts of a campaign in their order. */
  bursts(campaignId: string): KeptBurst[] {
    return this.database
      .prepare('SELECT * FROM bursts WHERE campaign_id = ? ORDER BY position')
      .all(campaignId)
      .map(row => ({
        campaignId,
        position: Number(row.position),
        ...(JSON.parse(String(row.request)) as CampaignBurst),
        ...(JSON.parse(String(row.progress)) as Required<BurstChange>)
      }));
  }

  /** Writes what changed of a burst, and gives it as it is then. */
  change(burst: KeptBurst, change: BurstChange): KeptBurst {
    const changed = { ...burst, ...change };
    this.database
      .prepare('UPDATE bursts SET progress = ? WHERE campaign_id = ? AND position = ?')
      .run(JSON.stringify(progressOf(changed)), burst.campaignId, burst.position);
    return changed;
  }

  pause(id: string, isPaused: boolean): void {
    this.database
      .prepare('UPDATE campaigns SET is_paused = ? WHERE id = ?')
      .run(isPaused ? 1 : 0, id);
  }

  remove(id: string): void {
    this.database.prepare('DELETE FROM campaigns WHERE id = ?').run(id);
  }
}

function campaignOf(row: Record<string, SQLOutputValue>): Campaign {
  return {
    id: String(row.id),
    title: String(row.title),
    backend: String(row.backend),
    mostAtOnce: Number(row.most_at_once),
    createdMs: Number(row.created_ms),
    isPaused: row.is_paused === 1
  };
}

function progressOf(burst: KeptBurst): Required<BurstChange> {
  const { state, step, preprocessingJob, coherenceJob, attempt, progressPercent, message } = burst;
  return { state, step, preprocessingJob, coherenceJob, attempt, progressPercent, message };
}
