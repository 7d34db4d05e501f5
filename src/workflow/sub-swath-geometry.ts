import type { SubSwath } from './parameters';

/** Speed of light in vacuum, m/s. */
export const SPEED_OF_LIGHT_M_S = 299792458;

/** Radar wavelength of Sentinel-1, m: 5.405 GHz. */
export const WAVELENGTH_M = 0.0554658;

/** Slant range sample of IW SLC data, m: c / (2 x 64.345238 MHz). */
export const SLANT_RANGE_SAMPLE_M = SPEED_OF_LIGHT_M_S / (2 * 64.345238e6);

/**
 * Slant range and incidence angle in the middle of each sub-swath, as annotations of IW1 and IW2
 * give them; IW3 from the product definition's angle and the orbit height of the other two. They
 * vary by about a per cent along the orbit.
 */
export const MIDDLE_OF_SWATH: Readonly<
  Record<SubSwath, { readonly slantRangeM: number; readonly incidenceDeg: number }>
> = {
  IW1: { slantRangeM: 826_500, incidenceDeg: 34.2 },
  IW2: { slantRangeM: 877_300, incidenceDeg: 39.5 },
  IW3: { slantRangeM: 930_000, incidenceDeg: 43.9 }
};
