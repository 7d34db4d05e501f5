import { BurstGround, coregister, emptyGroundLine, readPrimary, TopsCarrier } from '..';
import type {
  CoregistrationOptions,
  ElevationGrid,
  GroundBlock,
  ProcessedBand,
  SlcBurst
} from '..';
import { topographicPhase } from '../coregistration/burst-resampler';
import { deformationRad, SAMPLES, STRIP_SAMPLES, STRIPS } from './simulated-pair';
import type { SimulatedPair } from './simulated-pair';

const FIRST_LINE = 60;
const LAST_LINE = 1440;
const BLOCK_LINES = 46;
/** Samples left out at the edges of a strip, where the neighbour's coherence mixes in. */
const EDGE = 16;
const SPECTRUM = 128;

export interface Plane {
  readonly re: Float32Array;
  readonly im: Float32Array;
}

/** What a coregistered pair is judged by. */
export interface PairMeasures {
  /** Block coherence of each strip, and what is expected of it. */
  readonly coherence: readonly number[];
  readonly expected: readonly number[];
  /** Residual offsets: by the slope of phase along azimuth, and across range frequencies. */
  readonly azimuthLines: number;
  readonly rangeSamples: number;
  /** The same across azimuth frequencies, the ramp taken off: what the slope cannot tell. */
  readonly derampedLines: number;
  /** Greatest phase of a block of 46 lines of the coherent strip, the prescribed one taken off. */
  readonly phaseRad: number;
}

/** Coregisters a pair, as it is or by something else than what it was made with, and measures. */
export async function measurePair(
  pair: SimulatedPair,
  options: CoregistrationOptions = {},
  mistaken: { elevation?: ElevationGrid; secondary?: SlcBurst } = {}
): Promise<PairMeasures> {
  const elevation = { read: async () => mistaken.elevation ?? pair.elevation };
  const a = await collect(readPrimary(pair.primary, elevation));
  const b = await collect(
    coregister(pair.primary.reference, mistaken.secondary ?? pair.secondary, elevation, {
      removeTopographicPhase: true,
      ...options
    })
  );
  return measurePlanes(pair, a, b);
}

/** Measures a primary and a coregistered secondary without topographic phase, whole bursts each. */
export function measurePlanes(pair: SimulatedPair, a: Plane, b: Plane): PairMeasures {
  const strips = STRIPS.map((_, k) => blockSums(a, b, k));
  const last = STRIPS.length - 1;
  const phases = unwrapped(strips[last].blocks.map(([re, im]) => Math.atan2(im, re)));
  const { reference } = pair.primary;
  const rates = new TopsCarrier(reference).ratesAt(SAMPLES - STRIP_SAMPLES / 2);
  const lineS = reference.annotation.azimuthTimeIntervalS;
  return {
    coherence: strips.map(({ total: [re, im, pa, pb] }) => Math.hypot(re, im) / Math.sqrt(pa * pb)),
    expected: STRIPS.map((coherence, k) => coherence * spectralOverlap(pair, k)),
    azimuthLines:
      slopeOf(phases) / BLOCK_LINES / (2 * Math.PI * rates.centroidRateHzS * lineS * lineS),
    rangeSamples: splitBandSamples(a, b, last * STRIP_SAMPLES + 32),
    derampedLines: splitBandLines(a, b, last * STRIP_SAMPLES + 32, new TopsCarrier(reference)),
    phaseRad: phases.reduce((most, phase) => Math.max(most, Math.abs(phase)), 0)
  };
}

/** What is not as it should be, by the bounds that hold for a right pair. */
export function faultsOf(measures: PairMeasures): string[] {
  const faults = measures.coherence.flatMap((coherence, k) =>
    Math.abs(coherence - measures.expected[k]) < 0.01 ? [] : [`coherence ${STRIPS[k]}`]
  );
  if (!(Math.abs(measures.azimuthLines) < 0.002)) {
    faults.push('azimuth');
  }
  if (!(Math.abs(measures.rangeSamples) < 0.01)) {
    faults.push('range');
  }
  if (!(Math.abs(measures.derampedLines) < 0.01)) {
    faults.push('deramped azimuth');
  }
  if (!(measures.phaseRad < 0.02)) {
    faults.push('phase');
  }
  return faults;
}

