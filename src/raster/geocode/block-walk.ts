import type { Plane, Window } from '../plane';
import type { Hits } from './quad-hits';

/** Cells that are looked for at once; each may be found in the four quads of a corner. */
export const CELLS_AT_ONCE = 4096;

/** Lines in radar geometry as they were read: whole blocks of quads. Planes are row-major. */
export interface SarLines {
  readonly read: Window;
  /** Degrees. */
  readonly lon: Plane;
  readonly lat: Plane;
  readonly values: readonly Plane[];
}

/** A block of quads and the cells of a grid that it may hold. */
export interface Block {
  /** Counted by the pixel at their upper left, from the first one that was read. */
  readonly quads: Window;
  readonly cells: Window;
  /** See `BlockScan.signs`. */
  readonly sign: number;
}

/**
 * Goes from the cells of a grid to the quads that hold them, block by block of quads. Takes a seventh
 * of the steps of a `LineSweep`, as a burst has seven times more pixels than a map of 20 m has cells,
 * but only blocks without folds can be walked: there a cell lies in one quad.
 *
 * Kernels do not keep their memory over an `await`, nor when another walk or sweep is made.
 */
export interface BlockWalk {
  /**
   * Calls `use` with the cells in the quads of a calm block, each quad by the number of its pixel in the
   * planes that were read.
   *
   * @param window - What cells are numbered in.
   * @returns False when a cell could not be told; then nothing that was found counts.
   */
  eachHits(block: Block, window: Window, use: (hits: Hits) => void): boolean;
  /** Bilinear values of a plane at the hits that `use` was called with. */
  valuesAt(hits: Hits, plane: number): Plane;
}
