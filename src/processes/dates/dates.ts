import { ArgumentError } from '../../engine';

const TIME_ONLY = /^(\d{2}):(\d{2}):(\d{2})$/;
const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:?\d{2})?)?$/;

/** A date as it was written: its parts in its own time zone. */
export interface WrittenDate {
  /** Milliseconds since 1970 of the parts, taken as if they were UTC. */
  readonly localMs: number;
  readonly hasTime: boolean;
  /** As written, such as `Z` or `+02:00`. */
  readonly zone: string;
  readonly zoneMinutes: number;
}

/** @throws ArgumentError when the text is no date of RFC 3339. */
export function readDate(text: string, processId: string, parameter: string): WrittenDate {
  const match = DATE.exec(text);
  if (!match) {
    const reason = `expected a date such as 2024-08-09 or 2024-08-09T12:00:00Z, got "${text}".`;
    throw ArgumentError.invalid(processId, parameter, reason);
  }
  const [, year, month, day, hour, minute, second, fraction, zone = 'Z'] = match;
  const localMs = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
    Math.round(Number(`0.${fraction ?? 0}`) * 1000)
  );
  const sign = zone.startsWith('-') ? -1 : 1;
  const zoneMinutes = /^[zZ]$/.test(zone)
    ? 0
    : sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
  return { localMs, hasTime: hour !== undefined, zone, zoneMinutes };
}

/** Milliseconds since 1970 UTC, or since midnight for a time such as `12:00:00`. */
export function instantMs(text: string, processId: string, parameter: string): number {
  const time = TIME_ONLY.exec(text);
  if (time) {
    return ((Number(time[1]) * 60 + Number(time[2])) * 60 + Number(time[3])) * 1000;
  }
  const { localMs, zoneMinutes } = readDate(text, processId, parameter);
  return localMs - zoneMinutes * 60_000;
}

/** The date in the form that it was written in; milliseconds appear when there are any. */
export function writeDate(localMs: number, like: WrittenDate): string {
  const iso = new Date(localMs).toISOString();
  if (!like.hasTime) {
    return iso.slice(0, 10);
  }
  return (localMs % 1000 === 0 ? iso.slice(0, 19) : iso.slice(0, 23)) + like.zone;
}

/** Whole months later; a day that the month does not have becomes its last. */
export function addMonths(localMs: number, months: number): number {
  const date = new Date(localMs);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}
