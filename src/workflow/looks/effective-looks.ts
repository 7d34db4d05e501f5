import type { CoherenceWindow } from '../pair-coherence';

const STEPS = 2048;

/** The band that focusing keeps of a spectrum, with its Hamming window. */
export interface SpeckleBand {
  readonly bandwidthHz: number;
  /** alpha in alpha + (1 - alpha) cos(2 pi f / bandwidth). */
  readonly windowCoefficient: number;
}

/** What decides how far neighbouring samples of an SLC are independent. */
export interface SpeckleSampling {
  readonly rangeBand: SpeckleBand;
  readonly azimuthBand: SpeckleBand;
  readonly rangeSamplingRateHz: number;
  readonly azimuthTimeIntervalS: number;
}

/**
 * Independent looks among `count` neighbouring samples along one axis. Neighbours are correlated,
 * for the band is narrower than the sampling rate: N^2 / (N + 2 sum (N - k) |rho(k)|^2) with rho
 * the autocorrelation of the window's power spectrum.
 *
 * @param samplingHz - Sampling rate of that axis.
 */
export function looksAlong(band: SpeckleBand, samplingHz: number, count: number): number {
  let sum = count;
  for (let lag = 1; lag < count; lag++) {
    const rho = correlation(band, lag / samplingHz);
    sum += 2 * (count - lag) * rho * rho;
  }
  return (count * count) / sum;
}

/**
 * Independent looks of a window, as the product of both axes. Windows of a few samples have up to
 * 5 % more than that.
 */
export function effectiveLooks(sampling: SpeckleSampling, window: CoherenceWindow): number {
  const azimuthHz = 1 / sampling.azimuthTimeIntervalS;
  return (
    looksAlong(sampling.azimuthBand, azimuthHz, window.windowAzimuthLines) *
    looksAlong(sampling.rangeBand, sampling.rangeSamplingRateHz, window.windowRangeSamples)
  );
}

/** Autocorrelation of speckle with the band's spectrum at a lag in s. */
function correlation(band: SpeckleBand, lagS: number): number {
  const { bandwidthHz, windowCoefficient } = band;
  let power = 0;
  let inPhase = 0;
  for (let i = 0; i < STEPS; i++) {
    const f = ((i + 0.5) / STEPS - 0.5) * bandwidthHz;
    const amplitude =
      windowCoefficient + (1 - windowCoefficient) * Math.cos((2 * Math.PI * f) / bandwidthHz);
    power += amplitude * amplitude;
    inPhase += amplitude * amplitude * Math.cos(2 * Math.PI * f * lagS);
  }
  return inPhase / power;
}
