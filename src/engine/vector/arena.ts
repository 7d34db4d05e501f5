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

/**
 * The memory that compiled loops work in, handed out as a stack: what was allocated after `mark()`
 * is free again after `release()`. Addresses are in bytes and stay good when the memory grows; the
 * typed views do not, so they are asked for again after every allocation.
 */
class Arena {
  readonly memory: WasmMemory;
  #top = ALIGNMENT_BYTES + 4 * BLOCK_WORDS;
  #single: Float32Array;
  #double: Float64Array;
  #words: Int32Array;

  constructor() {
    if (!wasm) {
      throw new Error('This runtime has no WebAssembly with vectors.');
    }
    this.memory = new wasm.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES });
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
    const lacking = this.#top - this.memory.buffer.byteLength;
    if (lacking > 0) {
      this.memory.grow(Math.ceil(lacking / PAGE_BYTES));
      this.#single = new Float32Array(this.memory.buffer);
      this.#double = new Float64Array(this.memory.buffer);
      this.#words = new Int32Array(this.memory.buffer);
    }
    return address;
  }

  /** The view for a cell type. */
  cells(type: CellType): Float32Array | Float64Array {
    return type === 'f32' ? this.#single : this.#double;
  }
}

let shared: Arena | null = null;

/** The arena of this thread, made when it is first asked for. */
export function arena(): Arena {
  shared ??= new Arena();
  return shared;
}
