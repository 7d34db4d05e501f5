import type { ProcessedBand } from '../annotation/annotation';
import { kaiser } from '../coregistration/sinc-kernels';

/** Samples on each side of the middle tap. */
export const HALF_TAPS = 32;
/** Lets the band's steep edges fall off within 0.03 of the sampling rate. */
const KAISER_BETA = 3;
const FREQUENCIES = 4096;

/**
 * Taps that give white noise the spectrum of a processed band: the inverse Fourier transform of
 * its window, cut by Kaiser's, of unit energy so that the power of white noise stays.
 *
 * @param samplingHz - Sampling rate of that axis.
 * @returns `2 * HALF_TAPS + 1` taps, symmetric.
 */
export function bandFilter(band: ProcessedBand, samplingHz: number): Float64Array {
  const { bandwidthHz, windowCoefficient } = band;
  const taps = Float64Array.from({ length: 2 * HALF_TAPS + 1 }, (_, i) => {
    const lagS = (i - HALF_TAPS) / samplingHz;
    let sum = 0;
    for (let k = 0; k < FREQUENCIES; k++) {
      const f = ((k + 0.5) / FREQUENCIES - 0.5) * bandwidthHz;
      const amplitude =
        windowCoefficient + (1 - windowCoefficient) * Math.cos((2 * Math.PI * f) / bandwidthHz);
      sum += amplitude * Math.cos(2 * Math.PI * f * lagS);
    }
    return sum * kaiser((i - HALF_TAPS) / (HALF_TAPS + 1), KAISER_BETA);
  });
  const norm = Math.sqrt(taps.reduce((sum, tap) => sum + tap * tap, 0));
  return taps.map(tap => tap / norm);
}

/** Real and imaginary part of one line. */
export interface ComplexLine {
  readonly re: Float32Array;
  readonly im: Float32Array;
}

/**
 * Filters lines along range and azimuth as they come: line n goes in, line n - `HALF_TAPS` comes
 * out. Lines that go in have `HALF_TAPS` samples more on each side than those that come out.
 */
export class BandFilter {
  readonly #held: ComplexLine[];
  readonly #out: ComplexLine;
  #count = 0;

  /** @param range - Symmetric taps, `2 * HALF_TAPS + 1`, as `azimuth`. */
  constructor(
    readonly range: Float64Array,
    readonly azimuth: Float64Array,
    readonly samples: number
  ) {
    this.#held = Array.from({ length: azimuth.length }, () => newLine(samples));
    this.#out = newLine(samples);
  }

  /** @returns the filtered line, which the next call overwrites; null until enough went in. */
  push(line: ComplexLine): ComplexLine | null {
    const { samples, range, azimuth } = this;
    const held = this.#held;
    const slot = held[this.#count % held.length];
    for (const part of ['re', 'im'] as const) {
      const from = line[part];
      const to = slot[part];
      for (let s = 0; s < samples; s++) {
        const end = s + 2 * HALF_TAPS;
        let sum = range[HALF_TAPS] * from[s + HALF_TAPS];
        for (let k = 0; k < HALF_TAPS; k++) {
          sum += range[k] * (from[s + k] + from[end - k]);
        }
        to[s] = sum;
      }
    }
    this.#count++;
    if (this.#count < held.length) {
      return null;
    }
    for (const part of ['re', 'im'] as const) {
      const to = this.#out[part];
      const lineAt = (k: number) => held[(this.#count + k) % held.length][part];
      const middle = lineAt(HALF_TAPS);
      for (let s = 0; s < samples; s++) {
        to[s] = azimuth[HALF_TAPS] * middle[s];
      }
      for (let k = 0; k < HALF_TAPS; k++) {
        const tap = azimuth[k];
        const before = lineAt(k);
        const after = lineAt(2 * HALF_TAPS - k);
        for (let s = 0; s < samples; s++) {
          to[s] += tap * (before[s] + after[s]);
        }
      }
    }
    return this.#out;
  }
}

/** A line of zeros. */
export function newLine(samples: number): ComplexLine {
  return { re: new Float32Array(samples), im: new Float32Array(samples) };
}
