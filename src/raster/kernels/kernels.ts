import { KERNEL_BYTES } from './bytes';

/** What of the runtime's WebAssembly is used here; `lib` has it only together with the DOM. */
interface WasmRuntime {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/** Packs rows; 0 when they are not of its kind. */
type PackKernel = (
  samples: number,
  width: number,
  rows: number,
  bits: number,
  target: number
) => number;

/** Unpacks rows to places `stride` bytes apart. */
type UnpackKernel = (
  source: number,
  width: number,
  rows: number,
  bits: number,
  target: number,
  stride: number
) => void;

/** Functions of ../assembly; numbers that are not counts are places in the memory. */
interface KernelFunctions {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly heapBase: { readonly value: number };
  inflate(source: number, length: number, target: number, capacity: number): number;
  inflateTwo(
    source: number,
    length: number,
    target: number,
    capacity: number,
    source2: number,
    length2: number,
    target2: number,
    capacity2: number
  ): number;
  undoFloat32(source: number, target: number, width: number, rows: number, bands: number): void;
  applyFloat32(source: number, target: number, width: number, rows: number, bands: number): void;
  undoHorizontal16(at: number, width: number, rows: number, bands: number): void;
  undoHorizontal32(at: number, width: number, rows: number, bands: number): void;
  applyHorizontal16(at: number, width: number, rows: number, bands: number): void;
  applyHorizontal32(at: number, width: number, rows: number, bands: number): void;
  separate32(source: number, target: number, count: number, bands: number): void;
  readonly packWhole: PackKernel;
  readonly packSteps: PackKernel;
  readonly unpackWhole: UnpackKernel;
  readonly unpackSteps: UnpackKernel;
  project(
    lon: number,
    lat: number,
    count: number,
    x: number,
    y: number,
    roughX: number,
    roughY: number,
    fit: number
  ): void;
  scanLine(
    upperLon: number,
    upperLat: number,
    lon: number,
    lat: number,
    count: number,
    blockSamples: number,
    blocks: number
  ): void;
  readonly hitCount: { readonly value: number };
  findHits(
    lines: number,
    count: number,
    first: number,
    cells: number,
    samples: number,
    us: number,
    vs: number,
    capacity: number
  ): number;
  walk(request: number, table: number): number;
  interpolate(
    plane: number,
    line: number,
    offsets: number,
    us: number,
    vs: number,
    count: number,
    target: number
  ): void;
  halveFloat32(source: number, width: number, rows: number, target: number): void;
}

const PAGE_BYTES = 65536;
/** Places are multiples of this. */
const ALIGNMENT = 64;

/** The kernels in WebAssembly and their memory, which the calls of one thread share. */
export class Kernels {
  #bytes = new Uint8Array(0);

  constructor(readonly run: KernelFunctions) {}

  /**
   * Places for some arrays of the given lengths in bytes, one behind the other. They hold until
   * the next call of this function, which hands out the same memory.
   */
  reserve(...lengths: readonly number[]): number[] {
    const { memory, heapBase } = this.run;
    let end = heapBase.value;
    const places = lengths.map(length => {
      const place = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
      end = place + length;
      return place;
    });
    const missing = Math.ceil((end - memory.buffer.byteLength) / PAGE_BYTES);
    if (missing > 0) {
      memory.grow(missing);
    }
    return places;
  }

  /** The whole memory as bytes; grows only in `reserve`. */
  get bytes(): Uint8Array {
    const { buffer } = this.run.memory;
    if (this.#bytes.buffer !== buffer) {
      this.#bytes = new Uint8Array(buffer);
    }
    return this.#bytes;
  }

  /** A view of `length` float32 samples. */
  float32(place: number, length: number): Float32Array {
    return new Float32Array(this.run.memory.buffer, place, length);
  }
}

let loaded: Kernels | null | undefined;

/** The kernels of this thread; null where the runtime has no WebAssembly with SIMD. */
export function kernels(): Kernels | null {
  if (loaded === undefined) {
    loaded = load();
  }
  return loaded;
}

/**
 * Arrays of the given lengths with leftovers in them, in the memory of the kernels where there are
 * some; they hold until anyone asks for memory there again.
 */
export function workingMemory(...lengths: readonly number[]): Uint8Array[] {
  const wasm = kernels();
  if (!wasm) {
    return lengths.map(length => new Uint8Array(length));
  }
  const places = wasm.reserve(...lengths);
  return places.map((place, k) => wasm.bytes.subarray(place, place + lengths[k]));
}

function load(): Kernels | null {
  const { WebAssembly: wasm, atob: decode } = globalThis as unknown as {
    WebAssembly?: WasmRuntime;
    atob(text: string): string;
  };
  try {
    const bytes = Uint8Array.from(decode(KERNEL_BYTES), character => character.charCodeAt(0));
    const instance = new wasm!.Instance(new wasm!.Module(bytes), {});
    return new Kernels(instance.exports as KernelFunctions);
  } catch {
    return null;
  }
}
