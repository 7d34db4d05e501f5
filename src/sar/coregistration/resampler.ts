import type { Annotation } from '../annotation/annotation';
import { SPEED_OF_LIGHT_M_S, wavelengthM } from '../annotation/annotation';
import { BurstTiming } from '../burst/burst-timing';
import { carrierTable } from '../burst/carrier-table';
import type { BurstReference, SlcSource } from '../burst/slc-source';
import { TopsCarrier } from '../burst/tops-carrier';
import { validSamples } from '../burst/valid-samples';
import { BurstMismatchError } from '../errors';
import { newKernels } from '../kernels/kernels';
import type { Kernels } from '../kernels/kernels';
import { FRACTIONS, sincKernels } from './sinc-kernels';
import type { SincShape } from './sinc-kernels';

/** Numbers before and behind each line of the buffer, for taps that reach over its ends. */
const PADDING = 64;
/** Lines that the offsets of one block may spread over, beside those of the block itself. */
const SPREAD_LINES = 24;
const RIM = 2;

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
 * Resamples lines of a burst at positions given by offsets from another burst's grid: deramped,
 * interpolated by a sinc, and turned back by the carrier's phase at the very positions.
 */
export class BurstResampler {
  /** Where `resample` takes offsets from, for up to `blockLines` lines, row-major. */
  readonly azimuthOffset: Float64Array;
  readonly rangeOffset: Float64Array;
  readonly #kernels: Kernels;
  readonly #timing: BurstTiming;
  readonly #carrier: TopsCarrier;
  readonly #slc: SlcSource;
  readonly #valid: Int32Array;
  readonly #limits: Int32Array;
  readonly #lineS: number;
  readonly #phase: readonly [constant: number, perSample: number];
  readonly #shapes: { readonly range: SincShape; readonly azimuth: SincShape };
  readonly #places;
  readonly #strideBytes: number;
  readonly #capacity: number;
  #bufferLine = 0;
  #bufferLines = 0;