async function collect(blocks: AsyncGenerator<GroundBlock, void>): Promise<Plane> {
  const plane = { re: new Float32Array(SAMPLES * 1507), im: new Float32Array(SAMPLES * 1507) };
  for await (const block of blocks) {
    plane.re.set(block.re, block.firstLine * SAMPLES);
    plane.im.set(block.im, block.firstLine * SAMPLES);
  }
  return plane;
}

/** Sums of a conj(b) exp(-i deformation) and of powers over a strip, whole and by blocks. */
function blockSums(a: Plane, b: Plane, strip: number): { total: number[]; blocks: number[][] } {
  const blocks: number[][] = [];
  for (let top = FIRST_LINE; top + BLOCK_LINES <= LAST_LINE; top += BLOCK_LINES) {
    const sums = [0, 0, 0, 0];
    for (let line = top; line < top + BLOCK_LINES; line++) {
      for (let s = strip * STRIP_SAMPLES + EDGE; s < (strip + 1) * STRIP_SAMPLES - EDGE; s++) {
        const i = line * SAMPLES + s;
        const re = a.re[i] * b.re[i] + a.im[i] * b.im[i];
        const im = a.im[i] * b.re[i] - a.re[i] * b.im[i];
        const cosine = Math.cos(deformationRad(line, s));
        const sine = Math.sin(deformationRad(line, s));
        sums[0] += re * cosine + im * sine;
        sums[1] += im * cosine - re * sine;
        sums[2] += a.re[i] ** 2 + a.im[i] ** 2;
        sums[3] += b.re[i] ** 2 + b.im[i] ** 2;
      }
    }
    blocks.push(sums);
  }
  return { blocks, total: [0, 1, 2, 3].map(k => blocks.reduce((sum, block) => sum + block[k], 0)) };
}

function unwrapped(phases: readonly number[]): number[] {
  let turns = 0;
  return phases.map((phase, i) => {
    if (i > 0) {
      turns -= Math.round((phase - phases[i - 1]) / (2 * Math.PI));
    }
    return phase + 2 * Math.PI * turns;
  });
}

/** Slope of a straight line through values at 0, 1, 2, ... */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const rise = values.reduce((sum, value, i) => sum + (i - middle) * (value - mean), 0);
  return rise / values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
}

/** Residual range offset: the phase of the cross-spectrum over range frequencies. */
function splitBandSamples(a: Plane, b: Plane, firstSample: number): number {
  const low = [0, 0];
  const high = [0, 0];
  const bins = [8, 16, 24, 32, 40, 48];
  for (let line = FIRST_LINE; line < LAST_LINE; line++) {
    const start = line * SAMPLES + firstSample;
    for (const bin of bins) {
      for (const [frequency, sums] of [[bin, high] as const, [-bin, low] as const]) {
        const [ar, ai] = component(a, start, frequency, line, firstSample);
        const [br, bi] = component(b, start, frequency, -1, firstSample);
        sums[0] += ar * br + ai * bi;
        sums[1] += ai * br - ar * bi;
      }
    }
  }
  return offsetOf(low, high, bins);
}

/** Offset that turns the cross-spectrum from the low frequencies to the high ones. */
function offsetOf(
  low: readonly number[],
  high: readonly number[],
  bins: readonly number[]
): number {
  const apart = 2 * (bins.reduce((sum, bin) => sum + bin, 0) / bins.length / SPECTRUM);
  const re = high[0] * low[0] + high[1] * low[1];
  const im = high[1] * low[0] - high[0] * low[1];
  return Math.atan2(im, re) / (2 * Math.PI * apart);
}

/** Residual azimuth offset: as of range, over azimuth frequencies of data without their ramp. */
function splitBandLines(a: Plane, b: Plane, firstSample: number, carrier: TopsCarrier): number {
  const low = [0, 0];
  const high = [0, 0];
  const bins = [6, 12, 18, 24, 30, 36];
  for (let top = FIRST_LINE; top + SPECTRUM <= LAST_LINE; top += SPECTRUM) {
    for (let s = firstSample; s < firstSample + SPECTRUM; s += 2) {
      const [first, second] = [column(a, top, s, carrier, true), column(b, top, s, carrier, false)];
      for (const bin of bins) {
        for (const [frequency, sums] of [[bin, high] as const, [-bin, low] as const]) {
          const [ar, ai] = component(first, 0, frequency, -1, 0);
          const [br, bi] = component(second, 0, frequency, -1, 0);
          sums[0] += ar * br + ai * bi;
          sums[1] += ai * br - ar * bi;
        }
      }
    }
  }
  return offsetOf(low, high, bins);
}

