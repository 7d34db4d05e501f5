import { ProcessError } from '../../engine';
import type { Arguments, Call, Value } from '../../engine';
import { invalid, show } from '../arguments';

/** A left-closed interval in milliseconds since 1970; infinite where it is unbounded. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const ZONED = /(Z|[+-]\d{2}:?\d{2})$/i;

/** Milliseconds since 1970 of an RFC 3339 date or date-time, UTC where no zone is said; else null. */
export function instantMs(label: Value): number | null {
  if (typeof label !== 'string' || !INSTANT.test(label)) {
    return null;
  }
  const zoned = label.length > 10 && !ZONED.test(label) ? `${label}Z` : label;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) ? null : ms;
}

/** An instant as openEO writes it: `2023-03-19T05:50:00Z`, with fractions only where it has some. */
export function rfc3339(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

/**
 * Reads a temporal interval; null where the argument is absent or null.
 *
 * @throws ProcessError `TemporalExtentEmpty` when the end is not after the start.
 */
export function intervalArgument(args: Arguments, name: string, call: Call): Interval | null {
  const value = args[name];
  if (value === undefined || value === null) {
    return null;
  }
  if (!Array.isArray(value) || value.length !== 2) {
    throw invalid(call, name, `expected [start, end], but got ${show(value)}.`);
  }
  if (value[0] === null && value[1] === null) {
    throw invalid(call, name, 'only one of start and end may be null.');
  }
  const [startMs, endMs] = value.map((bound: Value, side) => {
    if (bound === null) {
      return side === 0 ? -Infinity : Infinity;
    }
    const ms = instantMs(bound);
    if (ms === null) {
      throw invalid(call, name, `${show(bound)} is no date such as 2023-03-19.`);
    }
    return ms;
  });
  if (!(endMs > startMs)) {
    throw new ProcessError(
      'TemporalExtentEmpty',
      `The temporal extent is empty: its end ${show(value[1])} (excluded) must be later than its start ${show(value[0])}.`
    );
  }
  return { startMs, endMs };
}

/** Whether an instant lies in a left-closed interval. */
export function within(ms: number, { startMs, endMs }: Interval): boolean {
  return ms >= startMs && ms < endMs;
}