  /**
   * @param slc - Samples of the burst that is resampled.
   * @param primary - Annotation of the grid that the samples go to.
   * @param width - Samples of that grid.
   */
  constructor(
    readonly reference: BurstReference,
    slc: SlcSource,
    primary: Annotation,
    readonly width: number,
    readonly blockLines: number,
    options: ResamplingOptions = {}
  ) {
    const { annotation, burstIndex } = reference;
    this.#timing = new BurstTiming(reference);
    this.#carrier = new TopsCarrier(reference);
    this.#slc = slc;
    this.#lineS = annotation.azimuthTimeIntervalS;
    this.#limits = validSamples(annotation.bursts[burstIndex]);
    this.#shapes = { range: options.range ?? SINC_RANGE, azimuth: options.azimuth ?? SINC_AZIMUTH };
    this.#phase = options.removeTopographicPhase ? topographicPhase(primary, annotation) : [0, 0];
    const { samples } = this.#timing;
    const kernels = (this.#kernels = options.kernels ?? newKernels());
    this.#strideBytes = 4 * (samples + 2 * PADDING);
    this.#capacity = blockLines + this.#shapes.azimuth.taps + SPREAD_LINES;
    const table = carrierTable(this.#carrier, samples);
    const range = sincKernels(this.#shapes.range);
    const azimuth = sincKernels(this.#shapes.azimuth);
    const cells = blockLines * width;
    this.#places = {
      table: kernels.reserve(table.byteLength),
      range: kernels.reserve(range.byteLength),
      azimuth: kernels.reserve(azimuth.byteLength),
      re: kernels.reserve(this.#capacity * this.#strideBytes) + 4 * PADDING,
      im: kernels.reserve(this.#capacity * this.#strideBytes) + 4 * PADDING,
      valid: kernels.reserve(8 * this.#capacity),
      line: kernels.reserve(4 * samples + 16),
      azimuthOffset: kernels.reserve(8 * cells),
      rangeOffset: kernels.reserve(8 * cells),
      outRe: kernels.reserve(4 * width + 16),
      outIm: kernels.reserve(4 * width + 16),
      outPhase: kernels.reserve(8 * width + 16)
    };
    kernels.float64(this.#places.table, table.length).set(table);
    kernels.float32(this.#places.range, range.length).set(range);
    kernels.float32(this.#places.azimuth, azimuth.length).set(azimuth);
    this.azimuthOffset = kernels.float64(this.#places.azimuthOffset, cells);
    this.rangeOffset = kernels.float64(this.#places.rangeOffset, cells);
    this.#valid = validSamples(annotation.bursts[burstIndex], RIM, RIM);
  }

  /**
   * Resamples a block of lines whose offsets stand in `azimuthOffset` and `rangeOffset`.
   *
   * @param firstLine - Line of the grid that the block begins with; blocks come in rising order.
   * @param firstSample - Sample of the grid that lines begin with.
   * @param re - Real part, `lines * width`, row-major; NaN where the burst holds nothing.
   */
  async resample(
    firstLine: number,
    lines: number,
    firstSample: number,
    re: Float32Array,
    im: Float32Array
  ): Promise<void> {
    const { width } = this;
    const reach = this.#reach(firstLine, lines);
    if (!reach) {
      re.fill(NaN);
      im.fill(NaN);
      return;
    }
    await this.#load(reach[0], reach[1]);
    const { run } = this.#kernels;
    const places = this.#places;
    const { range, azimuth } = this.#shapes;
    const outRe = this.#kernels.float32(places.outRe, width);
    const outIm = this.#kernels.float32(places.outIm, width);
    for (let l = 0; l < lines; l++) {
      run.resample(
        places.azimuthOffset + 8 * l * width,
        places.rangeOffset + 8 * l * width,
        firstLine + l,
        firstSample,
        width,
        places.re,
        places.im,
        this.#strideBytes,
        this.#bufferLine,
        this.#bufferLines,
        places.valid,
        places.range,
        range.taps,
        places.azimuth,
        azimuth.taps,
        FRACTIONS,
        places.table,
        (this.#timing.lines - 1) / 2,
        this.#lineS,
        this.#phase[0],
        this.#phase[1],
        places.outRe,
        places.outIm,
        places.outPhase
      );
      run.turn(places.outRe, places.outIm, places.outPhase, width);
      re.set(outRe, l * width);
      im.set(outIm, l * width);
    }
  }

  /** First and last line that the taps of a block need, or null when it needs none. */
  #reach(firstLine: number, lines: number): [first: number, last: number] | null {
    let lowest = Infinity;
    let highest = -Infinity;
    for (let l = 0; l < lines; l++) {
      for (let i = l * this.width; i < (l + 1) * this.width; i++) {
        const y = firstLine + l + this.azimuthOffset[i];
        if (y < lowest) {
          lowest = y;
        }
        if (y > highest) {
          highest = y;
        }
      }
    }
    const half = this.#shapes.azimuth.taps / 2;
    const first = Math.floor(lowest) - half;
    const last = Math.ceil(highest) + half;
    if (!(last >= 0 && first < this.#timing.lines)) {
      return null;
    }
    if (last - first + 1 > this.#capacity) {
      throw new BurstMismatchError(
        'the primary',
        this.reference.annotation.source,
        `${lines} lines would spread over ${last - first + 1}: the orbits are too far from parallel`
      );
    }
    return [first, last];
  }

  /** Holds the lines `first` to `last` deramped in the buffer; lines outside the burst are zero. */
  async #load(first: number, last: number): Promise<void> {
    const kernels = this.#kernels;
    const { re, im, line, table, valid } = this.#places;
    const { samples, lines } = this.#timing;
    const size = this.#strideBytes / 4;
    const length = this.#capacity * size;
    const planeRe = kernels.float32(re - 4 * PADDING, length);
    const planeIm = kernels.float32(im - 4 * PADDING, length);
    const limits = kernels.int32(valid, 2 * this.#capacity);
    const held = Math.max(0, this.#bufferLine + this.#bufferLines - first);
    const drop = this.#bufferLines - held;
    const isAhead = first < this.#bufferLine;
    const kept = isAhead ? 0 : held;
    if (kept > 0 && drop > 0) {
      planeRe.copyWithin(0, drop * size, this.#bufferLines * size);
      planeIm.copyWithin(0, drop * size, this.#bufferLines * size);
      limits.copyWithin(0, 2 * drop, 2 * this.#bufferLines);
    }
    const from = first + kept;
    const readFrom = Math.max(0, from);
    const readTo = Math.min(lines - 1, last);
    const data =
      readTo >= readFrom ? await this.#slc.readLines(readFrom, readTo - readFrom + 1) : null;
    const staging = kernels.int16(line, 2 * samples);
    for (let at = from; at <= last; at++) {
      const row = at - first;
      const isInside = data !== null && at >= readFrom && at <= readTo;
      if (isInside) {
        const start = 2 * samples * (at - readFrom);
        staging.set(data.subarray(start, start + 2 * samples));
      }
      kernels.run.deramp(
        line,
        re + row * this.#strideBytes,
        im + row * this.#strideBytes,
        samples,
        isInside ? this.#limits[2 * at] : -1,
        isInside ? this.#limits[2 * at + 1] : -2,
        table,
        this.#carrier.azimuthTimeS(at)
      );
      limits[2 * row] = isInside ? this.#valid[2 * at] : -1;
      limits[2 * row + 1] = isInside ? this.#valid[2 * at + 1] : -2;
    }
    this.#bufferLine = first;
    this.#bufferLines = last - first + 1;
  }
}

/**
 * 4 pi / lambda (R2 - R1) of a pixel as a constant and a factor of its range offset: the phase of
 * primary times conj(secondary) over unmoved ground. Turning the secondary by it takes it off.
 */
function topographicPhase(
  primary: Annotation,
  secondary: Annotation
): readonly [constant: number, perSample: number] {
  const perMetre = (4 * Math.PI) / wavelengthM(primary);
  const halfC = SPEED_OF_LIGHT_M_S / 2;
  return [
    perMetre * halfC * (secondary.slantRangeTimeS - primary.slantRangeTimeS),
    (perMetre * halfC) / primary.rangeSamplingRateHz
  ];
}
