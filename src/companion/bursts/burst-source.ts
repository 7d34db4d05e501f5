import type { LonLatRing } from '../../archive';
import {
  type BurstRecord,
  type BurstSearchAnswer,
  type BurstSearchRequest,
  POLARIZATIONS,
  type Polarization,
  SUB_SWATHS,
  type SubSwath
} from '../../workflow';

/** A place where bursts are looked for. */
export interface BurstSource {
  /** @param signal - Ends the search when nobody waits for it any more. */
  search(request: BurstSearchRequest, signal: AbortSignal): Promise<BurstSearchAnswer>;
}

/** What the archive and the catalogue have of a burst. */
export interface FoundBurst {
  readonly burstId: number;
  readonly subSwath: string;
  readonly polarization: string;
  readonly relativeOrbit: number | null;
  readonly pass: 'ascending' | 'descending';
  /** `S1A`; empty where it is not known. */
  readonly mission: string;
  readonly azimuthTime: string;
  /** Not closed. */
  readonly outline: LonLatRing;
  readonly product: string;
}

/** A record; null for a polarisation or sub-swath that the workflow does not know. */
export function recordOf(burst: FoundBurst): BurstRecord | null {
  const { burstId, outline, product } = burst;
  const subSwath = burst.subSwath as SubSwath;
  const polarization = burst.polarization as Polarization;
  if (!SUB_SWATHS.includes(subSwath) || !POLARIZATIONS.includes(polarization)) {
    return null;
  }
  return {
    burstId,
    subSwath,
    relativeOrbit: burst.relativeOrbit ?? 0,
    direction: burst.pass,
    polarization,
    satellite: burst.mission.slice(2),
    time: burst.azimuthTime,
    footprint: [...outline, outline[0]],
    product
  };
}