/** Lines of one sample without the primary's ramp and, if wanted, without the deformation. */
function column(
  { re, im }: Plane,
  top: number,
  sample: number,
  carrier: TopsCarrier,
  isDeformed: boolean
): Plane {
  const out = { re: new Float32Array(SPECTRUM), im: new Float32Array(SPECTRUM) };
  for (let n = 0; n < SPECTRUM; n++) {
    const at = (top + n) * SAMPLES + sample;
    const moved = isDeformed ? deformationRad(top + n, sample) : 0;
    const phase = carrier.phaseRad(top + n, sample) + moved;
    out.re[n] = re[at] * Math.cos(phase) + im[at] * Math.sin(phase);
    out.im[n] = im[at] * Math.cos(phase) - re[at] * Math.sin(phase);
  }
  return out;
}

/** One frequency of a windowed stretch of a line, the deformation of a line taken off. */
function component(
  { re, im }: Plane,
  start: number,
  frequency: number,
  line: number,
  firstSample: number
): [re: number, im: number] {
  let sumRe = 0;
  let sumIm = 0;
  for (let n = 0; n < SPECTRUM; n++) {
    const moved = line < 0 ? 0 : deformationRad(line, firstSample + n);
    const phase = (2 * Math.PI * frequency * n) / SPECTRUM + moved;
    const window = Math.sin((Math.PI * (n + 0.5)) / SPECTRUM);
    const cosine = window * Math.cos(phase);
    const sine = window * Math.sin(phase);
    sumRe += re[start + n] * cosine + im[start + n] * sine;
    sumIm += im[start + n] * cosine - re[start + n] * sine;
  }
  return [sumRe, sumIm];
}

/**
 * What geometry leaves of the coherence of a strip: the overlap of both spectra, whose distance is
 * the gradient of the secondary's phase and carrier less the primary's carrier.
 */
function spectralOverlap(pair: SimulatedPair, strip: number): number {
  const { primary, secondary, elevation } = pair;
  const ground = new BurstGround(primary.reference, secondary.reference, elevation);
  const carriers = [primary, secondary].map(({ reference }) => new TopsCarrier(reference));
  const { annotation } = primary.reference;
  const { phaseRad, phasePerSampleRad } = topographicPhase(
    annotation,
    secondary.reference.annotation
  );
  const line = emptyGroundLine(SAMPLES);
  const phaseAt = (l: number, s: number): number => {
    ground.line(l, 0, SAMPLES, line);
    const there = carriers[1].phaseRad(l + line.azimuthOffset[s], s + line.rangeOffset[s]);
    return there + phaseRad + phasePerSampleRad * line.rangeOffset[s] - carriers[0].phaseRad(l, s);
  };
  let sum = 0;
  const lines = [200, 500, 800, 1100, 1300];
  for (const l of lines) {
    const from = strip * STRIP_SAMPLES + EDGE;
    const to = (strip + 1) * STRIP_SAMPLES - EDGE;
    const range = (phaseAt(l, to) - phaseAt(l, from)) / (to - from) / (2 * Math.PI);
    const middle = (from + to) / 2;
    const azimuth = (phaseAt(l + 50, middle) - phaseAt(l - 50, middle)) / 100 / (2 * Math.PI);
    sum +=
      overlap(annotation.rangeBand, range * annotation.rangeSamplingRateHz) *
      overlap(annotation.azimuthBand, azimuth / annotation.azimuthTimeIntervalS);
  }
  return sum / lines.length;
}

function overlap({ bandwidthHz, windowCoefficient }: ProcessedBand, shiftHz: number): number {
  const amplitude = (f: number): number =>
    Math.abs(f) > bandwidthHz / 2
      ? 0
      : windowCoefficient + (1 - windowCoefficient) * Math.cos((2 * Math.PI * f) / bandwidthHz);
  let shared = 0;
  let power = 0;
  for (let i = 0; i < 4000; i++) {
    const f = ((i + 0.5) / 4000 - 0.5) * bandwidthHz;
    shared += amplitude(f) * amplitude(f + shiftHz);
    power += amplitude(f) ** 2;
  }
  return shared / power;
}
