import type { ResultAsset } from './result-asset';

export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

/** Raised into running work by the one who cancels it; `engine` knows no `AbortSignal`. */
export interface Cancellation {
  readonly cancelled: boolean;
  /** @throws CancelledError once the work has been cancelled. */
  throwIfCancelled(): void;
}

/**
 * What a process may ask of the run it is part of.
 *
 * @typeParam Services - What the processes of a back-end need beyond the engine (bytes, stacks).
 */
export interface RunContext<Services = unknown> {
  readonly services: Services;
  readonly cancellation: Cancellation;
  /** Writes to the log of the job; `nodeId` is the process node that speaks, when there is one. */
  log(level: LogLevel, message: string, nodeId?: string): void;
  /** Share of the work that is done, 0 to 1. */
  progress(share: number): void;
  /** Announces a finished result file. */
  addResult(asset: ResultAsset): void;
}
