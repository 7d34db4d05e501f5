import {
  failureOf,
  JobLockedError,
  JobNotFoundError,
  RunFailedError,
  TooManyRunsError,
  UserProcessNotFoundError
} from '../jobs';
import type { ErrorCode } from './error-codes';

/** A request that is refused, with openEO's code; the status follows from the code. */
export class ApiError extends Error {
  readonly _tag = 'ApiError';

  constructor(
    readonly code: ErrorCode | (string & {}),
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
    options?: { cause?: unknown }
  ) {
    super(message, options);
    this.name = 'ApiError';
  }
}

/** Anything thrown on the way to an answer, as the error that is answered. */
export function apiErrorOf(error: unknown): ApiError {
  const options = { cause: error };
  if (error instanceof ApiError) {
    return error;
  }
  if (error instanceof JobNotFoundError) {
    return new ApiError('JobNotFound', error.message, {}, options);
  }
  if (error instanceof JobLockedError) {
    return new ApiError('JobLocked', error.message, {}, options);
  }
  if (error instanceof UserProcessNotFoundError) {
    return new ApiError('ProcessGraphNotFound', error.message, {}, options);
  }
  if (error instanceof TooManyRunsError) {
    return new ApiError('InfrastructureBusy', error.message, { 'Retry-After': '5' }, options);
  }
  if (error instanceof RunFailedError) {
    return new ApiError(error.code, atNode(error.message, error.nodeId), {}, options);
  }
  return new ApiError('Internal', `Server error: ${failureOf(error).message}`, {}, options);
}

/** Names the node in a message that does not name it yet. */
export function atNode(message: string, nodeId?: string | null): string {
  return nodeId && !message.includes(`'${nodeId}'`) ? `${message} (node '${nodeId}')` : message;
}
