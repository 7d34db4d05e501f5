import type { ByteFile } from '../bytes';

/**
 * Unpacked blocks in a temporary file: a raster that is read several times, a window at a time, is
 * unpacked once, whatever its size, and takes no memory. Their bytes lie as they do in memory.
 */
export class BlockScratch {
  #file: Promise<ByteFile> | null = null;
  #end = 0;
  #isUsable = true;
  readonly #places = new Map<number, number>();

  constructor(private readonly create: () => Promise<ByteFile>) {}

  has(key: number): boolean {
    return this.#places.has(key);
  }

  /** Keeps a block. @returns False when there is no room: the file then takes no more. */
  async keep(key: number, { buffer, byteOffset, byteLength }: ArrayBufferView): Promise<boolean> {
    if (this.#places.has(key) || !this.#isUsable) {
      return this.#isUsable;
    }
    const place = this.#end;
    this.#end += byteLength;
    try {
      this.#file ??= this.create();
      const file = await this.#file;
      await file.write(place, new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength));
      this.#places.set(key, place);
    } catch {
      this.#isUsable = false;
    }
    return this.#isUsable;
  }

  /** Reads a part of a block that was kept. */
  async read(key: number, offset: number, length: number): Promise<Uint8Array> {
    const file = await this.#file!;
    return file.read(this.#places.get(key)! + offset, length);
  }
}
