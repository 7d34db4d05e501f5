import type { Annotation, Burst, GeolocationPoint } from '../../sar';
import type { LonLat, LonLatRing } from '../elevation/coverage';

/**
 * Outline of a burst's valid samples by the annotation's geolocation grid, which has 10 rows and 21
 * columns over the sub-swath: near, middle and far of the first line, then far, middle and near of
 * the last. Good to some ten metres; longitudes do not jump at 180 degrees.
 */
export function burstOutline(annotation: Annotation, burstIndex: number): LonLatRing {
  const burst = annotation.bursts[burstIndex];
  const { firstLine, lastLine, nearSample, farSample } = validExtent(burst, annotation);
  const samples = [nearSample, (nearSample + farSample) / 2, farSample];
  const rows = rowsOf(annotation.geolocationGrid);
  const placesOf = (line: number) =>
    placesAt(rows, burst.azimuthTimeS + line * annotation.azimuthTimeIntervalS, samples);
  const ring = [...placesOf(firstLine), ...placesOf(lastLine + 1).reverse()];
  const [lon0] = ring[0];
  return ring.map(([lon, lat]) => [lon + 360 * Math.round((lon0 - lon) / 360), lat]);
}

/** The lines and samples that hold data; all of them where the annotation marks none. */
function validExtent(
  { firstValidSample, lastValidSample }: Burst,
  { linesPerBurst, samplesPerBurst }: Annotation
) {
  const valid = [...firstValidSample].flatMap((sample, line) => (sample >= 0 ? [line] : []));
  if (valid.length === 0) {
    return { firstLine: 0, lastLine: linesPerBurst - 1, nearSample: 0, farSample: samplesPerBurst };
  }
  return {
    firstLine: valid[0],
    lastLine: valid[valid.length - 1],
    nearSample: Math.min(...valid.map(line => firstValidSample[line])),
    farSample: Math.max(...lastValidSample) + 1
  };
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

/** Places of some samples at a time; linear between rows, and beyond the outer ones. */
function placesAt(
  rows: readonly GeolocationPoint[][],
  timeS: number,
  samples: readonly number[]
): LonLat[] {
  const [a, b] = around(rows, row => row[0].azimuthTimeS, timeS);
  return samples.map(sample => {
    const [first, second] = [a, b].map(row => {
      const [p, q] = around(row, point => point.sample, sample);
      const share = (sample - p.sample) / (q.sample - p.sample);
      return { timeS: p.azimuthTimeS, place: between(p, q, share) };
    });
    const share = (timeS - first.timeS) / (second.timeS - first.timeS);
    const [p, q] = [first, second].map(({ place: [lonDeg, latDeg] }) => ({ lonDeg, latDeg }));
    return between(p, q, share);
  });
}

interface Place {
  readonly lonDeg: number;
  readonly latDeg: number;
}

function between(p: Place, q: Place, share: number): LonLat {
  const lonStep = q.lonDeg - p.lonDeg;
  const lonDeg = p.lonDeg + share * (lonStep - 360 * Math.round(lonStep / 360));
  return [lonDeg, p.latDeg + share * (q.latDeg - p.latDeg)];
}

/** The two neighbours of a value in a rising list; the outer two for one beyond it. */
function around<T>(list: readonly T[], valueOf: (item: T) => number, value: number): [T, T] {
  const after = list.findIndex(item => valueOf(item) >= value);
  const upper = Math.min(Math.max((after < 0 ? list.length : after) - 1, 0), list.length - 2);
  return [list[upper], list[upper + 1]];
}
