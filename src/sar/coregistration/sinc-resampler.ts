import { BurstMismatchError } from '../errors';
import type { Kernels } from '../kernels/kernels';
import { FRACTIONS, sincKernels } from './sinc-kernels';
import type { SincShape } from './sinc-kernels';

/** Numbers before and behind each line of the buffer, for taps that reach over its ends. */
const PADDING = 64;
/** Lines that the offsets of one block may spread over, beside those of the block itself. */
const SPREAD_LINES = 24;
const NOTHING = [-1, -2] as const;

/** Complex lines that are interpolated between. */
export interface PlaneLines {
  /** For messages. */
  readonly slc: { readonly source: string };
  readonly firstLine: number;
  readonly lastLine: number;
  readonly samples: number;
  /** Puts lines into the kernels' memory: real and imaginary part, `samples` float32 each. */
  load(
    first: number,
    count: number,
    placesOf: (line: number) => readonly [reAt: number, imAt: number]
  ): Promise<void>;
  /** First and last sample of a line around which values may be taken. */
  limits(line: number): readonly [first: number, last: number];
}

/** Which way samples are interpolated, and the phase that they are turned by. */
export interface SincSpec {
  /** Taps are a multiple of 8. */
  readonly range: SincShape;
  /** Taps are even. */
  readonly azimuth: SincShape;
  /** Parabolas of azimuth time to turn by; see `carrierTable`. */
  readonly carrier: Float64Array;
  /** Line at which that time is zero, and time from line to line. */
  readonly middleLine: number;
  readonly lineS: number;
  /** Turned by in addition: a constant, and a factor of the range offset; rad. */
  readonly phaseRad: number;
  readonly phasePerSampleRad: number;
}

/** Interpolates lines at positions given by offsets from another grid, block by block. */
export class SincResampler {
  /** Where `resample` takes offsets from, for up to `blockLines` lines, row-major. */
  readonly azimuthOffset: Float64Array;
  readonly rangeOffset: Float64Array;
  readonly #places;
  readonly #strideBytes: number;
  readonly #capacity: number;
  #bufferLine = 0;
  #bufferLines = 0;

  /** @param width - Samples of the grid that samples go to. */
  constructor(
    readonly source: PlaneLines,
    readonly spec: SincSpec,
    readonly width: number,
    readonly blockLines: number,
    readonly kernels: Kernels
  ) {
    this.#strideBytes = 4 * (source.samples + 2 * PADDING);
    this.#capacity = blockLines + spec.azimuth.taps + SPREAD_LINES;
    const range = sincKernels(spec.range);
    const azimuth = sincKernels(spec.azimuth);
    const cells = blockLines * width;
    this.#places = {
      carrier: kernels.reserve(spec.carrier.byteLength),
      range: kernels.reserve(range.byteLength),
      azimuth: kernels.reserve(azimuth.byteLength),
      re: kernels.reserve(this.#capacity * this.#strideBytes),
      im: kernels.reserve(this.#capacity * this.#strideBytes),
      valid: kernels.reserve(8 * this.#capacity),
      azimuthOffset: kernels.reserve(8 * cells),
      rangeOffset: kernels.reserve(8 * cells),
      outRe: kernels.reserve(4 * width + 16),
      outIm: kernels.reserve(4 * width + 16),
      outPhase: kernels.reserve(8 * width + 16)
    };
    kernels.float64(this.#places.carrier, spec.carrier.length).set(spec.carrier);
    kernels.float32(this.#places.range, range.length).set(range);
    kernels.float32(this.#places.azimuth, azimuth.length).set(azimuth);
    this.azimuthOffset = kernels.float64(this.#places.azimuthOffset, cells);
    this.rangeOffset = kernels.float64(this.#places.rangeOffset, cells);
  }

  /**
   * Resamples a block of lines whose offsets stand in `azimuthOffset` and `rangeOffset`.
   *
   * @param firstLine - Line of the grid that the block begins with; blocks come in rising order.
   * @param firstSample - Sample of the source that offset 0 of the first pixel means.
   * @param re - Real part, `lines * width`, row-major; NaN where the source holds nothing.
   */
  async resample(
    firstLine: number,
    lines: number,
    firstSample: number,
    re: Float32Array,
    im: Float32Array
  ): Promise<void> {
    const { width, spec, kernels } = this;
    const reach = this.#reach(firstLine, lines);
    if (!reach) {
      re.fill(NaN);
      im.fill(NaN);
      return;
    }
    await this.#load(reach[0], reach[1]);
    const places = this.#places;
    const outRe = kernels.float32(places.outRe, width);
    const outIm = kernels.float32(places.outIm, width);
    for (let l = 0; l < lines; l++) {
      kernels.run.resample(
        places.azimuthOffset + 8 * l * width,
        places.rangeOffset + 8 * l * width,
        firstLine + l,
        firstSample,
        width,
        places.re + 4 * PADDING,
        places.im + 4 * PADDING,
        this.#strideBytes,
        this.#bufferLine,
        this.#bufferLines,
        places.valid,
        places.range,
        spec.range.taps,
        places.azimuth,
        spec.azimuth.taps,
        FRACTIONS,
        places.carrier,
        spec.middleLine,
        spec.lineS,
        spec.phaseRad,
        spec.phasePerSampleRad,
        places.outRe,
        places.outIm,
        places.outPhase
      );
      kernels.run.turn(places.outRe, places.outIm, places.outPhase, width);
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
    const half = this.spec.azimuth.taps / 2;
    const first = Math.floor(lowest) - half;
    const last = Math.ceil(highest) + half;
    if (!(last >= this.source.firstLine && first <= this.source.lastLine)) {
      return null;
    }
    if (last - first + 1 > this.#capacity) {
      const reason = `${lines} lines would spread over ${last - first + 1} of it`;
      throw new BurstMismatchError('the primary burst', this.source.slc.source, reason);
    }
    return [first, last];
  }

  /** Holds the lines `first` to `last` in the buffer; lines that the source has not are zero. */
  async #load(first: number, last: number): Promise<void> {
    const { kernels, source } = this;
    const { re, im, valid } = this.#places;
    const size = this.#strideBytes / 4;
    const planes = [re, im].map(at => kernels.float32(at, this.#capacity * size));
    const limits = kernels.int32(valid, 2 * this.#capacity);
    const isBehind = first >= this.#bufferLine;
    const kept = isBehind ? Math.max(0, this.#bufferLine + this.#bufferLines - first) : 0;
    const drop = this.#bufferLines - kept;
    if (kept > 0 && drop > 0) {
      planes.forEach(plane => plane.copyWithin(0, drop * size, this.#bufferLines * size));
      limits.copyWithin(0, 2 * drop, 2 * this.#bufferLines);
    }
    const count = last - first + 1;
    planes.forEach(plane => plane.fill(0, kept * size, count * size));
    const readFirst = Math.max(source.firstLine, first + kept);
    const readLast = Math.min(source.lastLine, last);
    if (readLast >= readFirst) {
      await source.load(readFirst, readLast - readFirst + 1, line => {
        const inBuffer = (line - first) * this.#strideBytes + 4 * PADDING;
        return [re + inBuffer, im + inBuffer];
      });
    }
    for (let line = first + kept; line <= last; line++) {
      const isThere = line >= readFirst && line <= readLast;
      limits.set(isThere ? source.limits(line) : NOTHING, 2 * (line - first));
    }
    this.#bufferLine = first;
    this.#bufferLines = count;
  }
}
