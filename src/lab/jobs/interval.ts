const WATCHED_MS = 1_000;
const UNWATCHED_MS = 5_000;
const QUIET_GROWTH = 1.5;
const FAILED_MS = 5_000;
const FAILED_GROWTH = 2;

/** Longest time between two readings of the list. */
export const LONGEST_MS = 60_000;

/** What decides how soon the list is read again. */
export interface IPace {
  /** A job is queued or running. */
  readonly isActive: boolean;
  /** The list can be seen. */
  readonly isVisible: boolean;
  /** Readings without any change since something last happened. */
  readonly quietReadings: number;
  /** Readings in a row that failed, the last included. */
  readonly failures: number;
}

/** Milliseconds until the next attempt: 5 s after the first failure, twice as long after each, at most a minute. */
export function retryIntervalMs(failures: number): number {
  return Math.min(LONGEST_MS, FAILED_MS * FAILED_GROWTH ** (failures - 1));
}

/**
 * Milliseconds until the next reading: 1 s for a job that is watched, 5 s for one that is not, and
 * without a job from 1 s after something happened up to a minute when all is quiet. After a failure
 * as `retryIntervalMs` says.
 */
export function nextIntervalMs({ isActive, isVisible, quietReadings, failures }: IPace): number {
  if (failures > 0) {
    return retryIntervalMs(failures);
  }
  if (isActive) {
    return isVisible ? WATCHED_MS : UNWATCHED_MS;
  }
  return Math.round(Math.min(LONGEST_MS, WATCHED_MS * QUIET_GROWTH ** quietReadings));
}
