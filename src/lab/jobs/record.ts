import type { IJobRow, JobStatus } from '../tokens';

/** A job as `GET /jobs` lists it, as far as it is shown. */
export interface IJobRecord {
  readonly id: string;
  readonly title?: string | null;
  readonly status?: string | null;
  readonly progress?: number | null;
  readonly created?: string | null;
  readonly updated?: string | null;
  readonly usage?: { readonly duration?: { readonly value?: number; readonly unit?: string } };
}

const STATUSES: readonly string[] = [
  'created',
  'queued',
  'running',
  'canceled',
  'finished',
  'error'
] satisfies JobStatus[];

/** Whether the back-end has such a job in hand. */
export function isActive(status: JobStatus): boolean {
  return status === 'queued' || status === 'running';
}

/** Whether nothing more happens to such a job by itself. */
export function isEnded(status: JobStatus): boolean {
  return status === 'finished' || status === 'error' || status === 'canceled';
}

function timeMs(text: string | null | undefined): number | null {
  const ms = text ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? null : ms;
}

function durationS(duration: NonNullable<IJobRecord['usage']>['duration']): number | null {
  const isSeconds = duration?.unit === 'seconds' && typeof duration.value === 'number';
  return isSeconds ? (duration.value ?? null) : null;
}

/** What is shown of a job; an unknown status counts as `created`. */
export function rowOf(record: IJobRecord): IJobRow {
  const createdMs = timeMs(record.created) ?? 0;
  const progress = record.progress;
  return {
    id: record.id,
    title: record.title?.trim() || record.id,
    status: (STATUSES.includes(record.status ?? '') ? record.status : 'created') as JobStatus,
    progressPercent:
      typeof progress === 'number' && Number.isFinite(progress)
        ? Math.min(100, Math.max(0, progress))
        : null,
    createdMs,
    updatedMs: timeMs(record.updated) ?? createdMs,
    durationS: durationS(record.usage?.duration)
  };
}

const rank = (status: JobStatus): number =>
  status === 'running' ? 0 : status === 'queued' ? 1 : 2;

/** Running first, then queued, then the newest first. */
export function inOrder(rows: readonly IJobRow[]): IJobRow[] {
  return [...rows].sort(
    (a, b) => rank(a.status) - rank(b.status) || b.createdMs - a.createdMs || (a.id < b.id ? -1 : 1)
  );
}

/** Whether two lists show the same. */
export function sameRows(a: readonly IJobRow[], b: readonly IJobRow[]): boolean {
  return a.length === b.length && a.every((row, i) => sameRow(row, b[i]));
}

function sameRow(a: IJobRow, b: IJobRow): boolean {
  return (
    a.id === b.id &&
    a.title === b.title &&
    a.status === b.status &&
    a.progressPercent === b.progressPercent &&
    a.updatedMs === b.updatedMs &&
    a.durationS === b.durationS
  );
}
