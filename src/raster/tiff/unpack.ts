import type { Codecs } from '../bytes';
import { CorruptGeoTiffError, UnsupportedGeoTiffError } from '../errors';
import { kernels } from '../kernels/kernels';
import { inflateSamples } from './inflate-samples';
import type { Level } from './level';
import { unpackLzw } from './lzw';
import { unpackPackBits } from './pack-bits';
import { undoFloatingPoint, undoHorizontal } from './predictor';
import { SAMPLE_BYTES, samplesOf, separateBands, swapBytes, type Samples } from './samples';
import { Compression, Predictor } from './tags';

/**
 * Unpacks one block of `rows` rows. The kernels do it where they can; what they do not know, or find
 * fault with, goes through the codecs of the runtime, which say what is wrong.
 *
 * @param what - How messages call the block.
 * @returns Band after band; in the memory of the kernels, so theirs until these are called again.
 * @throws CorruptGeoTiffError when it does not unpack to the samples it should hold.
 */
export function unpackBlock(
  file: string,
  what: string,
  packed: Uint8Array,
  level: Level,
  rows: number,
  codecs: Codecs
): Samples {
  const { blockWidth, bandsPerBlock, sampleType, predictor, littleEndian } = level;
  const sampleBytes = SAMPLE_BYTES[sampleType];
  const length = blockWidth * rows * bandsPerBlock * sampleBytes;
  const wasm = kernels();
  const samples = wasm === null ? null : inflateSamples(wasm, packed, level, rows);
  if (samples !== null) {
    return samples;
  }
  const unpacked = decompress(file, what, packed, level.compression, length, codecs);
  if (unpacked.length < length) {
    throw new CorruptGeoTiffError(
      file,
      `${what} unpacks to ${unpacked.length} bytes instead of ${length}`
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
