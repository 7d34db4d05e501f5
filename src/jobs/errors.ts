import type { JobStatus } from './job';

/** What the jobs room throws. `_tag` tells the classes apart without `instanceof`. */
export abstract class JobsError extends Error {
  abstract readonly _tag: string;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Thrown when no job has the id; the caller should list the jobs again. */
export class JobNotFoundError extends JobsError {
  readonly _tag = 'JobNotFoundError';

  constructor(readonly jobId: string) {
    super(`There is no batch job '${jobId}'.`);
  }
}

/** Thrown when a queued or running job should be changed; cancel it first. */
export class JobLockedError extends JobsError {
  readonly _tag = 'JobLockedError';

  constructor(
    readonly jobId: string,
    readonly status: JobStatus
  ) {
    super(`Batch job '${jobId}' is ${status} and cannot be changed; cancel it first.`);
  }
}

/** Thrown when no user-defined process has the id. */
export class UserProcessNotFoundError extends JobsError {
  readonly _tag = 'UserProcessNotFoundError';

  constructor(readonly processId: string) {
    super(`There is no user-defined process '${processId}'.`);
  }
}

/** Thrown when the back-end is asked for more than it runs at a time; try again later. */
export class TooManyRunsError extends JobsError {
  readonly _tag = 'TooManyRunsError';

  constructor(readonly most: number) {
    super(
      `This back-end runs ${most} synchronous requests at a time and all are taken; try again later or create a batch job.`
    );
  }
}

/** Thrown out of a run that was cancelled. */
export class RunCancelledError extends JobsError {
  readonly _tag = 'RunCancelledError';

  constructor() {
    super('The run was cancelled.');
  }
}

/** Thrown out of a run that failed: what the process said, with openEO's code and the node. */
export class RunFailedError extends JobsError {
  readonly _tag = 'RunFailedError';
  readonly code: string;
  readonly nodeId?: string;

  constructor(failure: RunFailure, options?: { cause?: unknown }) {
    super(failure.message, options);
    this.code = failure.code;
    this.nodeId = failure.nodeId;
  }
}

/** What is known of a failure, in a form that crosses threads. */
export interface RunFailure {
  readonly code: string;
  readonly message: string;
  readonly nodeId?: string;
}

/**
 * Reads a failure out of anything thrown: errors of the engine carry `code` and `nodeId`;
 * everything else is `Internal`.
 */
export function failureOf(error: unknown): RunFailure {
  const { code, nodeId } = (error ?? {}) as { code?: unknown; nodeId?: unknown };
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: typeof code === 'string' && /^[A-Z][A-Za-z]+$/.test(code) ? code : 'Internal',
    message: message || 'The process failed without a message.',
    ...(typeof nodeId === 'string' ? { nodeId } : {})
  };
}
