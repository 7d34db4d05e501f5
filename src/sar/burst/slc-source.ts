import type { Annotation } from '../annotation/annotation';
import type { Orbit } from '../geometry/orbit';

/** Lines of one burst of a single-look complex image, as its measurement file holds them. */
export interface SlcSource {
  /** File, for messages. */
  readonly source: string;
  readonly lines: number;
  readonly samples: number;
  /**
   * Lines of the burst, row-major: `count * samples` pairs of real and imaginary part.
   * Samples outside the annotation's valid samples may hold anything.
   *
   * @param first - First line, from 0 at the burst's first.
   */
  readLines(first: number, count: number): Promise<Int16Array>;
}

/** Which burst of which sub-swath, with the orbit to use: what the geometry of a burst needs. */
export interface BurstReference {
  readonly annotation: Annotation;
  /** Place in the annotation's list of bursts, from 0. */
  readonly burstIndex: number;
  /** A precise orbit with the annotation's epoch; the annotation's own is taken without it. */
  readonly orbit?: Orbit;
}

/** A burst and its samples. */
export interface SlcBurst {
  readonly reference: BurstReference;
  readonly slc: SlcSource;
}
