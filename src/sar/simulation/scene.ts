import type { BurstReference } from '../burst/slc-source';
import type { ElevationGrid } from '../geometry/elevation';
import type { GroundLine } from '../geometry/ground-line';

/** A line of the primary's grid for which a scene is asked what is there. */
export interface SceneLine {
  /** Line of the primary burst; a few lines before and behind it are asked for too. */
  readonly line: number;
  /** Sample that index 0 of all arrays is; negative before the burst's first. */
  readonly firstSample: number;
  /** Where the pixels lie; NaN where there is no elevation. */
  readonly ground: GroundLine;
}

/** Ground that bursts are simulated over. */
export interface SimulatedScene {
  /** The burst whose grid the scatterers lie on. */
  readonly primary: BurstReference;
  readonly elevation: ElevationGrid;
  /** Equal seeds give equal bursts. */
  readonly seed: number;
  /**
   * Fills the amplitude of the pixels, the root of their backscatter; 1 is the mean amplitude of
   * `digitalNumber`. 1 everywhere without it.
   */
  amplitude?(line: SceneLine, amplitude: Float32Array): void;
  /** Root mean square of the magnitude at amplitude 1, in digital numbers; 60 by default. */
  readonly digitalNumber?: number;
}

/** A second pass over the scene. */
export interface SimulatedPass {
  readonly reference: BurstReference;
  /** Tells passes of one scene apart: each has a change of its own, from 1. */
  readonly number: number;
  /**
   * The pass whose scatterers this one finds and changes; the primary's without it. Coherences of
   * passes that follow one another multiply.
   */
  readonly before?: SimulatedPass;
  /**
   * Fills the coherence with the pass before, 0 to 1, and the phase that movement since the primary
   * adds to primary times conj(secondary): 4 pi / lambda times the change of range.
   */
  change(line: SceneLine, coherence: Float32Array, deformationRad: Float32Array): void;
}

/** Lines of a simulated burst. */
export interface SlcBlock {
  /** Line of the burst that the block begins with. */
  readonly firstLine: number;
  readonly lines: number;
  /** `lines * samples` pairs of real and imaginary part, row-major; zero where not valid. */
  readonly data: Int16Array;
}
