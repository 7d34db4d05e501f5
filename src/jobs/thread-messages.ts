import type { Json, ResultAsset } from '../engine';
import type { RunFailure } from './errors';
import type { JobUsage, LogLine } from './job';
import type { RunTask } from './runner';

/** What a job's thread gets at its start. */
export interface ThreadData {
  readonly task: RunTask;
  /** One Int32: not 0 once the run is cancelled. Shared, so that a busy thread sees it too. */
  readonly cancelled: SharedArrayBuffer;
  /** What the front door hands to its own code in the thread. */
  readonly setup: Json;
}

/** What the front door answers a question of its own code in the thread with. */
export type ThreadAnswer =
  { readonly id: number; readonly value: Json } | { readonly id: number; readonly problem: string };

/** What a job's thread says. `done`, `failed` or `cancelled` is the last message. */
export type ThreadMessage =
  | { readonly kind: 'log'; readonly line: LogLine }
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'result'; readonly asset: ResultAsset }
  | { readonly kind: 'question'; readonly id: number; readonly question: Json }
  | { readonly kind: 'done'; readonly value?: Json; readonly usage: JobUsage }
  | { readonly kind: 'failed'; readonly failure: RunFailure }
  | { readonly kind: 'cancelled' };
