import type { ScratchFile } from '../bytes';
import { packedRowBytes, packRows, unpackRows, type RowPacking } from './pack-rows';
import type { Samples } from './samples';
import { giveMemoryBack, takeMemory } from './spare-memory';

/** Where a band of a block lies in the file, and how; null for its bytes as they are in memory. */
interface KeptBand {
  readonly place: number;
  readonly packing: RowPacking | null;
}

/**
 * Unpacked bands of blocks in a temporary file: a raster that is read several times, a window at a
 * time, is unpacked once, whatever its size, and takes no memory. What can be packed at next to no
 * cost is: most of what writing takes is finding room for the bytes.
 */
export class BlockScratch {
  #opening: Promise<void> | null = null;
  #file: ScratchFile | null = null;
  #end = 0;
  #isUsable = true;
  /** Bands of a block by their number; undefined for one that is not there. */
  readonly #bands = new Map<number, (KeptBand | undefined)[]>();

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
    const kept = this.#bands.get(key);
    return kept !== undefined && bands.every(band => kept[band] !== undefined);
  }

  /**
   * Keeps some bands of a block.
   *
   * @param samples - All bands of the block, one behind the other, in rows of `width`.
   * @param wanted - Whether to keep a band, by its number.
   * @returns False when there is no room: the file then takes no more.
   */
  keep(key: number, samples: Samples, width: number, wanted: readonly boolean[]): boolean {
    if (this.#file === null || !this.#isUsable) {
      return false;
    }
    const bandLength = samples.length / wanted.length;
    const kept = [...(this.#bands.get(key) ?? [])];
    const memory = takeMemory(samples.byteLength);
    let length = 0;
    wanted.forEach((isWanted, band) => {
      if (isWanted && !kept[band]) {
        const part = samples.subarray(band * bandLength, (band + 1) * bandLength);
        const place = this.#end + length;
        const packing = packed(part, width, memory, length);
        kept[band] = { place, packing };
        length += packing ? (bandLength / width) * packedRowBytes(width) : part.byteLength;
      }
    });
    try {
      this.#file.write(this.#end, memory.subarray(0, length));
      this.#end += length;
      this.#bands.set(key, kept);
    } catch {
      this.#isUsable = false;
    }
    giveMemoryBack(memory);
    return this.#isUsable;
  }

  /** Reads rows of `width` samples, from `firstRow` on, of a band that was kept. */
  read(key: number, band: number, firstRow: number, width: number, into: Samples): void {
    const { place, packing } = this.#bands.get(key)![band]!;
    const rows = into.length / width;
    if (!packing) {
      const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
      this.#file!.read(place + (firstRow * bytes.length) / rows, bytes);
      return;
    }
    const rowBytes = packedRowBytes(width);
    const memory = takeMemory(rows * rowBytes);
    this.#file!.read(place + firstRow * rowBytes, memory.subarray(0, rows * rowBytes));
    unpackRows(wordsOf(memory, 0), packing, width, into as Float32Array);
    giveMemoryBack(memory);
  }
}

/** Packs a band into the memory, or copies it when it cannot be packed. */
function packed(
  samples: Samples,
  width: number,
  memory: Uint8Array,
  offset: number
): RowPacking | null {
  const packing =
    samples instanceof Float32Array && width % 2 === 0
      ? packRows(samples, width, wordsOf(memory, offset))
      : null;
  if (!packing) {
    memory.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), offset);
  }
  return packing;
}

function wordsOf(memory: Uint8Array, offset: number): Uint16Array {
  return new Uint16Array(memory.buffer, memory.byteOffset + offset, (memory.length - offset) >> 1);
}
