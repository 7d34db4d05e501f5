import type { Annotation, Burst } from '../annotation/annotation';

/** Sentinel-1 Level-1 Detailed Algorithm Definition, equations 9-89 to 9-91, for IW. */
const BURST_CYCLE_S = 2.758273;
const PREAMBLE_S = 2.299849;
const ORBIT_PERIOD_S = (12 * 86400) / 175;
/** Scan cycles in the 12 days after which the ids begin anew. */
const CYCLES_PER_REPEAT = Math.floor((12 * 86400) / BURST_CYCLE_S);

/** From the start of sensing in a sub-swath to the middle of IW2's burst in the same cycle. */
const TO_MIDDLE_OF_IW2_S: Record<string, number> = { IW1: 1.371, IW2: 0.539, IW3: -0.539 };

/** Absolute orbit number of each satellite's first relative orbit, less one. */
const FIRST_ORBIT: Record<string, number> = { S1A: 73, S1B: 27, S1C: 172 };

/**
 * Relative orbit, 1 to 175.
 *
 * @returns null for a satellite whose count is not known.
 */
export function relativeOrbit(mission: string, absoluteOrbit: number): number | null {
  const first = FIRST_ORBIT[mission];
  return first === undefined ? null : ((((absoluteOrbit - first) % 175) + 175) % 175) + 1;
}

/** What the formula of the burst id needs of a product. */
export interface BurstSensing {
  readonly subSwath: string;
  /** Relative orbit at the start of the product. */
  readonly relativeOrbit: number;
  /** Start of sensing of the burst and crossing of the equator, seconds after the same epoch. */
  readonly sensingTimeS: number;
  readonly ascendingNodeTimeS: number;
  /** Whether the product runs on into the next relative orbit, as its manifest says. */
  readonly crossesNode: boolean;
}

/**
 * ESA's burst id by formula. The bursts of the three sub-swaths of one scan cycle share it.
 *
 * Time counts on from the node of the product's first orbit in a product that crosses the next
 * node. A product that begins after that node may still name the node before: then a whole orbit
 * is too much.
 *
 * @throws RangeError for a sub-swath other than IW1, IW2 and IW3.
 */
export function burstIdByFormula(sensing: BurstSensing): number {
  const toMiddle = TO_MIDDLE_OF_IW2_S[sensing.subSwath];
  if (toMiddle === undefined) {
    throw new RangeError(`Burst ids are known for IW1, IW2 and IW3, not ${sensing.subSwath}.`);
  }
  const middleS = sensing.sensingTimeS + toMiddle - sensing.ascendingNodeTimeS;
  const cycleStartS = middleS - TO_MIDDLE_OF_IW2_S.IW1;
  const nodeIsOld = cycleStartS > ORBIT_PERIOD_S && !sensing.crossesNode;
  const sinceNodeS = nodeIsOld ? middleS - ORBIT_PERIOD_S : middleS;
  const sinceFirstS = sinceNodeS + (sensing.relativeOrbit - 1) * ORBIT_PERIOD_S;
  const cycle = Math.floor((sinceFirstS - PREAMBLE_S) / BURST_CYCLE_S);
  return 1 + (((cycle % CYCLES_PER_REPEAT) + CYCLES_PER_REPEAT) % CYCLES_PER_REPEAT);
}

/**
 * ESA's burst id of a burst: its tag where the processor wrote one (IPF 3.40 and later), else the
 * formula.
 *
 * @param crossesNode - Whether the manifest names another relative orbit at the product's end.
 * @returns null when there is no tag and the satellite's count of orbits is not known.
 */
export function burstId(annotation: Annotation, burst: Burst, crossesNode = false): number | null {
  if (burst.taggedId !== null) {
    return burst.taggedId;
  }
  const orbit = relativeOrbit(annotation.mission, annotation.absoluteOrbit);
  return orbit === null
    ? null
    : burstIdByFormula({
        subSwath: annotation.subSwath,
        relativeOrbit: orbit,
        sensingTimeS: burst.sensingTimeS,
        ascendingNodeTimeS: annotation.ascendingNodeTimeS,
        crossesNode
      });
}
