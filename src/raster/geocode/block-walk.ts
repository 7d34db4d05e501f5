import type { Window } from '../plane';
import { hasPosition } from './pixel-projector';
import type { Hits } from './quad-hits';

/** Cells that are looked for at once; each may be found in the four quads of a corner. */
export const CELLS_AT_ONCE = 4096;
/** How many times smaller or larger than the mean the quads of a calm block may be. */
const CALM_FACTOR = 4;

/** Lines in radar geometry with the positions of their pixels in degrees, row-major. */
export interface Positions {
  readonly lon: Float32Array;
  readonly lat: Float32Array;
  /** Pixels of a line. */
  readonly stride: number;
}

/** Areas of the quads of a block, in square degrees; negative where lines run the other way. */
export interface QuadAreas {
  readonly least: number;
  readonly most: number;
  readonly sign: 1 | -1;
}

/**
 * Goes from the cells of a grid to the quads that hold them, block by block of quads: a block is a
 * window of quads, counted by the pixel at their upper left. Takes a seventh of the steps of a
 * `LineSweep`, as a burst has seven times more pixels than a map of 20 m has cells, but only blocks
 * without folds can be walked: there a cell lies in one quad.
 *
 * Kernels do not keep their memory over an `await`, nor when another walk or sweep is made.
 */
export interface BlockWalk {
  /** Whether a block has no folds and gaps, and quads of similar size. */
  isCalm(block: Window): boolean;
  /**
   * Calls `use` with the cells in the quads of a calm block, each a quad by the number of its pixel.
   *
   * @param cells - The cells of the grid that are looked at.
   * @param window - What cells are numbered in.
   * @returns False when a cell could not be told; then nothing that was found counts.
   */
  eachHits(block: Window, cells: Window, window: Window, use: (hits: Hits) => void): boolean;
}

/** Areas that the quads of a calm block have, from its corners; null where these have no position. */
export function calmAreas({ lon, lat, stride }: Positions, block: Window): QuadAreas | null {
  const { x, y, width, height } = block;
  const a = y * stride + x;
  const [b, c] = [a + width, a + height * stride];
  const d = c + width;
  if (![a, b, c, d].every(i => hasPosition(lon[i], lat[i]))) {
    return null;
  }
  const doubled = (lon[d] - lon[a]) * (lat[c] - lat[b]) - (lat[d] - lat[a]) * (lon[c] - lon[b]);
  const mean = doubled / 2 / (width * height);
  const [least, most] = [mean / CALM_FACTOR, mean * CALM_FACTOR].sort((p, q) => p - q);
  return mean === 0 ? null : { least, most, sign: mean > 0 ? 1 : -1 };
}
