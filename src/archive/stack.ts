/** One date of a stack: a GeoTIFF in radar geometry of the primary. */
export interface Acquisition {
  /** Day of acquisition, YYYY-MM-DD (UTC). */
  readonly date: string;
  /** Path of the GeoTIFF. */
  readonly path: string;
}

/**
 * Acquisitions of one burst that lie on one radar grid, that of the primary.
 *
 * Each file holds, as float32, `i_<pol>` and `q_<pol>` (real and imaginary part) per polarisation
 * and then `grid_lat`, `grid_lon` (degrees, WGS 84) of every pixel; rows are azimuth lines, columns
 * slant range samples.
 */
export interface Stack {
  /** Name of its folder, and its collection id. */
  readonly id: string;
  readonly title: string | null;
  /** Relative burst id as ESA numbers them. */
  readonly burstId: number;
  readonly subSwath: string;
  readonly relativeOrbit: number;
  /** Upper case, in file order. */
  readonly polarizations: readonly string[];
  /** Day of the acquisition that the others are coregistered to, YYYY-MM-DD. */
  readonly primaryDate: string;
  readonly simulated: boolean;
  /** In order of date; at least one. */
  readonly acquisitions: readonly Acquisition[];
}

/** Bands of a stack file, in file order. */
export function stackBands(polarizations: readonly string[]): string[] {
  return [...polarizations.flatMap(pol => [`i_${pol}`, `q_${pol}`]), 'grid_lat', 'grid_lon'];
}
