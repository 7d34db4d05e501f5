import type { CoherenceWindow } from '../pair-coherence';
import type { SubSwath } from '../parameters';
import { effectiveLooks } from './effective-looks';
import type { SpeckleBand } from './effective-looks';

const MHZ = 1e6;
const RANGE_SAMPLING_HZ = 6.434523812571428e7;
const AZIMUTH_TIME_INTERVAL_S = 2.0555563e-3;

/**
 * Processed bands of the IW sub-swaths as their annotations give them; they have been the same
 * since 2014.
 */
export const SUB_SWATH_BANDS: Readonly<
  Record<SubSwath, { range: SpeckleBand; azimuth: SpeckleBand }>
> = {
  IW1: {
    range: { bandwidthHz: 56.5 * MHZ, windowCoefficient: 0.75 },
    azimuth: { bandwidthHz: 327, windowCoefficient: 0.7 }
  },
  IW2: {
    range: { bandwidthHz: 48.3 * MHZ, windowCoefficient: 0.75 },
    azimuth: { bandwidthHz: 313, windowCoefficient: 0.75 }
  },
  IW3: {
    range: { bandwidthHz: 42.8 * MHZ, windowCoefficient: 0.75 },
    azimuth: { bandwidthHz: 314, windowCoefficient: 0.75 }
  }
};

/** Independent looks of a window where no annotation is at hand, by the sub-swath. */
export function nominalLooks(subSwath: SubSwath, window: CoherenceWindow): number {
  const { range, azimuth } = SUB_SWATH_BANDS[subSwath];
  return effectiveLooks(
    {
      rangeBand: range,
      azimuthBand: azimuth,
      rangeSamplingRateHz: RANGE_SAMPLING_HZ,
      azimuthTimeIntervalS: AZIMUTH_TIME_INTERVAL_S
    },
    window
  );
}
