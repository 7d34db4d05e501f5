import type { Codecs } from '../bytes';
import { CorruptGeoTiffError, UnsupportedGeoTiffError } from '../errors';
import { kernels } from '../kernels/kernels';
import { inflateSamples, type PackedBlock } from './inflate-samples';
import { blockBytes, type Level } from './level';
import { unpackLzw } from './lzw';
import { unpackPackBits } from './pack-bits';
import { undoFloatingPoint, undoHorizontal } from './predictor';
import {
  SAMPLE_BYTES,
  samplesOf,
  separateBands,
  swapBytes,
  type Samples,
  type UnpackedBlock
} from './samples';
import { Compression, Predictor } from './tags';

/** Largest block that is unpacked together with another: both lie in the memory of the kernels. */
const MOST_PAIRED_BYTES = 4 * 2 ** 20;

/**
 * Unpacks blocks, two at a time where the kernels can: that takes less time than one after the
 * other. What the kernels do not know, or find fault with, goes through the codecs of the runtime,
 * which say what is wrong.
 *
 * @returns The samples of each block, band after band; in the memory of the kernels, so theirs again
 *   when the next ones are asked for.
 * @throws CorruptGeoTiffError when a block does not unpack to the samples it should hold.
 */
export function* unpackBlocks(
  file: string,
  blocks: readonly PackedBlock[],
  level: Level,
  codecs: Codecs
): Generator<UnpackedBlock> {
  const wasm = kernels();
  for (let k = 0; k < blocks.length; k++) {
    const [one, two] = blocks.slice(k, k + 2);
    const arePaired =
      two !== undefined && blockBytes(level, Math.max(one.rows, two.rows)) <= MOST_PAIRED_BYTES;
    const pair = wasm && arePaired ? inflateSamples(wasm, [one, two], level) : null;
    if (pair) {
      yield* pair;
      k++;
    } else {
      const alone = wasm && inflateSamples(wasm, [one], level);
      yield alone?.[0] ?? { samples: unpackPlainly(file, one, level, codecs), spare: null };
    }
  }
}

function unpackPlainly(
  file: string,
  { name, bytes: packed, rows }: PackedBlock,
  level: Level,
  codecs: Codecs
): Samples {
  const { blockWidth, bandsPerBlock, sampleType, predictor, littleEndian } = level;
  const sampleBytes = SAMPLE_BYTES[sampleType];
  const length = blockBytes(level, rows);
  const unpacked = decompress(file, name, packed, level.compression, length, codecs);
  if (unpacked.length < length) {
    throw new CorruptGeoTiffError(
      file,
      `${name} unpacks to ${unpacked.length} bytes instead of ${length}`
    );
  }
  let bytes = unpacked.length > length ? unpacked.subarray(0, length) : unpacked;
  if (bytes.byteOffset % sampleBytes !== 0) {
    bytes = bytes.slice();
  }
  if (predictor === Predictor.floatingPoint) {
    bytes = undoFloatingPoint(bytes, blockWidth, bandsPerBlock, sampleBytes);
  } else {
    if (!littleEndian && sampleBytes > 1) {
      swapBytes(bytes, sampleBytes);
    }
    if (predictor === Predictor.horizontal) {
      undoHorizontal(bytes, blockWidth, bandsPerBlock, sampleBytes);
    }
  }
  return separateBands(samplesOf(bytes, sampleType), bandsPerBlock);
}

/** The result belongs to the caller: later steps change it in place. */
function decompress(
  file: string,
  what: string,
  packed: Uint8Array,
  compression: number,
  length: number,
  codecs: Codecs
): Uint8Array {
  if (compression === Compression.zstd && !codecs.unzstd) {
    throw new UnsupportedGeoTiffError(file, 'this runtime has no Zstandard');
  }
  try {
    switch (compression) {
      case Compression.deflate:
      case Compression.deflateOld:
        return codecs.inflate(packed, length);
      case Compression.lzw:
        return unpackLzw(packed, length);
      case Compression.packBits:
        return unpackPackBits(packed, length);
      case Compression.zstd:
        return codecs.unzstd!(packed, length);
      default:
        return packed.slice();
    }
  } catch (cause) {
    throw new CorruptGeoTiffError(file, `${what} does not unpack`, { cause });
  }
}
