import { constants, deflateSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { Codecs } from '../raster';

const { Z_RLE } = constants;
/** Large chunks spare zlib's joining of many small ones. */
const CHUNK_BYTES = 2 ** 18;

/** zlib and Zstandard of Node. The results own their buffers, aligned to 8 bytes. */
export const nodeCodecs = {
  inflate: (bytes: Uint8Array, maxLength?: number) =>
    aligned(inflateSync(bytes, { maxOutputLength: maxLength, chunkSize: chunkFor(maxLength) })),
  deflate: (bytes: Uint8Array, level: number, runsOnly = false) =>
    deflateSync(bytes, { level, chunkSize: CHUNK_BYTES, strategy: runsOnly ? Z_RLE : undefined }),
  unzstd: (bytes: Uint8Array, maxLength?: number) =>
    aligned(zstdDecompressSync(bytes, { maxOutputLength: maxLength }))
} satisfies Codecs;

/** One chunk for a block of known length: zlib then needs no second. */
function chunkFor(maxLength: number | undefined): number {
  return maxLength === undefined ? CHUNK_BYTES : Math.max(64, Math.min(maxLength + 1, 2 ** 26));
}

function aligned(bytes: Buffer): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
}
