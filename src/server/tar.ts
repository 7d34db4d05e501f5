import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

const BLOCK = 512;

/** A file on disk, and what it is called in the archive (at most 100 bytes of UTF-8). */
export interface TarEntry {
  readonly name: string;
  readonly path: string;
}

/** The bytes of a tar archive (POSIX.1-1988, ustar) of the files, read as they are sent. */
export async function* tar(entries: readonly TarEntry[]): AsyncGenerator<Uint8Array> {
  for (const { name, path } of entries) {
    const { size, mtimeMs } = await stat(path);
    yield header(name, size, Math.floor(mtimeMs / 1000));
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
    yield new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
  }
  yield new Uint8Array(2 * BLOCK);
}

function header(name: string, size: number, modifiedS: number): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, offset: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, offset);
  block.write(name, 0, 100);
  octal(0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(modifiedS, 136, 12);
  // The checksum is summed with blanks in its own place.
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
