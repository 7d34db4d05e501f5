import { SPEED_OF_LIGHT_M_S } from '../annotation/annotation';
import { BurstMismatchError } from '../errors';
import { OrbitInterpolator } from '../geometry/orbit';
import type { BurstReference } from './slc-source';

/** The grid of one burst: fractional lines and samples to time and slant range, and back. */
export class BurstTiming {
  readonly orbit: OrbitInterpolator;
  readonly lines: number;
  readonly samples: number;
  readonly #firstLineS: number;
  readonly #lineS: number;
  readonly #nearRangeM: number;
  readonly #sampleM: number;

  /** @throws BurstMismatchError when the annotation has no such burst or the orbit another epoch. */
  constructor({ annotation, burstIndex, orbit = annotation.orbit }: BurstReference) {
    const burst = annotation.bursts[burstIndex];
    if (!burst) {
      const reason = `it holds ${annotation.bursts.length} bursts, not burst ${burstIndex + 1}`;
      throw new BurstMismatchError(annotation.source, annotation.source, reason);
    }
    if (orbit.epoch !== annotation.epoch) {
      const reason = `its times count from ${orbit.epoch}, not from ${annotation.epoch}`;
      throw new BurstMismatchError(annotation.source, orbit.source, reason);
    }
    this.orbit = new OrbitInterpolator(orbit);
    this.lines = annotation.linesPerBurst;
    this.samples = annotation.samplesPerBurst;
    this.#firstLineS = burst.azimuthTimeS;
    this.#lineS = annotation.azimuthTimeIntervalS;
    this.#nearRangeM = (SPEED_OF_LIGHT_M_S / 2) * annotation.slantRangeTimeS;
    this.#sampleM = SPEED_OF_LIGHT_M_S / 2 / annotation.rangeSamplingRateHz;
  }

  timeS(line: number): number {
    return this.#firstLineS + line * this.#lineS;
  }

  slantRangeM(sample: number): number {
    return this.#nearRangeM + sample * this.#sampleM;
  }

  line(timeS: number): number {
    return (timeS - this.#firstLineS) / this.#lineS;
  }

  sample(slantRangeM: number): number {
    return (slantRangeM - this.#nearRangeM) / this.#sampleM;
  }
}
