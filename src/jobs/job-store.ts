import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { ResultAsset } from '../engine';
import { JobNotFoundError } from './errors';
import type { Job, JobChanges, JobRequest, JobStatus, JobUsage, LogEntry, LogLine } from './job';
import { severity } from './job';

interface JobRow {
  sequence: number;
  id: string;
  request: string;
  status: JobStatus;
  progress: number;
  created: string;
  updated: string;
  queued: string | null;
  started: string | null;
  usage: string | null;
}

/** One page of a list, and where the next begins. */
export interface Page<T> {
  readonly entries: T[];
  /** What to ask for to get the next page; absent on the last. */
  readonly next?: number;
}

/**
 * Jobs, their logs and what their runs left behind, in SQLite. Every call is short and synchronous,
 * and what it has written survives the end of the process.
 */
export class JobStore {
  constructor(
    private readonly database: DatabaseSync,
    private readonly now: () => Date = () => new Date()
  ) {}

  create(request: JobRequest): Job {
    const id = `j-${randomUUID().replaceAll('-', '')}`;
    const time = this.time();
    this.database
      .prepare(
        `INSERT INTO jobs (id, request, status, progress, created, updated)
         VALUES (?, ?, 'created', 0, ?, ?)`
      )
      .run(id, JSON.stringify(request), time, time);
    return this.get(id);
  }

  /** @throws JobNotFoundError */
  get(id: string): Job {
    const row = this.database.prepare('SELECT * FROM jobs WHERE id = ?').get(id);
    if (!row) {
      throw new JobNotFoundError(id);
    }
    return jobOf(row as unknown as JobRow);
  }

  /**
   * Jobs, the newest first.
   *
   * @param limit - Most jobs of the page; all when absent.
   * @param before - Only jobs with a smaller sequence: `next` of the page before.
   */
  list(limit?: number, before?: number): Page<Job> {
    const rows = this.database
      .prepare('SELECT * FROM jobs WHERE sequence < ? ORDER BY sequence DESC LIMIT ?')
      .all(before ?? Number.MAX_SAFE_INTEGER, limit === undefined ? -1 : limit + 1);
    return pageOf(rows as unknown as JobRow[], limit, row => row.sequence, jobOf);
  }

  /** Jobs in any of the given states, the oldest first. */
  withStatus(...statuses: JobStatus[]): Job[] {
    const marks = statuses.map(() => '?').join();
    const rows = this.database
      .prepare(`SELECT * FROM jobs WHERE status IN (${marks}) ORDER BY sequence`)
      .all(...statuses);
    return (rows as unknown as JobRow[]).map(jobOf);
  }

  /** @throws JobNotFoundError */
  change(id: string, changes: JobChanges): void {
    const { process, title, description, plan, budget, logLevel, additional } = this.get(id);
    const old = { process, title, description, plan, budget, logLevel, additional };
    const said = Object.entries(changes).filter(([, value]) => value !== undefined);
    const request: Record<string, unknown> = { ...old, ...Object.fromEntries(said) };
    if (changes.additional) {
      request.additional = { ...additional, ...changes.additional };
    }
    for (const key of Object.keys(request).filter(key => request[key] === null)) {
      delete request[key];
    }
    this.database
      .prepare('UPDATE jobs SET request = ?, updated = ? WHERE id = ?')
      .run(JSON.stringify(request), this.time(), id);
  }

  setStatus(id: string, status: JobStatus): void {
    const time = this.time();
    this.database
      .prepare('UPDATE jobs SET status = ?, updated = ? WHERE id = ?')
      .run(status, time, id);
    if (status === 'queued') {
      this.database
        .prepare('UPDATE jobs SET queued = ?, started = NULL WHERE id = ?')
        .run(time, id);
    } else if (status === 'running') {
      this.database.prepare('UPDATE jobs SET started = ? WHERE id = ?').run(time, id);
    }
  }

  /** @param share - 0 to 1. */
  setProgress(id: string, share: number): void {
    const percent = Math.round(Math.min(Math.max(share, 0), 1) * 1000) / 10;
    this.database
      .prepare('UPDATE jobs SET progress = ?, updated = ? WHERE id = ?')
      .run(percent, this.time(), id);
  }

