import type { Kernels } from '../kernels/kernels';
import { blockBytes, type Level } from './level';
import { SAMPLE_BYTES, samplesOf, type UnpackedBlock } from './samples';
import { Compression, Predictor } from './tags';

/** What `inflate` of the kernels may read behind the packed bytes, and write behind the others. */
const READ_AHEAD_BYTES = 32;
const WRITE_AHEAD_BYTES = 512;

/** A block as it is in the file. */
export interface PackedBlock {
  /** How messages call it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Rows that it holds. */
  readonly rows: number;
}

/** A block in the memory of the kernels: how long it is packed, and where what of it lies. */
interface Laid {
  readonly block: PackedBlock;
  readonly packedLength: number;
  readonly length: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly sorted: number;
}

/**
 * Unpacks a block of DEFLATE in the kernels, or two at once: inflates them, undoes their predictor
 * and sorts their samples by band in a memory that stays, so that nothing is allocated.
 *
 * @returns The samples where they lie, and the memory that they went through, both of which hold
 *   until anyone asks the kernels for memory again. Null for
 *   a layout that the kernels do not know and for bytes that do not unpack to as many as the blocks
 *   should hold.
 */
export function inflateSamples(
  wasm: Kernels,
  blocks: readonly [PackedBlock] | readonly [PackedBlock, PackedBlock],
  level: Level
): UnpackedBlock[] | null {
  if (!isKnown(level)) {
    return null;
  }
  const lengths = blocks.map(({ rows }) => blockBytes(level, rows));
  const places = wasm.reserve(
    ...blocks.flatMap(({ bytes }, k) => [
      bytes.length + READ_AHEAD_BYTES,
      lengths[k] + WRITE_AHEAD_BYTES,
      lengths[k]
    ])
  );
  const laid = blocks.map((block, k): Laid => {
    const [packed, unpacked, sorted] = places.slice(3 * k);
    wasm.bytes.set(block.bytes, packed);
    return {
      block,
      packedLength: block.bytes.length,
      length: lengths[k],
      packed,
      unpacked,
      sorted
    };
  });
  return areInflated(wasm, laid) ? laid.map(one => sortedSamples(wasm, one, level)) : null;
}

function isKnown({
  compression,
  predictor,
  sampleType,
  bandsPerBlock,
  littleEndian
}: Level): boolean {
  const sampleBytes = SAMPLE_BYTES[sampleType];
  const isDeflate = compression === Compression.deflate || compression === Compression.deflateOld;
  return (
    isDeflate &&
    (predictor === Predictor.floatingPoint
      ? sampleType === 'float32'
      : littleEndian && (sampleBytes === 4 || (sampleBytes === 2 && bandsPerBlock === 1)))
  );
}

function areInflated({ run }: Kernels, [one, two]: readonly Laid[]): boolean {
  return two
    ? run.inflateTwo(
        one.packed,
        one.packedLength,
        one.unpacked,
        one.length,
        two.packed,
        two.packedLength,
        two.unpacked,
        two.length
      ) !== 0
    : run.inflate(one.packed, one.packedLength, one.unpacked, one.length) === one.length;
}

/** Undoes the predictor of a block and sorts its samples by band. */
function sortedSamples(wasm: Kernels, laid: Laid, level: Level): UnpackedBlock {
  const { run } = wasm;
  const { unpacked, sorted, length } = laid;
  const { predictor, sampleType, blockWidth, bandsPerBlock } = level;
  const { rows } = laid.block;
  let place = unpacked;
  if (predictor === Predictor.floatingPoint) {
    run.undoFloat32(unpacked, sorted, blockWidth, rows, bandsPerBlock);
    place = sorted;
  } else {
    if (predictor === Predictor.horizontal) {
      const undo = SAMPLE_BYTES[sampleType] === 4 ? run.undoHorizontal32 : run.undoHorizontal16;
      undo(unpacked, blockWidth, rows, bandsPerBlock);
    }
    if (bandsPerBlock > 1) {
      run.separate32(unpacked, sorted, blockWidth * rows, bandsPerBlock);
      place = sorted;
    }
  }
  const other = place === sorted ? unpacked : sorted;
  return {
    samples: samplesOf(wasm.bytes.subarray(place, place + length), sampleType),
    spare: wasm.bytes.subarray(other, other + length)
  };
}
