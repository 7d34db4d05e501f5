import { dayNumber, dayOf } from './calendar';
import { InvalidDateError } from './errors';

/** Two acquisitions of one burst, days as YYYY-MM-DD; the primary of a pair is the earlier one. */
export interface Pair {
  readonly primary: string;
  readonly secondary: string;
}

/**
 * All pairs of acquisitions that lie exactly `temporalBaselineDays` apart, earliest first.
 *
 * @param dates - Days or RFC 3339 times of the acquisitions in any order; repeated days count once.
 * @throws InvalidDateError when one is not a day of the calendar.
 */
export function pairsByTemporalBaseline(
  dates: readonly string[],
  temporalBaselineDays: number
): Pair[] {
  const days = new Set(
    dates.map(date => {
      const day = dayNumber(date);
      if (day === null) {
        throw new InvalidDateError(date);
      }
      return day;
    })
  );
  return [...days]
    .sort((a, b) => a - b)
    .filter(day => temporalBaselineDays > 0 && days.has(day + temporalBaselineDays))
    .map(day => ({ primary: dayOf(day), secondary: dayOf(day + temporalBaselineDays) }));
}

/** Name of a pair in file names: `20240809_20240821`. */
export function pairName(pair: Pair): string {
  return `${pair.primary}_${pair.secondary}`.replaceAll('-', '');
}

/** A pair in messages: `2024-08-09 / 2024-08-21`. */
export function pairText({ primary, secondary }: Pair): string {
  return `${primary} / ${secondary}`;
}

/** The days that pairs have between them, in order, each once. */
export function datesOfPairs(pairs: readonly Pair[]): string[] {
  return [...new Set(pairs.flatMap(({ primary, secondary }) => [primary, secondary]))].sort();
}

/** Start of the names of a pair's result files: `coh_VV_20240809_20240821`. */
export function coherenceName(polarization: string, pair: Pair): string {
  return `coh_${polarization}_${pairName(pair)}`;
}