  setUsage(id: string, usage: JobUsage | null): void {
    this.database
      .prepare('UPDATE jobs SET usage = ? WHERE id = ?')
      .run(usage && JSON.stringify(usage), id);
  }

  /** Removes a job with its log and the list of its results; its files are the queue's. */
  remove(id: string): void {
    this.database.prepare('DELETE FROM jobs WHERE id = ?').run(id);
  }

  /** Keeps a line of the log, unless the job asked for severer ones only. */
  log(id: string, line: LogLine): void {
    if (severity(line.level) < severity(this.get(id).logLevel)) {
      return;
    }
    this.database
      .prepare('INSERT INTO logs (job_id, severity, time, line) VALUES (?, ?, ?, ?)')
      .run(id, severity(line.level), this.time(), JSON.stringify(line));
  }

  /**
   * The log in the order it was written.
   *
   * @param after - Only entries later than the one with this id; anything that is no id is the start.
   */
  logs(
    id: string,
    options: { after?: string; level?: LogLine['level']; limit?: number } = {}
  ): Page<LogEntry> {
    const { after = '', level = 'debug', limit } = options;
    const rows = this.database
      .prepare(
        `SELECT id, time, line FROM logs WHERE job_id = ? AND id > ? AND severity >= ?
         ORDER BY id LIMIT ?`
      )
      .all(
        id,
        /^\d{1,15}$/.test(after) ? Number(after) : 0,
        severity(level),
        limit === undefined ? -1 : limit + 1
      ) as unknown as { id: number; time: string; line: string }[];
    return pageOf(
      rows,
      limit,
      row => row.id,
      row => ({ ...(JSON.parse(row.line) as LogLine), id: String(row.id), time: row.time })
    );
  }

  /** Forgets what earlier runs left, before a new one starts. */
  clearRun(id: string): void {
    this.database.prepare('DELETE FROM results WHERE job_id = ?').run(id);
    this.database.prepare('DELETE FROM logs WHERE job_id = ?').run(id);
    this.database
      .prepare('UPDATE jobs SET progress = 0, usage = NULL, updated = ? WHERE id = ?')
      .run(this.time(), id);
  }

  clearResults(id: string): void {
    this.database.prepare('DELETE FROM results WHERE job_id = ?').run(id);
  }

  /** A later result of the same file name takes the place of an earlier one. */
  addResult(id: string, asset: ResultAsset): void {
    this.database
      .prepare('INSERT OR REPLACE INTO results (job_id, file_name, asset) VALUES (?, ?, ?)')
      .run(id, asset.fileName, JSON.stringify(asset));
  }

  /** The result files of a job, by name. */
  results(id: string): ResultAsset[] {
    const rows = this.database
      .prepare('SELECT asset FROM results WHERE job_id = ? ORDER BY file_name')
      .all(id) as { asset: string }[];
    return rows.map(row => JSON.parse(row.asset) as ResultAsset);
  }

  private time(): string {
    return this.now().toISOString();
  }
}

function jobOf(row: JobRow): Job {
  const request = JSON.parse(row.request) as JobRequest;
  return {
    ...request,
    id: row.id,
    sequence: row.sequence,
    logLevel: request.logLevel ?? 'info',
    additional: request.additional ?? {},
    status: row.status,
    progress: row.progress,
    created: row.created,
    updated: row.updated,
    ...(row.queued ? { queued: row.queued } : {}),
    ...(row.started ? { started: row.started } : {}),
    ...(row.usage ? { usage: JSON.parse(row.usage) as JobUsage } : {})
  };
}

/** Cuts one row more than asked for off again: it says that there is a next page. */
function pageOf<Row, T>(
  rows: Row[],
  limit: number | undefined,
  key: (row: Row) => number,
  entry: (row: Row) => T
): Page<T> {
  const more = limit !== undefined && rows.length > limit;
  const shown = more ? rows.slice(0, limit) : rows;
  const entries = shown.map(entry);
  return more ? { entries, next: key(shown[shown.length - 1]) } : { entries };
}
