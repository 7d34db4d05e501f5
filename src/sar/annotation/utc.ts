const UTC = /^(?:UTC=)?(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d(?:\.\d+)?)Z?$/;

/**
 * Seconds from `epoch` to a UTC time as annotations and orbit files write it
 * (`2023-09-04T06:37:31.072288`, also with `UTC=` before it or `Z` after it).
 *
 * Days are counted apart from the time of day: JavaScript's dates would cut at the millisecond,
 * which is half a line.
 *
 * @param epoch - A midnight as `epochOf` gives it.
 * @returns NaN when either text is not such a time.
 */
export function secondsAfter(epoch: string, utc: string): number {
  const [day, secondOfDay] = split(utc);
  const [epochDay, epochSecond] = split(epoch);
  return (day - epochDay) * 86400 + (secondOfDay - epochSecond);
}

/** The midnight that begins the day of a UTC time. */
export function epochOf(utc: string): string {
  return `${utc.replace(/^UTC=/, '').slice(0, 10)}T00:00:00Z`;
}

/** A time after a midnight as annotations write it, to the microsecond. */
export function utcOf(epoch: string, seconds: number): string {
  const microseconds = Math.round(seconds * 1e6);
  const whole = Math.floor(microseconds / 1e6);
  const text = new Date(Date.parse(epoch) + whole * 1000).toISOString().slice(0, 19);
  return `${text}.${String(microseconds - whole * 1e6).padStart(6, '0')}`;
}

function split(utc: string): [day: number, secondOfDay: number] {
  const parts = UTC.exec(utc.trim());
  if (!parts) {
    return [NaN, NaN];
  }
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  return [Date.UTC(year, month - 1, day) / 86_400_000, hour * 3600 + minute * 60 + second];
}
