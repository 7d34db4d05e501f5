import { RAD_PER_DEG } from '../geometry/ellipsoid';
import { SPEED_OF_LIGHT_M_S } from '../annotation/annotation';
import type { RangePolynomial } from '../annotation/annotation';
import { stateAt } from '../geometry/range-doppler';
import { BurstTiming } from './burst-timing';
import type { BurstReference } from './slc-source';

/** Rates of a burst at one slant range. */
export interface TopsRates {
  /** Azimuth FM rate of the ground, Hz/s, negative. */
  readonly fmRateHzS: number;
  /** Doppler centroid, Hz. */
  readonly dopplerCentroidHz: number;
  /** Rate of the Doppler centroid over the focused burst, Hz/s, positive. */
  readonly centroidRateHzS: number;
  /** Azimuth time, from the middle of the burst, at which the centroid's ramp is zero. */
  readonly referenceTimeS: number;
}

/**
 * The phase ramp that TOPS leaves in a focused burst: ESA, "Definition of the TOPS SLC deramping
 * function", COPE-GSEG-EOPG-TN-14-0025. The middle of the burst is line (lines - 1) / 2, and the
 * reference time is zero at the middle sample.
 *
 * An image times exp(-i phase) has its azimuth spectrum around zero at every line and sample.
 */
export class TopsCarrier {
  readonly #steeringHzS: number;
  readonly #fmRate: RangePolynomial;
  readonly #doppler: RangePolynomial;
  readonly #middleLine: number;
  readonly #lineS: number;
  readonly #slantRangeTimeS: number;
  readonly #sampleS: number;
  readonly #middleCrossingS: number;

  constructor(reference: BurstReference) {
    const { annotation } = reference;
    const timing = new BurstTiming(reference);
    this.#middleLine = (timing.lines - 1) / 2;
    this.#lineS = annotation.azimuthTimeIntervalS;
    this.#slantRangeTimeS = annotation.slantRangeTimeS;
    this.#sampleS = 1 / annotation.rangeSamplingRateHz;
    const middleS = timing.timeS(this.#middleLine);
    const [, , , vx, vy, vz] = stateAt(timing.orbit, middleS);
    const steeringRadS = annotation.azimuthSteeringRateDegS * RAD_PER_DEG;
    this.#steeringHzS =
      ((2 * Math.hypot(vx, vy, vz) * annotation.radarFrequencyHz) / SPEED_OF_LIGHT_M_S) *
      steeringRadS;
    this.#fmRate = nearest(annotation.azimuthFmRates, middleS);
    this.#doppler = nearest(annotation.dopplerCentroids, middleS);
    this.#middleCrossingS = this.#crossingS((annotation.samplesPerBurst - 1) / 2);
  }

  /** Rates at a fractional sample. */
  ratesAt(sample: number): TopsRates {
    const tauS = this.#slantRangeTimeS + sample * this.#sampleS;
    const fmRateHzS = value(this.#fmRate, tauS);
    const dopplerCentroidHz = value(this.#doppler, tauS);
    return {
      fmRateHzS,
      dopplerCentroidHz,
      centroidRateHzS: (fmRateHzS * this.#steeringHzS) / (fmRateHzS - this.#steeringHzS),
      referenceTimeS: -dopplerCentroidHz / fmRateHzS - this.#middleCrossingS
    };
  }

  /** Azimuth time of a fractional line from the middle of the burst. */
  azimuthTimeS(line: number): number {
    return (line - this.#middleLine) * this.#lineS;
  }

  /** The ramp without the centroid's own shift: pi kt (eta - eta_ref)^2, in radians. */
  rampRad(line: number, sample: number): number {
    const { centroidRateHzS, referenceTimeS } = this.ratesAt(sample);
    const fromReferenceS = this.azimuthTimeS(line) - referenceTimeS;
    return Math.PI * centroidRateHzS * fromReferenceS * fromReferenceS;
  }

  /** The whole carrier: the ramp and 2 pi fdc (eta - eta_ref), in radians. */
  phaseRad(line: number, sample: number): number {
    const { centroidRateHzS, referenceTimeS, dopplerCentroidHz } = this.ratesAt(sample);
    const fromReferenceS = this.azimuthTimeS(line) - referenceTimeS;
    return Math.PI * fromReferenceS * (centroidRateHzS * fromReferenceS + 2 * dopplerCentroidHz);
  }

  /** -fdc / ka: when the beam's middle crosses the ground of a sample. */
  #crossingS(sample: number): number {
    const tauS = this.#slantRangeTimeS + sample * this.#sampleS;
    return -value(this.#doppler, tauS) / value(this.#fmRate, tauS);
  }
}

/** The record nearest in time. */
function nearest(records: readonly RangePolynomial[], timeS: number): RangePolynomial {
  return records.reduce((best, record) =>
    Math.abs(record.azimuthTimeS - timeS) < Math.abs(best.azimuthTimeS - timeS) ? record : best
  );
}

function value({ coefficients, t0S }: RangePolynomial, slantRangeTimeS: number): number {
  const x = slantRangeTimeS - t0S;
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
