import type { ByteSource } from '../bytes';
import { TruncatedFileError } from '../errors';

/** One read holds the header and the directories of nearly all files. */
const CHUNK_BYTES = 32768;

/** Reads small pieces of a source through one chunk that is kept. */
export class HeaderReader {
  #chunk = new Uint8Array(0);
  #start = 0;

  constructor(readonly source: ByteSource) {}

  /** @throws TruncatedFileError naming `what` when the file ends before. */
  async read(offset: number, length: number, what: string): Promise<DataView> {
    const { name, size } = this.source;
    if (offset + length > size) {
      throw new TruncatedFileError(name, what, offset + length, size);
    }
    if (offset < this.#start || offset + length > this.#start + this.#chunk.length) {
      const wanted = Math.min(Math.max(length, CHUNK_BYTES), size - offset);
      this.#chunk = new Uint8Array(await this.source.read(offset, wanted));
      this.#start = offset;
    }
    return new DataView(this.#chunk.buffer, this.#chunk.byteOffset + offset - this.#start, length);
  }
}
