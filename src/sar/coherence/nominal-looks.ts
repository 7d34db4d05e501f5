import { effectiveLooks } from './effective-looks';
import type { CoherenceWindow } from './effective-looks';

const MHZ = 1e6;
const RANGE_SAMPLING_HZ = 6.434523812571428e7;
const AZIMUTH_TIME_INTERVAL_S = 2.0555563e-3;

/**
 * Processed bands of the IW sub-swaths as their annotations give them; they have been the same
 * since 2014. Bandwidth in Hz and coefficient of the Hamming window.
 */
const BANDS: { readonly [subSwath: string]: readonly [range: number[], azimuth: number[]] } = {
  IW1: [
    [56.5 * MHZ, 0.75],
    [327, 0.7]
  ],
  IW2: [
    [48.3 * MHZ, 0.75],
    [313, 0.75]
  ],
  IW3: [
    [42.8 * MHZ, 0.75],
    [314, 0.75]
  ]
};

/**
 * Independent looks of a window where no annotation is at hand, by the sub-swath.
 *
 * @throws RangeError for a name that is no IW sub-swath.
 */
export function nominalLooks(subSwath: string, window: CoherenceWindow): number {
  if (!Object.hasOwn(BANDS, subSwath)) {
    throw new RangeError(`"${subSwath}" is no sub-swath: expected IW1, IW2 or IW3.`);
  }
  const [rangeBand, azimuthBand] = BANDS[subSwath].map(([bandwidthHz, windowCoefficient]) => ({
    bandwidthHz,
    windowCoefficient
  }));
  return effectiveLooks(
    {
      rangeBand,
      azimuthBand,
      rangeSamplingRateHz: RANGE_SAMPLING_HZ,
      azimuthTimeIntervalS: AZIMUTH_TIME_INTERVAL_S
    },
    window
  );
}
