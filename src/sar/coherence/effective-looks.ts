import type { Annotation, ProcessedBand } from '../annotation/annotation';

const STEPS = 2048;

/** Lines and samples of an estimation window. */
export interface CoherenceWindow {
  readonly azimuthLines: number;
  readonly rangeSamples: number;
}

/**
 * Independent looks among `count` neighbouring samples along one axis. Neighbours are correlated,
 * for the band is narrower than the sampling rate: N^2 / (N + 2 sum (N - k) |rho(k)|^2) with rho
 * the autocorrelation of the window's power spectrum.
 *
 * @param samplingHz - Sampling rate of that axis.
 */
export function looksAlong(band: ProcessedBand, samplingHz: number, count: number): number {
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
export function effectiveLooks(
  annotation: Pick<
    Annotation,
    'rangeBand' | 'azimuthBand' | 'rangeSamplingRateHz' | 'azimuthTimeIntervalS'
  >,
  window: CoherenceWindow
): number {
  const azimuthHz = 1 / annotation.azimuthTimeIntervalS;
  return (
    looksAlong(annotation.azimuthBand, azimuthHz, window.azimuthLines) *
    looksAlong(annotation.rangeBand, annotation.rangeSamplingRateHz, window.rangeSamples)
  );
}

/** Autocorrelation of speckle with the band's spectrum at a lag in s. */
function correlation(band: ProcessedBand, lagS: number): number {
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
