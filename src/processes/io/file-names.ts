import { instantMs, rfc3339 } from '../cubes/instants';

const DEFAULT_PREFIX = 'openEO';

/**
 * File names of the dates of a cube, as GeoPySpark back-ends give them: `openEO_2023-03-19Z.tif`.
 * Dates on the same day keep their time, `openEO_2023-03-19T055000Z.tif`; a cube without dates is
 * `openEO.tif`. A prefix takes the place of `openEO`.
 */
export function fileNames(
  dates: readonly (string | null)[],
  prefix: string | null,
  extension: string
): string[] {
  const start = prefix ?? DEFAULT_PREFIX;
  const days = dates.map(date => (date === null ? '' : dayOf(date)));
  return dates.map((date, i) => {
    if (date === null) {
      return `${start}.${extension}`;
    }
    const alone = days.filter(day => day === days[i]).length === 1;
    return `${start}_${alone ? days[i] : timeOf(date)}.${extension}`;
  });
}

function dayOf(date: string): string {
  const ms = instantMs(date);
  return ms === null ? safe(date) : `${rfc3339(ms).slice(0, 10)}Z`;
}

function timeOf(date: string): string {
  const ms = instantMs(date);
  return ms === null ? safe(date) : rfc3339(ms).replaceAll(':', '');
}

/** A label as part of a file name. */
export function safe(label: string): string {
  return label.replace(/[^\w.-]+/g, '_');
}
