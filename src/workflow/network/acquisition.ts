import { dayNumber } from '../calendar';
import { InvalidDateError } from '../errors';
import type { Pair } from '../pairs';

/** One date of a series over a burst. */
export interface AcquisitionDate {
  /** Day, YYYY-MM-DD. */
  readonly date: string;
  /**
   * Perpendicular baseline against one reference date of the series, in metres with its sign; null
   * where it is not known, which is not the same as 0.
   */
  readonly perpendicularBaselineM: number | null;
}

/**
 * The acquisitions in order of date, each day once.
 *
 * @throws InvalidDateError when one is not a day of the calendar.
 */
export function inOrder(acquisitions: readonly AcquisitionDate[]): AcquisitionDate[] {
  const byDay = new Map(
    acquisitions.map(acquisition => [dayOfAcquisition(acquisition), acquisition])
  );
  return [...byDay].sort(([a], [b]) => a - b).map(([, acquisition]) => acquisition);
}

/** Days from the first acquisition of a pair to the second. */
export function temporalBaselineDays(a: AcquisitionDate, b: AcquisitionDate): number {
  return dayOfAcquisition(b) - dayOfAcquisition(a);
}

/**
 * Perpendicular baseline of a pair in metres, second minus first, as baselines against one
 * reference give it (to about a centimetre per kilometre); null where one of them is not known.
 */
export function pairBaselineM(a: AcquisitionDate, b: AcquisitionDate): number | null {
  return a.perpendicularBaselineM === null || b.perpendicularBaselineM === null
    ? null
    : b.perpendicularBaselineM - a.perpendicularBaselineM;
}

export function pairOf(a: AcquisitionDate, b: AcquisitionDate): Pair {
  return { primary: a.date, secondary: b.date };
}

/** Day numbers of acquisitions: networks compare every two of them. */
const DAY_NUMBERS = new WeakMap<AcquisitionDate, number>();

function dayOfAcquisition(acquisition: AcquisitionDate): number {
  const known = DAY_NUMBERS.get(acquisition);
  if (known !== undefined) {
    return known;
  }
  const day = dayNumber(acquisition.date);
  if (day === null) {
    throw new InvalidDateError(acquisition.date);
  }
  DAY_NUMBERS.set(acquisition, day);
  return day;
}
