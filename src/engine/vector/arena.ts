import type { Plane } from '../cube';
import { wasm, type WasmMemory } from './wasm-api';

/** How a cell is stored in the arena. */
export type CellType = 'f32' | 'f64';

export const CELL_BYTES: Readonly<Record<CellType, number>> = { f32: 4, f64: 8 };

const PAGE_BYTES = 65536;
const FIRST_PAGES = 64;
const MOST_PAGES = 65536;
/** Most parameters of a loop. */
const BLOCK_WORDS = 2048;
/** Allocations begin at a line of the processor's cache. */
const ALIGNMENT_BYTES = 64;
/** Planes take the upper half of the memory at most. */
const LOWEST_PLANE = (MOST_PAGES / 2) * PAGE_BYTES;
/** Loops look beyond the end of a plane by less than this. */
const SLACK_BYTES = 128;

/**
 * The memory that compiled loops work in, handed out as a stack: what was allocated after `mark()`
 * is free again after `release()`. Addresses are in bytes and stay good when the memory grows; the
 * typed views do not, so they are asked for again after every allocation.
 *
 * Where the system reserves all of the memory at once, which takes none before it is written to, it
 * never grows, and planes that loops read have their places in it as well, from the end downwards.
 */
class Arena {
  readonly memory: WasmMemory;
  #top = ALIGNMENT_BYTES + 4 * BLOCK_WORDS;
  /** Where planes begin; the end of the memory where there are none. */
  #lowestPlane = MOST_PAGES * PAGE_BYTES;
  /** Bytes of each plane that was handed out, by its address. */
  readonly #planes = new Map<number, number>();
  #freePlanes: { readonly address: number; readonly bytes: number }[] = [];
  #single: Float32Array;
  #double: Float64Array;
  #words: Int32Array;

  constructor() {
    if (!wasm) {
      throw new Error('This runtime has no WebAssembly with vectors.');
    }
    this.memory = newMemory();
    this.#single = new Float32Array(this.memory.buffer);
    this.#double = new Float64Array(this.memory.buffer);
    this.#words = new Int32Array(this.memory.buffer);
  }

  /** All of the memory as 32-bit numbers: number `address / 4`. */
  get words(): Int32Array {
    return this.#words;
  }

  /** Address of the block that a loop's parameters are handed over in. */
  block(words: number): number {
    if (words > BLOCK_WORDS) {
      throw new RangeError(`a loop of ${words} parameters; ${BLOCK_WORDS} are the most.`);
    }
    return ALIGNMENT_BYTES;
  }

  /** All of the memory as float32: cell `address / 4`. */
  get single(): Float32Array {
    return this.#single;
  }

  /** All of the memory as float64: cell `address / 8`. */
  get double(): Float64Array {
    return this.#double;
  }

  mark(): number {
    return this.#top;
  }

  release(mark: number): void {
    this.#top = mark;
  }

  /** Address of `bytes` bytes, with leftovers in them. */
  allocate(bytes: number): number {
    const address = this.#top;
    this.#top = address + Math.ceil(bytes / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
    if (this.#top > this.#lowestPlane) {
      throw new RangeError('the planes of a computation take more memory than loops can address.');
    }
    const lacking = this.#top - this.memory.buffer.byteLength;
    if (lacking > 0) {
      this.memory.grow(Math.ceil(lacking / PAGE_BYTES));
      this.#single = new Float32Array(this.memory.buffer);
      this.#double = new Float64Array(this.memory.buffer);
      this.#words = new Int32Array(this.memory.buffer);
    }
    return address;
  }

  /** Address of a plane that lies in this memory; null for any other. */
  addressOf(plane: Plane): number | null {
    return plane.buffer === this.memory.buffer ? plane.byteOffset : null;
  }

  /** A plane of float32 with leftovers in it, until it is given back; null where there is no room. */
  takePlane(cells: number): Float32Array | null {
    const bytes = Math.ceil((4 * cells + SLACK_BYTES) / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
    let [place] = this.#freePlanes
      .filter(free => free.bytes >= bytes)
      .sort((a, b) => a.bytes - b.bytes);
    if (!place) {
      const address = this.#lowestPlane - bytes;
      if (this.memory.buffer.byteLength < MOST_PAGES * PAGE_BYTES || address < LOWEST_PLANE) {
        return null;
      }
      this.#lowestPlane = address;
      place = { address, bytes };
    }
    this.#freePlanes = this.#freePlanes.filter(free => free !== place);
    this.#planes.set(place.address, place.bytes);
    return new Float32Array(this.memory.buffer, place.address, cells);
  }

  /** Takes a plane back that nobody looks at any more; planes of other memory are left alone. */
  givePlaneBack(plane: Plane): void {
    const address = this.addressOf(plane);
    const bytes = address === null ? undefined : this.#planes.get(address);
    if (address !== null && bytes !== undefined) {
      this.#planes.delete(address);
      this.#freePlanes.push({ address, bytes });
    }
  }

  /** The view for a cell type. */
  cells(type: CellType): Float32Array | Float64Array {
    return type === 'f32' ? this.#single : this.#double;
  }
}

/** Planes of float32 for a read, in the arena; none where they have no room there. */
export function takePlanes(count: number, cells: number): readonly Float32Array[] {
  const planes = Array.from({ length: count }, () => wasm && arena().takePlane(cells));
  const taken = planes.filter(plane => plane !== null);
  if (taken.length < count) {
    givePlanesBack(taken);
    return [];
  }
  return taken;
}

/** Gives planes back that nobody looks at any more. */
export function givePlanesBack(planes: readonly Plane[]): void {
  planes.forEach(plane => arena().givePlaneBack(plane));
}

function newMemory(): WasmMemory {
  try {
    return new wasm!.Memory({ initial: MOST_PAGES, maximum: MOST_PAGES });
  } catch {
    return new wasm!.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES });
  }
}

let shared: Arena | null = null;

/** The arena of this thread, made when it is first asked for. */
export function arena(): Arena {
  shared ??= new Arena();
  return shared;
}
