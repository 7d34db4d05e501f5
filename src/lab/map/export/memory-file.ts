import type { ByteFile } from '../../../raster';

/** A file in memory, for what goes to the server as a whole. */
export class MemoryFile implements ByteFile {
  constructor(readonly name: string) {}

  get size(): number {
    return this._size;
  }

  /** The bytes so far; of the file itself, not a copy. */
  get bytes(): Uint8Array {
    return this._bytes.subarray(0, this._size);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (offset + length > this._size) {
      throw new RangeError(
        `${this.name}: ${length} bytes from ${offset} are past its end at ${this._size}`
      );
    }
    return this._bytes.slice(offset, offset + length);
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    const end = offset + bytes.length;
    if (end > this._bytes.length) {
      const grown = new Uint8Array(Math.max(end, 2 * this._bytes.length));
      grown.set(this.bytes);
      this._bytes = grown;
    }
    this._bytes.set(bytes, offset);
    this._size = Math.max(this._size, end);
  }

  async truncate(length: number): Promise<void> {
    this._size = Math.min(this._size, length);
  }

  async close(): Promise<void> {
    // Memory goes by itself.
  }

  private _bytes = new Uint8Array(2 ** 16);
  private _size = 0;
}
