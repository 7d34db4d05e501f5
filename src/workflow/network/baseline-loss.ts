import { SUB_SWATH_BANDS } from '../looks/nominal-looks';
import type { SubSwath } from '../parameters';
import {
  MIDDLE_OF_SWATH,
  SLANT_RANGE_SAMPLE_M,
  SPEED_OF_LIGHT_M_S,
  WAVELENGTH_M
} from '../sub-swath-geometry';

/**
 * Perpendicular baseline in m at which the range spectra of two acquisitions of level ground no
 * longer overlap: lambda R tan(incidence) B / c, with B the processed range bandwidth (Zebker and
 * Villasenor 1992, "Decorrelation in interferometric radar echoes", IEEE TGRS 30(5); Gatelli et
 * al. 1994, "The wavenumber shift in SAR interferometry", IEEE TGRS 32(4)).
 */
export function criticalBaselineM(subSwath: SubSwath): number {
  const { bandwidthHz } = SUB_SWATH_BANDS[subSwath].range;
  return (WAVELENGTH_M * groundRangeM(subSwath) * bandwidthHz) / SPEED_OF_LIGHT_M_S;
}

/**
 * The part of the coherence, 0 to 1, that a perpendicular baseline leaves on level ground, whatever
 * else takes some of it: the overlap of rectangular range spectra, 1 - |B| / critical baseline, and
 * what averaging over the flat-earth fringes of the window leaves, since neither flat earth nor
 * topography is removed before: |sin(pi n f) / (n sin(pi f))| over n samples, with
 * f = 2 B dr / (lambda R tan(incidence)) fringes a sample. Fringes in azimuth are far wider.
 *
 * @param baselineM - With or without its sign.
 * @param windowRangeSamples - Size of the coherence window in slant range.
 */
export function coherenceLeft(
  subSwath: SubSwath,
  baselineM: number,
  windowRangeSamples: number
): number {
  const baseline = Math.abs(baselineM);
  const overlap = Math.max(0, 1 - baseline / criticalBaselineM(subSwath));
  const fringes = (2 * baseline * SLANT_RANGE_SAMPLE_M) / (WAVELENGTH_M * groundRangeM(subSwath));
  const oneSample = windowRangeSamples * Math.sin(Math.PI * fringes);
  const averaged =
    oneSample === 0 ? 1 : Math.abs(Math.sin(Math.PI * windowRangeSamples * fringes) / oneSample);
  return overlap * averaged;
}

/** R tan(incidence) in the middle of a sub-swath, m. */
function groundRangeM(subSwath: SubSwath): number {
  const { slantRangeM, incidenceDeg } = MIDDLE_OF_SWATH[subSwath];
  return slantRangeM * Math.tan((incidenceDeg * Math.PI) / 180);
}
