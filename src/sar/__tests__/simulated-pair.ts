import { cropRange, simulatePrimary, simulateSecondary } from '..';
import type {
  Annotation,
  BurstReference,
  ElevationGrid,
  SimulatedPass,
  SimulatedScene,
  SlcBlock,
  SlcBurst
} from '..';

export const STRIPS = [0, 0.3, 0.5, 0.7, 0.9, 1] as const;
export const STRIP_SAMPLES = 192;
export const SAMPLES = STRIPS.length * STRIP_SAMPLES;
const FIRST_SAMPLE = 10000;
/** Of a line of sight before the deformation that is prescribed. */
const BUMP_RAD = 8;

/** A pair over real relief with six strips of coherence and a bump of movement. */
export interface SimulatedPair {
  readonly primary: SlcBurst;
  readonly secondary: SlcBurst;
  readonly elevation: ElevationGrid;
}

/** The movement that is prescribed at a pixel: a bump over all strips, in rad. */
export function deformationRad(line: number, sample: number): number {
  const along = (line - 700) / 300;
  const across = (sample - 600) / 350;
  return BUMP_RAD * Math.exp(-along * along - across * across);
}

/** A burst of the middle of the swath, its orbit and the time of its lines as given. */
export function croppedBurst(
  annotation: Annotation,
  lineShift = 0,
  orbit = annotation.orbit
): BurstReference {
  const cropped = cropRange(annotation, FIRST_SAMPLE, SAMPLES);
  const [burst, ...others] = cropped.bursts;
  const azimuthTimeS = burst.azimuthTimeS + lineShift * annotation.azimuthTimeIntervalS;
  return {
    annotation: { ...cropped, bursts: [{ ...burst, azimuthTimeS }, ...others] },
    burstIndex: 0,
    orbit
  };
}

export async function simulatePair(
  primary: BurstReference,
  secondary: BurstReference,
  elevation: ElevationGrid
): Promise<SimulatedPair> {
  const scene: SimulatedScene = { primary, elevation, seed: 11 };
  const pass: SimulatedPass = {
    reference: secondary,
    number: 1,
    change({ line, firstSample }, coherence, deformation) {
      for (let i = 0; i < coherence.length; i++) {
        const sample = firstSample + i;
        const strip = Math.floor(sample / STRIP_SAMPLES);
        coherence[i] = STRIPS[Math.max(0, Math.min(STRIPS.length - 1, strip))];
        deformation[i] = deformationRad(line, sample);
      }
    }
  };
  return {
    primary: await held(primary, simulatePrimary(scene)),
    secondary: await held(secondary, simulateSecondary(scene, pass)),
    elevation
  };
}

/** A burst whose lines are kept in memory. */
async function held(
  reference: BurstReference,
  blocks: AsyncGenerator<SlcBlock, void>
): Promise<SlcBurst> {
  const { linesPerBurst: lines, samplesPerBurst: samples } = reference.annotation;
  const data = new Int16Array(2 * lines * samples);
  for await (const block of blocks) {
    data.set(block.data, 2 * samples * block.firstLine);
  }
  return {
    reference,
    slc: {
      source: 'simulated',
      lines,
      samples,
      readLines: async (first, count) =>
        data.subarray(2 * samples * first, 2 * samples * (first + count))
    }
  };
}
