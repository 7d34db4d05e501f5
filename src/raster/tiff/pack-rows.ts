import { kernels, type Kernels } from '../kernels/kernels';
import { packedRowBytes, packPlainly, unpackPlainly } from './plain-rows';

/**
 * How rows of float32 samples are kept in half of their bytes or less, to the last bit.
 *
 * - `whole`: whole numbers and both zeros, in 12 bits or 16; the least number stands for -0.
 * - `steps`: differences of neighbours, their bits taken as int32, in 8 bits or 16: by how much more
 *   they are than the least of a row. Latitudes and longitudes go along a line in steps that are
 *   nearly the same.
 */
export interface RowPacking {
  readonly kind: 'whole' | 'steps';
  readonly bits: 8 | 12 | 16;
}

/** Smallest first, within a kind. */
const PACKINGS: readonly RowPacking[] = [
  { kind: 'whole', bits: 12 },
  { kind: 'whole', bits: 16 },
  { kind: 'steps', bits: 8 },
  { kind: 'steps', bits: 16 }
];

/** A packed band. */
export interface PackedRows {
  readonly packing: RowPacking;
  readonly bytes: Uint8Array;
}

/**
 * Packs rows of `width` samples into `room`, which has as many bytes as they have at least. The
 * kernels do it where both lie in their memory.
 *
 * @returns Null when they cannot be packed; what is in the room is worthless then.
 */
export function packRows(
  width: number,
  samples: Float32Array,
  room: Uint8Array
): PackedRows | null {
  const rows = samples.length / width;
  const wasm = kernelsOf(samples, room);
  for (const packing of PACKINGS) {
    const length = rows * packedRowBytes(packing, width);
    if (length > room.length) {
      continue;
    }
    const pack = packing.kind === 'whole' ? wasm?.run.packWhole : wasm?.run.packSteps;
    const isPacked = pack
      ? pack(samples.byteOffset, width, rows, packing.bits, room.byteOffset) !== 0
      : packPlainly(samples, width, packing, room);
    if (isPacked) {
      return { packing, bytes: room.subarray(0, length) };
    }
  }
  return null;
}

/**
 * Unpacks rows of `width` samples. The kernels do it where both lie in their memory.
 *
 * @param into - Begins with the first row.
 * @param stride - Samples from one row to the next in it.
 */
export function unpackRows(
  { packing, bytes }: PackedRows,
  width: number,
  into: Float32Array,
  stride = width
): void {
  const wasm = kernelsOf(into, bytes);
  if (!wasm) {
    unpackPlainly(bytes, width, packing, into, stride);
    return;
  }
  const { unpackWhole, unpackSteps } = wasm.run;
  const unpack = packing.kind === 'whole' ? unpackWhole : unpackSteps;
  const rows = Math.ceil(into.length / stride);
  unpack(bytes.byteOffset, width, rows, packing.bits, into.byteOffset, 4 * stride);
}

/** The kernels when both arrays lie in their memory. */
function kernelsOf(samples: Float32Array, bytes: Uint8Array): Kernels | null {
  const wasm = kernels();
  const isTheirs = wasm?.bytes.buffer === samples.buffer && samples.buffer === bytes.buffer;
  return isTheirs ? wasm : null;
}
