import { BurstGround, emptyGroundLine, wavelengthM } from '../../sar';
import type { SceneLine, SimulatedPass, SimulatedScene } from '../../sar';
import type { Annotation, BurstReference, ElevationGrid } from '../../sar';
import type { SimulatedDate } from './acquisitions';
import { DIGITAL_NUMBER } from './scenes';
import type { Scene, ScenePrescription } from './scenes';

/** A scene on the grid of the first date, and how much it moves. */
export interface LaidScene {
  readonly scene: Scene;
  readonly primary: BurstReference;
  readonly elevation: ElevationGrid;
  readonly seed: number;
  /** Movement away from the satellite over a repeat cycle where the scene moves most. */
  readonly movementM: number;
}

/** A scene's planes in the primary's radar geometry: `lines * samples`, row-major. */
export interface PrescribedPlanes {
  /** Over one repeat cycle, 0 to 1. */
  readonly coherence: Float32Array;
  /** Share of the movement, 0 to 1. */
  readonly movement: Float32Array;
  readonly latDeg: Float32Array;
  readonly lonDeg: Float32Array;
}

/** What the numerics simulate: the prescription as amplitudes. */
export function simulatedScene(laid: LaidScene): SimulatedScene {
  const { primary, elevation, seed, scene } = laid;
  const samples = primary.annotation.samplesPerBurst;
  let into = emptyPrescription(0);
  return {
    primary,
    elevation,
    seed,
    digitalNumber: DIGITAL_NUMBER,
    amplitude(line, amplitude) {
      into = sized(into, amplitude.length);
      scene.prescribe(line, samples, into);
      for (let i = 0; i < amplitude.length; i++) {
        amplitude[i] = into.amplitude[i] / DIGITAL_NUMBER;
      }
    }
  };
}

/**
 * The passes after the first, each changing what the one before left: over n repeat cycles the
 * coherence of one cycle to the n-th power.
 *
 * @param references - Of each date, the first date's among them.
 */
export function simulatedPasses(
  laid: LaidScene,
  dates: readonly SimulatedDate[],
  references: readonly BurstReference[]
): SimulatedPass[] {
  const { scene, primary, movementM } = laid;
  const samples = primary.annotation.samplesPerBurst;
  const radPerCycle = (4 * Math.PI * movementM) / wavelengthM(primary.annotation);
  const passes: SimulatedPass[] = [];
  let into = emptyPrescription(0);
  for (let k = 1; k < dates.length; k++) {
    const step = dates[k].cycle - dates[k - 1].cycle;
    const since = dates[k].cycle - dates[0].cycle;
    passes.push({
      reference: references[k],
      number: k,
      before: passes.at(-1),
      change(line: SceneLine, coherence: Float32Array, deformationRad: Float32Array) {
        into = sized(into, coherence.length);
        scene.prescribe(line, samples, into);
        for (let i = 0; i < coherence.length; i++) {
          coherence[i] = into.coherence[i] ** step;
          deformationRad[i] = into.movement[i] * radPerCycle * since;
        }
      }
    });
  }
  return passes;
}

/** What the scene prescribes on every pixel of the primary. */
export function prescribedPlanes({ scene, primary, elevation }: LaidScene): PrescribedPlanes {
  const { linesPerBurst: lines, samplesPerBurst: samples }: Annotation = primary.annotation;
  const burst = new BurstGround(primary, null, elevation);
  const ground = emptyGroundLine(samples);
  const into = emptyPrescription(samples);
  const plane = (): Float32Array => new Float32Array(lines * samples);
  const planes = { coherence: plane(), movement: plane(), latDeg: plane(), lonDeg: plane() };
  for (let line = 0; line < lines; line++) {
    burst.line(line, 0, samples, ground);
    scene.prescribe({ line, firstSample: 0, ground }, samples, into);
    planes.coherence.set(into.coherence, line * samples);
    planes.movement.set(into.movement, line * samples);
    planes.latDeg.set(ground.latDeg, line * samples);
    planes.lonDeg.set(ground.lonDeg, line * samples);
  }
  return planes;
}

function emptyPrescription(samples: number): ScenePrescription {
  return {
    coherence: new Float32Array(samples),
    amplitude: new Float32Array(samples),
    movement: new Float32Array(samples)
  };
}

function sized(into: ScenePrescription, samples: number): ScenePrescription {
  return into.coherence.length === samples ? into : emptyPrescription(samples);
}
