import { lonLatOf } from './relief';
import type { ScenePlace } from './relief';

/** Coherences over one repeat cycle, in rows of two from south-west to north-east. */
const COHERENCES = [0, 0.3, 0.5, 0.7, 0.9, 1] as const;
const COLUMNS = 2;
const SIDE_KM = 0.65;
/** South edge; the columns lie on both sides of the valley's axis, on its flat floor. */
const SOUTH_KM = -2.7;

/** A square of the test chart. */
export interface ChartSquare {
  readonly coherence: number;
  /** Middle of the square, degrees. */
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly sideM: number;
}

/** Coherence of the square of the test chart at a place; null beside the chart. */
export function chartCoherence({ acrossKm, northKm }: ScenePlace): number | null {
  const column = Math.floor(acrossKm / SIDE_KM) + COLUMNS / 2;
  const row = Math.floor((northKm - SOUTH_KM) / SIDE_KM);
  const isBeside = column < 0 || column >= COLUMNS || row < 0;
  return isBeside ? null : (COHERENCES[row * COLUMNS + column] ?? null);
}

/** Six squares of known coherence, for measuring what an estimate makes of it. */
export const CHART: readonly ChartSquare[] = COHERENCES.map((coherence, k) => {
  const acrossKm = ((k % COLUMNS) + 0.5 - COLUMNS / 2) * SIDE_KM;
  const northKm = SOUTH_KM + (Math.floor(k / COLUMNS) + 0.5) * SIDE_KM;
  const [lonDeg, latDeg] = lonLatOf(acrossKm, northKm);
  return { coherence, lonDeg, latDeg, sideM: 1000 * SIDE_KM };
});
