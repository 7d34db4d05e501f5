import type { ScratchFile } from '../bytes';

/**
 * Unpacked bands of blocks in a temporary file: a raster that is read several times, a window at a
 * time, is unpacked once, whatever its size, and takes no memory. Their bytes lie as they do in
 * memory.
 */
export class BlockScratch {
  #opening: Promise<void> | null = null;
  #file: ScratchFile | null = null;
  #end = 0;
  #isUsable = true;
  /** Where each band of a block begins; -1 for one that is not there. */
  readonly #places = new Map<number, number[]>();

  constructor(private readonly create: () => Promise<ScratchFile>) {}

  /** Creates the file; call it before the first block is kept. */
  open(): Promise<void> {
    this.#opening ??= this.create().then(
      file => {
        this.#file = file;
      },
      () => {
        this.#isUsable = false;
      }
    );
    return this.#opening;
  }

  has(key: number, bands: readonly number[]): boolean {
    const places = this.#places.get(key);
    return places !== undefined && bands.every(band => places[band] >= 0);
  }

  /**
   * Keeps some bands of a block.
   *
   * @param bytes - All bands of the block, one behind the other.
   * @param wanted - Whether to keep a band, by its number.
   * @returns False when there is no room: the file then takes no more.
   */
  keep(key: number, bytes: Uint8Array, wanted: readonly boolean[]): boolean {
    if (this.#file === null || !this.#isUsable) {
      return false;
    }
    const bandBytes = bytes.length / wanted.length;
    const places = this.#places.get(key) ?? wanted.map(() => -1);
    const isMissing = (band: number): boolean => wanted[band] && places[band] < 0;
    try {
      for (let first = 0; first < wanted.length; first++) {
        if (!isMissing(first)) {
          continue;
        }
        let end = first + 1;
        while (end < wanted.length && isMissing(end)) {
          end++;
        }
        const place = this.#end;
        this.#end += (end - first) * bandBytes;
        this.#file.write(place, bytes.subarray(first * bandBytes, end * bandBytes));
        for (let band = first; band < end; band++) {
          places[band] = place + (band - first) * bandBytes;
        }
      }
      this.#places.set(key, places);
    } catch {
      this.#isUsable = false;
    }
    return this.#isUsable;
  }

  /** Reads a part of a band that was kept; `offset` is in bytes from its beginning. */
  read(key: number, band: number, offset: number, into: Uint8Array): void {
    this.#file!.read(this.#places.get(key)![band] + offset, into);
  }
}
