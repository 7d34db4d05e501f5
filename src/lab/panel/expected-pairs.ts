import { pairsByTemporalBaseline } from '../../workflow';
import type { InsarParameters, Pair } from '../../workflow';

/** Days between passes of one Sentinel-1 satellite over a burst; two of them halve it. */
const REPEAT_DAYS = 12;
const DAY_MS = 86_400_000;

/** Sentinel-1 has flown since 2014: more passes than this are a slip in a date. */
const MOST_PASSES = 2000;

/** What may be paired, seen from the calendar alone. */
export interface ExpectedPairs {
  /** Days on which the burst can have been acquired, when the primary date is one of them. */
  readonly dates: readonly string[];
  readonly pairs: readonly Pair[];
  /** 12, or 6 when the temporal baseline asks for both satellites. */
  readonly repeatDays: number;
}

/**
 * The pairs that come out when every pass was acquired. Which dates there really are is known only
 * when the stack has been made.
 *
 * @returns null when a date is missing or impossible, or the temporal baseline is no multiple of 6
 *   days, so that no two passes are that far apart.
 */
export function expectedPairs(
  parameters: Pick<
    InsarParameters,
    'startDate' | 'endDate' | 'primaryDate' | 'temporalBaselineDays'
  >
): ExpectedPairs | null {
  const { temporalBaselineDays: days } = parameters;
  const [start, end, primary] = [
    parameters.startDate,
    parameters.endDate,
    parameters.primaryDate
  ].map(date => Date.parse(`${date}T00:00:00Z`));
  if (!(start <= end) || Number.isNaN(primary) || !(days > 0) || days % 6 !== 0) {
    return null;
  }
  const repeatDays = days % REPEAT_DAYS === 0 ? REPEAT_DAYS : REPEAT_DAYS / 2;
  const stepMs = repeatDays * DAY_MS;
  if ((end - start) / stepMs > MOST_PASSES) {
    return null;
  }
  const dates: string[] = [];
  for (let k = Math.ceil((start - primary) / stepMs); primary + k * stepMs <= end; k++) {
    dates.push(new Date(primary + k * stepMs).toISOString().slice(0, 10));
  }
  return { dates, pairs: pairsByTemporalBaseline(dates, days), repeatDays };
}
