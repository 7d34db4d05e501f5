import { BurstGround, emptyGroundLine, wavelengthM } from '../../sar';
import type {
  Annotation,
  BurstReference,
  ElevationGrid,
  SceneLine,
  SimulatedPass,
  SimulatedScene
} from '../../sar';
import type { SimulatedDate } from './acquisitions';
import { DIGITAL_NUMBER } from './scenes';
import type { Scene, ScenePrescription } from './scenes';

/** Pixels whose prescription is kept from pass to pass, 12 bytes each. */
const MOST_KEPT_PIXELS = 4_000_000;

/** A scene on the grid of the first date, and how much it moves. */
export interface LaidScene {
  readonly scene: Scene;
  readonly primary: BurstReference;
  readonly elevation: ElevationGrid;
  readonly seed: number;
  /** Movement away from the satellite over a repeat cycle where the scene moves most. */
  readonly movementM: number;
  /** The same for all polarisations. */
  readonly prescribed: PrescribedLines;
}

/** A scene's planes in the primary's radar geometry: `lines * samples`, row-major. */
export interface PrescribedPlanes {
  /** Over one repeat cycle in VV, 0 to 1. */
  readonly coherence: Float32Array;
  /** Share of the movement, 0 to 1. */
  readonly movement: Float32Array;
  readonly latDeg: Float32Array;
  readonly lonDeg: Float32Array;
}

/**
 * What a scene prescribes on the lines of the primary. Every pass asks for every line, those before
 * it included, so lines of a small burst are kept.
 */
export class PrescribedLines {
  readonly #kept = new Map<number, ScenePrescription>();
  readonly #keeps: boolean;

  constructor(
    private readonly scene: Scene,
    private readonly annotation: Annotation
  ) {
    this.#keeps = annotation.linesPerBurst * annotation.samplesPerBurst <= MOST_KEPT_PIXELS;
  }

  /** @param place - Whole lines of scatterers, of one width for a line. */
  of(place: SceneLine): ScenePrescription {
    const known = this.#kept.get(place.line);
    if (known !== undefined) {
      return known;
    }
    const into = emptyPrescription(place.ground.latDeg.length);
    this.scene.prescribe(place, this.annotation.samplesPerBurst, into);
    if (this.#keeps) {
      this.#kept.set(place.line, into);
    }
    return into;
  }
}

/** What is left in a polarisation of what is prescribed for VV. */
export function shareOf({ shareInVH }: Scene, polarization: string): Scene['shareInVH'] {
  return polarization === 'VH' ? shareInVH : { coherence: 1, amplitude: 1 };
}

/** What the numerics simulate: the prescription as amplitudes. */
export function simulatedScene(laid: LaidScene): SimulatedScene {
  const { primary, elevation, seed, scene, prescribed } = laid;
  const share = shareOf(scene, primary.annotation.polarization).amplitude / DIGITAL_NUMBER;
  return {
    primary,
    elevation,
    seed,
    digitalNumber: DIGITAL_NUMBER,
    amplitude(line, amplitude) {
      const there = prescribed.of(line).amplitude;
      for (let i = 0; i < amplitude.length; i++) {
        amplitude[i] = share * there[i];
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
  const { scene, primary, movementM, prescribed } = laid;
  const share = shareOf(scene, primary.annotation.polarization).coherence;
  const radPerCycle = (4 * Math.PI * movementM) / wavelengthM(primary.annotation);
  const passes: SimulatedPass[] = [];
  for (let k = 1; k < dates.length; k++) {
    const step = dates[k].cycle - dates[k - 1].cycle;
    const since = dates[k].cycle - dates[0].cycle;
    passes.push({
      reference: references[k],
      number: k,
      before: passes.at(-1),
      change(line: SceneLine, coherence: Float32Array, deformationRad: Float32Array) {
        const there = prescribed.of(line);
        for (let i = 0; i < coherence.length; i++) {
          coherence[i] = (share * there.coherence[i]) ** step;
          deformationRad[i] = there.movement[i] * radPerCycle * since;
        }
      }
    });
  }
  return passes;
}

/** What the scene prescribes on every pixel of the primary. */
export function prescribedPlanes({ scene, primary, elevation }: LaidScene): PrescribedPlanes {
  const { linesPerBurst: lines, samplesPerBurst: samples } = primary.annotation;
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
