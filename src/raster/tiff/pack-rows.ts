/**
 * How rows of float32 samples are kept in half of their bytes, to the last bit. Each row is an int32
 * and 16 bits for each sample; the number of samples in a row is even.
 *
 * - `whole`: whole numbers up to 32767 and both zeros, as int16; -32768 stands for -0.
 * - `near`: samples whose bits, taken as int32, differ by less than 65536 in a row, as offsets from
 *   the least, which comes first. Latitudes and longitudes along a line are such.
 */
export type RowPacking = 'whole' | 'near';

const MOST_WHOLE = 32767;
const MINUS_ZERO = -32768;
const MOST_OFFSET = 65535;
/** Words of 16 bits before the samples of a row. */
const HEAD_WORDS = 2;

/** Bytes of a packed row of `width` samples. */
export function packedRowBytes(width: number): number {
  return 2 * (HEAD_WORDS + width);
}

/**
 * Packs rows of `width` samples.
 *
 * @param words - Receives them; what is in it is worthless when they cannot be packed.
 * @returns How they are packed; null when they cannot be.
 */
export function packRows(
  samples: Float32Array,
  width: number,
  words: Uint16Array
): RowPacking | null {
  const bits = new Int32Array(samples.buffer, samples.byteOffset, samples.length);
  return packWhole(samples, bits, width, words)
    ? 'whole'
    : packNear(bits, width, words)
      ? 'near'
      : null;
}

function packWhole(
  samples: Float32Array,
  bits: Int32Array,
  width: number,
  words: Uint16Array
): boolean {
  for (let i = 0, to = 0; i < samples.length;) {
    words[to++] = 0;
    words[to++] = 0;
    for (const end = i + width; i < end; i++) {
      const whole = samples[i] | 0;
      if (whole !== samples[i] || whole > MOST_WHOLE || whole < -MOST_WHOLE) {
        return false;
      }
      words[to++] = whole === 0 && bits[i] !== 0 ? MINUS_ZERO : whole;
    }
  }
  return true;
}

function packNear(bits: Int32Array, width: number, words: Uint16Array): boolean {
  for (let i = 0, to = 0; i < bits.length;) {
    const end = i + width;
    let least = bits[i];
    let most = least;
    for (let k = i + 1; k < end; k++) {
      least = bits[k] < least ? bits[k] : least;
      most = bits[k] > most ? bits[k] : most;
    }
    if (most - least > MOST_OFFSET) {
      return false;
    }
    words[to++] = least;
    words[to++] = least >>> 16;
    for (; i < end; i++) {
      words[to++] = bits[i] - least;
    }
  }
  return true;
}

/** Fills `into` with rows of `width` samples that `packRows` packed. */
export function unpackRows(
  words: Uint16Array,
  packing: RowPacking,
  width: number,
  into: Float32Array
): void {
  const bits = new Int32Array(into.buffer, into.byteOffset, into.length);
  for (let i = 0, from = 0; i < into.length;) {
    const least = words[from++] | (words[from++] << 16);
    const end = i + width;
    if (packing === 'near') {
      for (; i < end; i++) {
        bits[i] = least + words[from++];
      }
      continue;
    }
    for (; i < end; i++) {
      const whole = (words[from++] << 16) >> 16;
      into[i] = whole === MINUS_ZERO ? -0 : whole;
    }
  }
}
