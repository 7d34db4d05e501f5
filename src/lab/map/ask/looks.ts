import type { CoherenceWindow, RadarOrigin, SubSwath } from '../../../workflow';
import {
  coherenceCorrection,
  coherenceDeviation,
  expectedCoherence,
  nominalLooks,
  SUB_SWATHS
} from '../../../workflow';

/** How many independent looks stand behind a value of coherence. */
export interface ILooks {
  readonly window: CoherenceWindow;
  /** The sub-swath; null where the file does not say, and `least` and `most` are those of any. */
  readonly subSwath: SubSwath | null;
  readonly least: number;
  readonly most: number;
}

/** What few looks make of coherence. */
export interface IExpectation {
  /** What is read on average where there is no coherence at all, and its spread. */
  readonly floor: number;
  readonly floorDeviation: number;
  /** The coherence that a value stands for on average, and the spread of such values. */
  readonly coherence: number | null;
  readonly deviation: number | null;
}

/** With hardly more than one look any pair has a coherence near 1, and no formula helps. */
const FEWEST_LOOKS = 1.05;

/** Looks by what a file says of its window; null where it does not say. */
export function looksOf({ window, subSwath = undefined }: RadarOrigin): ILooks | null {
  if (!window) {
    return null;
  }
  const known = subSwath ? [subSwath] : SUB_SWATHS;
  const looks = known.map(each => nominalLooks(each, window));
  return {
    window,
    subSwath: subSwath ?? null,
    least: Math.min(...looks),
    most: Math.max(...looks)
  };
}

/**
 * What a value of coherence has to be taken for, with the middle of the looks (Touzi et al. 1999).
 * Null for too few looks.
 *
 * @param value - Null: only what is read where there is no coherence.
 */
export function expectationOf(looks: ILooks, value: number | null): IExpectation | null {
  const middle = (looks.least + looks.most) / 2;
  if (middle < FEWEST_LOOKS) {
    return null;
  }
  const isCoherence = value !== null && value >= 0 && value <= 1;
  const coherence = isCoherence ? coherenceCorrection(middle)(value) : null;
  return {
    floor: expectedCoherence(0, middle),
    floorDeviation: coherenceDeviation(0, middle),
    coherence,
    deviation: coherence === null ? null : coherenceDeviation(coherence, middle)
  };
}
