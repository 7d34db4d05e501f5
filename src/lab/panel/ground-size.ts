import { MIDDLE_OF_SWATH, SLANT_RANGE_SAMPLE_M } from '../../workflow';
import type { SubSwath } from '../../workflow';

/** Azimuth line of IW SLC data on the ground, in metres: 2.0556 ms at about 6.8 km/s. */
const AZIMUTH_LINE_M = 13.97;

/** About how large a window is on level ground, in metres. Both sizes vary by a few per cent. */
export function groundSize(
  subSwath: SubSwath,
  rangeSamples: number,
  azimuthLines: number
): { rangeM: number; azimuthM: number } {
  const incidenceRad = (MIDDLE_OF_SWATH[subSwath].incidenceDeg * Math.PI) / 180;
  return {
    rangeM: (rangeSamples * SLANT_RANGE_SAMPLE_M) / Math.sin(incidenceRad),
    azimuthM: azimuthLines * AZIMUTH_LINE_M
  };
}
