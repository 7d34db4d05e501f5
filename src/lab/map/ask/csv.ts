import type { IProfileStep } from './area';
import type { IFrameStatistics } from './area-series';
import type { IFrameValue, Place } from './series';

/** One place with its values. */
export interface IPointSeries {
  readonly place: Place;
  readonly values: readonly IFrameValue[];
}

type Field = string | number | null;

/** Lines of CSV (RFC 4180). */
function csv(lines: readonly (readonly Field[])[]): string {
  return lines.map(line => `${line.map(fieldText).join(',')}\r\n`).join('');
}

function fieldText(value: Field): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Series as CSV: one line for each point and raster. An empty value is no-data.
 *
 * @param isLonLat whether places are longitude and latitude; otherwise sample and line
 */
export function seriesCsv(points: readonly IPointSeries[], isLonLat: boolean): string {
  const place = isLonLat ? ['longitude', 'latitude'] : ['sample', 'line'];
  const head = ['point', ...place, 'first_date', 'second_date', 'file', 'value'];
  const lines = points.flatMap(({ place: [x, y], values }, index) =>
    values.map(({ frame: { firstDate, secondDate, file }, value }) => {
      const at = isLonLat ? [x, y] : [Math.floor(x), Math.floor(-y)];
      return [index + 1, ...at, firstDate, secondDate, file, value];
    })
  );
  return csv([head, ...lines]);
}

/** Statistics of an area as CSV: one line for each raster. */
export function areaCsv(rasters: readonly IFrameStatistics[]): string {
  const names = ['count', 'mean', 'deviation', 'least', 'median', 'most'] as const;
  const lines = rasters.map(({ frame: { firstDate, secondDate, file }, statistics }) => [
    firstDate,
    secondDate,
    file,
    ...names.map(name => statistics?.[name] ?? null)
  ]);
  return csv([['first_date', 'second_date', 'file', ...names], ...lines]);
}

/** A profile as CSV: one line for each place along it. An empty value is no-data. */
export function profileCsv(steps: readonly IProfileStep[], isMetres: boolean): string {
  const lines = steps.map(({ distance, value }) => [distance, value]);
  return csv([[isMetres ? 'distance_m' : 'distance_px', 'value'], ...lines]);
}
