const MS_A_DAY = 86_400_000;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Number of a day of the calendar, counted from 1970-01-01.
 *
 * @param day - YYYY-MM-DD; anything after the day (`T17:07:38Z`) is not read.
 * @returns null when there is no such day, as for 2023-02-29.
 */
export function dayNumber(day: string): number | null {
  const parts = DAY.exec(day.slice(0, 10));
  if (!parts || (day.length > 10 && day[10] !== 'T')) {
    return null;
  }
  const [year, month, date] = parts.slice(1).map(Number);
  const ms = Date.UTC(year, month - 1, date);
  return new Date(ms).toISOString().slice(0, 10) === day.slice(0, 10) ? ms / MS_A_DAY : null;
}

/** The day of the calendar, YYYY-MM-DD, of a number as `dayNumber` gives it. */
export function dayOf(number: number): string {
  return new Date(number * MS_A_DAY).toISOString().slice(0, 10);
}
