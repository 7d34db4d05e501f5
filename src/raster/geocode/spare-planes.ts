import type { Plane } from '../plane';

/**
 * Planes that a read gave and nobody uses any more, for the next read of a sweep: new ones for every
 * read of a burst would cost as much time as the sweep itself.
 */
export class SparePlanes {
  #planes: readonly Plane[] = [];

  /** Gives planes back. */
  put(planes: readonly Plane[]): void {
    this.#planes = planes;
  }

  /** Planes of `cells` cells, as far as there are some that are large enough. */
  take(cells: number): readonly Plane[] {
    const large = this.#planes.every(plane => plane.length >= cells);
    const planes = large ? this.#planes.map(plane => plane.subarray(0, cells)) : [];
    this.#planes = [];
    return planes;
  }
}
