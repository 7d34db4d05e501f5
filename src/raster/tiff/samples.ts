import type { Plane, SampleType } from '../plane';

/** Samples of one block, or of a part of one. */
export type Samples =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** All bands of a block, one behind the other. */
export interface UnpackedBlock {
  readonly samples: Samples;
  /** As many bytes beside them in the memory of the kernels, for whoever has them; else null. */
  readonly spare: Uint8Array | null;
}

export const SAMPLE_BYTES: Readonly<Record<SampleType, number>> = {
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  float64: 8
};

const VIEWS = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array
} as const;

/** Views bytes of this machine's order (little-endian, as in every JavaScript runtime) as samples. */
export function samplesOf(bytes: Uint8Array, type: SampleType): Samples {
  const aligned = bytes.byteOffset % SAMPLE_BYTES[type] === 0 ? bytes : bytes.slice();
  const { buffer, byteOffset, byteLength } = aligned;
  return new VIEWS[type](buffer as ArrayBuffer, byteOffset, byteLength / SAMPLE_BYTES[type]);
}

export function newSamples(type: SampleType, length: number): Samples {
  return new VIEWS[type](length);
}

/** The kind of plane that holds every sample of the type exactly. */
export function planeType(type: SampleType): Float32ArrayConstructor | Float64ArrayConstructor {
  return type === 'float64' || type === 'uint32' || type === 'int32' ? Float64Array : Float32Array;
}

export function newPlane(type: SampleType, length: number): Plane {
  return new (planeType(type))(length);
}

/** Samples that are interleaved by pixel, sorted by band: all of the first, all of the second … */
export function separateBands(samples: Samples, bands: number): Samples {
  if (bands === 1) {
    return samples;
  }
  const separated = samples.slice();
  const count = samples.length / bands;
  for (let band = 0, to = 0; band < bands; band++) {
    for (let from = band; to < (band + 1) * count; from += bands, to++) {
      separated[to] = samples[from];
    }
  }
  return separated;
}

/** Turns the bytes of every sample around, in place. */
export function swapBytes(bytes: Uint8Array, sampleBytes: number): void {
  for (let start = 0; start + sampleBytes <= bytes.length; start += sampleBytes) {
    for (let i = start, j = start + sampleBytes - 1; i < j; i++, j--) {
      const kept = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = kept;
    }
  }
}
