/** What is used of the runtime's WebAssembly; its own types come with the DOM or Node alone. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

interface WasmApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly Memory: new (size: { initial: number; maximum: number }) => WasmMemory;
  validate(bytes: Uint8Array): boolean;
}

/** A module that needs 128-bit vectors: one function that returns `i8x16.splat(0)`. */
const VECTOR_PROBE = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 5, 1, 0x60, 0, 1, 0x7b],
  ...[3, 2, 1, 0],
  ...[10, 8, 1, 6, 0, 0x41, 0, 0xfd, 0x0f, 0x0b]
);

/** The runtime's WebAssembly; null where it has none, or none with vectors. */
export const wasm: WasmApi | null = (() => {
  const found = (globalThis as { WebAssembly?: WasmApi }).WebAssembly ?? null;
  return found?.validate(VECTOR_PROBE) ? found : null;
})();
