/** What the ground does to the radar signal. */
export interface GroundClass {
  /** Coherence of two acquisitions one repeat cycle apart in VV, 0 to 1. */
  readonly coherence: number;
  /** Root mean square amplitude in VV, digital numbers. */
  readonly amplitude: number;
}

/** Invented figures of the right order. */
export const GROUND = {
  meadow: { coherence: 0.6, amplitude: 50 },
  forest: { coherence: 0.25, amplitude: 60 },
  rock: { coherence: 0.85, amplitude: 90 },
  glacier: { coherence: 0.12, amplitude: 40 },
  lake: { coherence: 0, amplitude: 14 },
  river: { coherence: 0.05, amplitude: 16 },
  town: { coherence: 0.94, amplitude: 190 }
} as const satisfies Record<string, GroundClass>;
