import type { IFrameValue, Place } from './series';

/** One place with its values. */
export interface IPointSeries {
  readonly place: Place;
  readonly values: readonly IFrameValue[];
}

/** A field of a CSV line (RFC 4180). */
function field(value: string | number | null): string {
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
  const lines = [['point', ...place, 'first_date', 'second_date', 'file', 'value'].join(',')];
  points.forEach(({ place: [x, y], values }, index) => {
    for (const { frame, value } of values) {
      const at = isLonLat ? [x, y] : [Math.floor(x), Math.floor(-y)];
      const { firstDate, secondDate, file } = frame;
      lines.push([index + 1, ...at, firstDate, secondDate, file, value].map(field).join(','));
    }
  });
  return `${lines.join('\r\n')}\r\n`;
}
