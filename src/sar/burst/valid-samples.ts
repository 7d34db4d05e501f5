import type { Burst } from '../annotation/annotation';

/**
 * First and last valid sample of each line in pairs, -1 and -2 where a line has none, with the
 * rim taken off in which a resampled value would lean on samples that are not there.
 *
 * @param rimLines - Lines taken off at both ends.
 * @param rimSamples - Samples taken off on both sides.
 */
export function validSamples(burst: Burst, rimLines = 0, rimSamples = 0): Int32Array {
  const lines = burst.firstValidSample.length;
  const limits = new Int32Array(2 * lines);
  for (let line = 0; line < lines; line++) {
    let first = 0;
    let last = Infinity;
    for (let near = line - rimLines; near <= line + rimLines; near++) {
      const isThere = near >= 0 && near < lines && burst.firstValidSample[near] >= 0;
      first = isThere ? Math.max(first, burst.firstValidSample[near]) : Infinity;
      last = isThere ? Math.min(last, burst.lastValidSample[near]) : -Infinity;
      if (!isThere) {
        break;
      }
    }
    const isEmpty = first + rimSamples > last - rimSamples;
    limits[2 * line] = isEmpty ? -1 : first + rimSamples;
    limits[2 * line + 1] = isEmpty ? -2 : last - rimSamples;
  }
  return limits;
}
