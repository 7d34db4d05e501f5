import { KERNEL_BYTES } from './bytes';
import { TwinKernels } from './twin';

/** What of the runtime's WebAssembly is used here; `lib` has it only together with the DOM. */
interface WasmRuntime {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/** The hot loops; numbers named `...At` are places in the memory, in bytes. */
export interface KernelFunctions {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly heapBase: { readonly value: number };
  /** Complex int16 times exp(-i carrier) into planes; see assembly/deramp.ts. */
  deramp(
    sourceAt: number,
    reAt: number,
    imAt: number,
    samples: number,
    firstValid: number,
    lastValid: number,
    carrierAt: number,
    etaS: number
  ): void;
  /** Samples of the planes at fractional positions; see assembly/resample.ts. */
  resample(
    azimuthOffsetAt: number,
    rangeOffsetAt: number,
    line: number,
    firstSample: number,
    count: number,
    reAt: number,
    imAt: number,
    strideBytes: number,
    bufferLine: number,
    bufferLines: number,
    validAt: number,
    rangeKernelsAt: number,
    rangeTaps: number,
    azimuthKernelsAt: number,
    azimuthTaps: number,
    fractions: number,
    carrierAt: number,
    middleLine: number,
    lineS: number,
    phase0: number,
    phase1: number,
    outReAt: number,
    outImAt: number,
    outPhaseAt: number
  ): void;
  /** Times exp(i phase), in place. */
  turn(reAt: number, imAt: number, phaseAt: number, count: number): void;
}

const PAGE_BYTES = 65536;
/** Places are multiples of this. */
const ALIGNMENT = 64;

/** The hot loops with a memory of their own. */
export class Kernels {
  #end: number;

  constructor(readonly run: KernelFunctions) {
    this.#end = run.heapBase.value;
  }

  /** Memory for good, zeroed. Views made before a call of this may no longer hold. */
  reserve(bytes: number): number {
    const { memory } = this.run;
    const place = Math.ceil(this.#end / ALIGNMENT) * ALIGNMENT;
    this.#end = place + bytes;
    const missing = Math.ceil((this.#end + ALIGNMENT - memory.buffer.byteLength) / PAGE_BYTES);
    if (missing > 0) {
      memory.grow(missing);
    }
    return place;
  }

  float32(place: number, length: number): Float32Array {
    return new Float32Array(this.run.memory.buffer, place, length);
  }

  float64(place: number, length: number): Float64Array {
    return new Float64Array(this.run.memory.buffer, place, length);
  }

  int32(place: number, length: number): Int32Array {
    return new Int32Array(this.run.memory.buffer, place, length);
  }

  int16(place: number, length: number): Int16Array {
    return new Int16Array(this.run.memory.buffer, place, length);
  }
}

/** Kernels in WebAssembly, or their twin where the runtime has none with SIMD. */
export function newKernels(): Kernels {
  return newWasmKernels() ?? new Kernels(new TwinKernels());
}

let compiled: object | undefined;

/** Kernels in WebAssembly; null where the runtime has none with SIMD. */
export function newWasmKernels(): Kernels | null {
  const { WebAssembly: wasm, atob: decode } = globalThis as unknown as {
    WebAssembly?: WasmRuntime;
    atob(text: string): string;
  };
  if (!wasm) {
    return null;
  }
  try {
    compiled ??= new wasm.Module(
      Uint8Array.from(decode(KERNEL_BYTES), character => character.charCodeAt(0))
    );
    return new Kernels(new wasm.Instance(compiled, {}).exports as KernelFunctions);
  } catch {
    return null;
  }
}
