import type { Samples } from './samples';

/** Bands of a block, one behind the other. */
export interface KeptBlock {
  readonly samples: Samples;
  /** Which bands of the block they are; null for all. */
  readonly bands: readonly number[] | null;
}

/**
 * Unpacked blocks by number, least recently used first to go when the bytes run out. Their arrays
 * belong to the cache: a new block takes that of one that has to go, where it fits.
 */
export class BlockCache {
  readonly #blocks = new Map<number, KeptBlock>();
  #bytes = 0;

  constructor(readonly mostBytes: number) {}

  /** A block that is there with all bands that are wanted. */
  get(key: number, wanted: readonly number[]): KeptBlock | undefined {
    const block = this.#blocks.get(key);
    if (!block || wanted.some(band => block.bands && !block.bands.includes(band))) {
      return undefined;
    }
    this.#blocks.delete(key);
    this.#blocks.set(key, block);
    return block;
  }

  /**
   * Keeps a copy of some bands of a block.
   *
   * @param samples - All bands of the block, one behind the other.
   * @param bandCount - How many they are.
   * @param bands - Which of them to keep; null for all.
   */
  put(key: number, samples: Samples, bandCount: number, bands: readonly number[] | null): void {
    const bandLength = samples.length / bandCount;
    const length = (bands?.length ?? bandCount) * bandLength;
    const bytes = length * samples.BYTES_PER_ELEMENT;
    this.#drop(key);
    if (bytes > this.mostBytes) {
      return;
    }
    const copy = this.#makeRoom(samples, length, bytes);
    if (bands) {
      bands.forEach((band, k) =>
        copy.set(samples.subarray(band * bandLength, (band + 1) * bandLength), k * bandLength)
      );
    } else {
      copy.set(samples);
    }
    this.#blocks.set(key, { samples: copy, bands });
    this.#bytes += bytes;
  }

  clear(): void {
    this.#blocks.clear();
    this.#bytes = 0;
  }

  /** An array like the samples, of the oldest block that had to go where it has that length. */
  #makeRoom(samples: Samples, length: number, bytes: number): Samples {
    let spare: Samples | null = null;
    for (const [oldest, kept] of this.#blocks) {
      if (this.#bytes + bytes <= this.mostBytes) {
        break;
      }
      spare = kept.samples;
      this.#drop(oldest);
    }
    const fits = spare?.length === length && spare.constructor === samples.constructor;
    return fits ? spare! : samples.slice(0, length);
  }

  #drop(key: number): void {
    this.#bytes -= this.#blocks.get(key)?.samples.byteLength ?? 0;
    this.#blocks.delete(key);
  }
}
