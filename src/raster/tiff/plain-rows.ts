import type { RowPacking } from './pack-rows';

/** Samples of 12 bits that are packed together: their lower bytes, then their upper halves. */
const GROUP = 16;
const GROUP_BYTES = 24;
/** What comes before the steps of a row: its first sample, and the least step. */
const HEAD_BYTES = 8;

/** Bytes of a packed row of `width` samples. */
export function packedRowBytes({ kind, bits }: RowPacking, width: number): number {
  if (kind === 'steps') {
    return HEAD_BYTES + (bits / 8) * width;
  }
  return bits === 16 ? 2 * width : GROUP_BYTES * Math.floor(width / GROUP) + 2 * (width % GROUP);
}

/**
 * The twin of the kernels that pack rows of `width` samples.
 *
 * @param target - Receives them; what is in it is worthless when they cannot be packed.
 * @returns Whether they can be packed like this.
 */
export function packPlainly(
  samples: Float32Array,
  width: number,
  { kind, bits }: RowPacking,
  target: Uint8Array
): boolean {
  const words = new Int32Array(samples.buffer, samples.byteOffset, samples.length);
  const view = viewOf(target);
  const rowBytes = packedRowBytes({ kind, bits }, width);
  for (let start = 0, to = 0; start < samples.length; start += width, to += rowBytes) {
    const isPacked =
      kind === 'whole'
        ? packWhole(samples.subarray(start, start + width), bits, view, to)
        : packSteps(words.subarray(start, start + width), bits, view, to);
    if (!isPacked) {
      return false;
    }
  }
  return true;
}

/**
 * The twin of the kernels that unpack rows of `width` samples.
 *
 * @param stride - Samples from one row to the next in `into`.
 */
export function unpackPlainly(
  source: Uint8Array,
  width: number,
  { kind, bits }: RowPacking,
  into: Float32Array,
  stride: number
): void {
  const words = new Int32Array(into.buffer, into.byteOffset, into.length);
  const view = viewOf(source);
  const rowBytes = packedRowBytes({ kind, bits }, width);
  for (let start = 0, from = 0; start < into.length; start += stride, from += rowBytes) {
    if (kind === 'whole') {
      unpackWhole(view, from, bits, into.subarray(start, start + width));
    } else {
      unpackSteps(view, from, bits, words.subarray(start, start + width));
    }
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function packWhole(row: Float32Array, bits: number, view: DataView, to: number): boolean {
  const most = 2 ** (bits - 1) - 1;
  for (let i = 0; i < row.length; i++) {
    const sample = row[i];
    if (!Number.isInteger(sample) || Math.abs(sample) > most) {
      return false;
    }
    const number = Object.is(sample, -0) ? -most - 1 : sample;
    const place = to + placeOf(i, row.length, bits);
    if (isHalved(i, row.length, bits)) {
      const { at, shift } = upperHalf(i);
      const group = to + GROUP_BYTES * Math.floor(i / GROUP);
      const other = shift === 0 ? 0 : view.getUint8(group + at);
      view.setUint8(place, number & 0xff);
      view.setUint8(group + at, other | (((number >> 8) & 0xf) << shift));
    } else {
      view.setInt16(place, number, true);
    }
  }
  return true;
}

function unpackWhole(view: DataView, from: number, bits: number, row: Float32Array): void {
  const minusZero = -(2 ** (bits - 1));
  for (let i = 0; i < row.length; i++) {
    const place = from + placeOf(i, row.length, bits);
    let number: number;
    if (isHalved(i, row.length, bits)) {
      const { at, shift } = upperHalf(i);
      const upper = view.getUint8(from + GROUP_BYTES * Math.floor(i / GROUP) + at) >> shift;
      number = ((upper << 28) >> 20) | view.getUint8(place);
    } else {
      number = view.getInt16(place, true);
    }
    row[i] = number === minusZero ? -0 : number;
  }
}

/** Whether a sample lies in two places: all of 12 bits but those that fill no group. */
function isHalved(i: number, width: number, bits: number): boolean {
  return bits === 12 && i < width - (width % GROUP);
}

/** Where a whole number, or its lower byte, lies in a row. */
function placeOf(i: number, width: number, bits: number): number {
  if (bits === 16) {
    return 2 * i;
  }
  const group = Math.floor(i / GROUP);
  const inGroup = i % GROUP;
  return GROUP_BYTES * group + (isHalved(i, width, bits) ? inGroup : 2 * inGroup);
}

/** Where the upper half of a number of 12 bits lies in its group: two share a byte. */
function upperHalf(i: number): { at: number; shift: number } {
  return { at: GROUP + (i % 8), shift: i % GROUP < 8 ? 0 : 4 };
}

function packSteps(row: Int32Array, bits: number, view: DataView, to: number): boolean {
  let least = row.length > 1 ? Infinity : 0;
  let most = row.length > 1 ? -Infinity : 0;
  for (let i = 1; i < row.length; i++) {
    const step = (row[i] - row[i - 1]) | 0;
    least = Math.min(least, step);
    most = Math.max(most, step);
  }
  if (most - least >= 2 ** bits) {
    return false;
  }
  view.setInt32(to, row[0], true);
  view.setInt32(to + 4, least, true);
  for (let i = 0, at = to + HEAD_BYTES; i < row.length; i++, at += bits / 8) {
    // No step leads to the first sample.
    const step = i === 0 ? 0 : ((row[i] - row[i - 1]) | 0) - least;
    if (bits === 8) {
      view.setUint8(at, step);
    } else {
      view.setUint16(at, step, true);
    }
  }
  return true;
}

function unpackSteps(view: DataView, from: number, bits: number, row: Int32Array): void {
  const least = view.getInt32(from + 4, true);
  let sum = view.getInt32(from, true) - least;
  for (let i = 0, at = from + HEAD_BYTES; i < row.length; i++, at += bits / 8) {
    sum = (sum + least + (bits === 8 ? view.getUint8(at) : view.getUint16(at, true))) | 0;
    row[i] = sum;
  }
}
