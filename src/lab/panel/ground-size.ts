import type { SubSwath } from '../../workflow';

/** Slant range sample of IW SLC data, in metres: c / (2 x 64.345238 MHz). */
const SLANT_RANGE_SAMPLE_M = 299792458 / (2 * 64.345238e6);

/** Azimuth line of IW SLC data on the ground, in metres: 2.0556 ms at about 6.8 km/s. */
const AZIMUTH_LINE_M = 13.97;

/** Incidence angle in the middle of each sub-swath, in degrees (Sentinel-1 product definition). */
const MIDDLE_INCIDENCE_DEG: Record<SubSwath, number> = { IW1: 33.9, IW2: 39.2, IW3: 43.9 };

/** About how large a window is on level ground, in metres. Both sizes vary by a few per cent. */
export function groundSize(
  subSwath: SubSwath,
  rangeSamples: number,
  azimuthLines: number
): { rangeM: number; azimuthM: number } {
  const incidenceRad = (MIDDLE_INCIDENCE_DEG[subSwath] * Math.PI) / 180;
  return {
    rangeM: (rangeSamples * SLANT_RANGE_SAMPLE_M) / Math.sin(incidenceRad),
    azimuthM: azimuthLines * AZIMUTH_LINE_M
  };
}
