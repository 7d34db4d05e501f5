import type { Annotation, GeolocationPoint, LonLat } from '../../sar';
import type { LonLatRing } from '../elevation/coverage';

/**
 * Outline of a burst by the annotation's geolocation grid, which has 10 rows and 21 columns over
 * the sub-swath: near, middle and far of the first line, then far, middle and near of the last.
 * Good to some ten metres; longitudes do not jump at 180 degrees.
 */
export function burstOutline(annotation: Annotation, burstIndex: number): LonLatRing {
  const { bursts, linesPerBurst, azimuthTimeIntervalS } = annotation;
  const startS = bursts[burstIndex].azimuthTimeS;
  const endS = startS + linesPerBurst * azimuthTimeIntervalS;
  const rows = rowsOf(annotation.geolocationGrid);
  const first = placesAt(rows, startS);
  const last = placesAt(rows, endS);
  const ring = [...first, ...last.reverse()];
  const [lon0] = ring[0];
  return ring.map(([lon, lat]) => [lon + 360 * Math.round((lon0 - lon) / 360), lat]);
}

/** Rows of the grid in order of time, each in order of sample. */
function rowsOf(grid: readonly GeolocationPoint[]): GeolocationPoint[][] {
  const byLine = new Map<number, GeolocationPoint[]>();
  for (const point of grid) {
    byLine.set(point.line, [...(byLine.get(point.line) ?? []), point]);
  }
  return [...byLine.values()]
    .map(row => row.sort((a, b) => a.sample - b.sample))
    .sort((a, b) => a[0].azimuthTimeS - b[0].azimuthTimeS);
}

/** Near, middle and far place at a time; linear between rows, and beyond the outer ones. */
function placesAt(rows: readonly GeolocationPoint[][], timeS: number): LonLat[] {
  const after = rows.findIndex(row => row[0].azimuthTimeS >= timeS);
  const upper = Math.min(Math.max((after < 0 ? rows.length : after) - 1, 0), rows.length - 2);
  const [a, b] = [rows[upper], rows[upper + 1]];
  const columns = [0, Math.floor((a.length - 1) / 2), a.length - 1];
  return columns.map(column => {
    const [p, q] = [a[column], b[column]];
    const share = (timeS - p.azimuthTimeS) / (q.azimuthTimeS - p.azimuthTimeS);
    const lonStep = q.lonDeg - p.lonDeg;
    const lonDeg = p.lonDeg + share * (lonStep - 360 * Math.round(lonStep / 360));
    return [lonDeg, p.latDeg + share * (q.latDeg - p.latDeg)];
  });
}
