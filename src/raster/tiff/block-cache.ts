import type { Samples } from './samples';

/** Unpacked blocks by number, least recently used first to go when the bytes run out. */
export class BlockCache {
  readonly #blocks = new Map<number, Samples>();
  #bytes = 0;

  constructor(readonly mostBytes: number) {}

  get(key: number): Samples | undefined {
    const samples = this.#blocks.get(key);
    if (samples) {
      this.#blocks.delete(key);
      this.#blocks.set(key, samples);
    }
    return samples;
  }

  put(key: number, samples: Samples): void {
    if (samples.byteLength > this.mostBytes || this.#blocks.has(key)) {
      return;
    }
    this.#blocks.set(key, samples);
    this.#bytes += samples.byteLength;
    for (const [oldest, { byteLength }] of this.#blocks) {
      if (this.#bytes <= this.mostBytes) {
        break;
      }
      this.#blocks.delete(oldest);
      this.#bytes -= byteLength;
    }
  }

  clear(): void {
    this.#blocks.clear();
    this.#bytes = 0;
  }
}
