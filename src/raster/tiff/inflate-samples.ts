import type { Kernels } from '../kernels/kernels';
import type { Level } from './level';
import { SAMPLE_BYTES, samplesOf, type Samples } from './samples';
import { Compression, Predictor } from './tags';

/** What `inflate` of the kernels may read behind the packed bytes, and write behind the others. */
const READ_AHEAD_BYTES = 32;
const WRITE_AHEAD_BYTES = 512;

/**
 * Unpacks a block of DEFLATE in the kernels: inflates it, undoes its predictor and sorts its samples
 * by band in a memory that stays, so that nothing is allocated.
 *
 * @returns The samples where they lie, which is theirs until the kernels are called again. Null for
 *   a layout that the kernels do not know and for bytes that do not unpack to as many as the block
 *   should hold.
 */
export function inflateSamples(
  wasm: Kernels,
  packed: Uint8Array,
  level: Level,
  rows: number
): Samples | null {
  const { compression, predictor, sampleType, blockWidth, bandsPerBlock, littleEndian } = level;
  const sampleBytes = SAMPLE_BYTES[sampleType];
  const isDeflate = compression === Compression.deflate || compression === Compression.deflateOld;
  const floats = predictor === Predictor.floatingPoint;
  const known = floats
    ? sampleType === 'float32'
    : littleEndian && (sampleBytes === 4 || (sampleBytes === 2 && bandsPerBlock === 1));
  if (!isDeflate || !known) {
    return null;
  }
  const pixels = blockWidth * rows;
  const length = pixels * bandsPerBlock * sampleBytes;
  const [from, unpacked, sorted] = wasm.reserve(
    packed.length + READ_AHEAD_BYTES,
    length + WRITE_AHEAD_BYTES,
    length
  );
  wasm.bytes.set(packed, from);
  const { run } = wasm;
  if (run.inflate(from, packed.length, unpacked, length) !== length) {
    return null;
  }
  let place = unpacked;
  if (floats) {
    run.undoFloat32(unpacked, sorted, blockWidth, rows, bandsPerBlock);
    place = sorted;
  } else {
    if (predictor === Predictor.horizontal) {
      const undo = sampleBytes === 4 ? run.undoHorizontal32 : run.undoHorizontal16;
      undo(unpacked, blockWidth, rows, bandsPerBlock);
    }
    if (bandsPerBlock > 1) {
      run.separate32(unpacked, sorted, pixels, bandsPerBlock);
      place = sorted;
    }
  }
  return samplesOf(wasm.bytes.subarray(place, place + length), sampleType);
}
