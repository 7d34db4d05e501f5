import type { Annotation } from '../annotation/annotation';
import { SPEED_OF_LIGHT_M_S, wavelengthM } from '../annotation/annotation';
import type { SlcBurst } from '../burst/slc-source';
import { newKernels } from '../kernels/kernels';
import type { Kernels } from '../kernels/kernels';
import { BurstLines } from './burst-lines';
import type { SincShape } from './sinc-kernels';
import { SincResampler } from './sinc-resampler';

/** How samples are interpolated. */
export interface ResamplingOptions {
  /** Sinc along range; taps are a multiple of 8. */
  readonly range?: SincShape;
  /** Sinc along azimuth; taps are even. */
  readonly azimuth?: SincShape;
  /** Whether to take the flat-earth and topographic phase off, so that no fringe of it is left. */
  readonly removeTopographicPhase?: boolean;
  readonly kernels?: Kernels;
}

/**
 * 16 taps in range, whose band fills 0.88 of the sampling, and 8 in azimuth (0.67): coherence is
 * lost by less than 1e-4 and the group delay is flat to 1e-3 sample.
 */
export const SINC_RANGE: SincShape = { taps: 16, kaiserBeta: 3.5 };
export const SINC_AZIMUTH: SincShape = { taps: 8, kaiserBeta: 4 };

/**
 * The resampler of a secondary burst: deramped, interpolated by a sinc, and turned back by the
 * carrier's phase at the very positions.
 *
 * @param primary - Annotation of the grid that the samples go to.
 */
export function burstResampler(
  secondary: SlcBurst,
  primary: Annotation,
  blockLines: number,
  options: ResamplingOptions = {}
): SincResampler {
  const kernels = options.kernels ?? newKernels();
  const source = new BurstLines(secondary.reference, secondary.slc, kernels);
  const { annotation } = secondary.reference;
  const spec = {
    range: options.range ?? SINC_RANGE,
    azimuth: options.azimuth ?? SINC_AZIMUTH,
    carrier: source.carrier,
    middleLine: (annotation.linesPerBurst - 1) / 2,
    lineS: annotation.azimuthTimeIntervalS,
    ...(options.removeTopographicPhase
      ? topographicPhase(primary, annotation)
      : { phaseRad: 0, phasePerSampleRad: 0 })
  };
  return new SincResampler(source, spec, primary.samplesPerBurst, blockLines, kernels);
}

/**
 * 4 pi / lambda (R2 - R1) of a pixel as a constant and a factor of its range offset: the phase of
 * primary times conj(secondary) over unmoved ground. Turning the secondary by it takes it off.
 */
export function topographicPhase(
  primary: Annotation,
  secondary: Annotation
): { phaseRad: number; phasePerSampleRad: number } {
  const perSecond = ((4 * Math.PI) / wavelengthM(primary)) * (SPEED_OF_LIGHT_M_S / 2);
  return {
    phaseRad: perSecond * (secondary.slantRangeTimeS - primary.slantRangeTimeS),
    phasePerSampleRad: perSecond / primary.rangeSamplingRateHz
  };
}
