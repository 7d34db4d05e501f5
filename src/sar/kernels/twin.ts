import { carrierRad } from '../burst/carrier-table';
import type { KernelFunctions } from './kernels';

const PAGE_BYTES = 65536;

/** Memory as WebAssembly has it: bytes that grow by pages. */
class TwinMemory {
  buffer = new ArrayBuffer(PAGE_BYTES);

  grow(pages: number): number {
    const before = this.buffer;
    this.buffer = new ArrayBuffer(before.byteLength + pages * PAGE_BYTES);
    new Uint8Array(this.buffer).set(new Uint8Array(before));
    return before.byteLength / PAGE_BYTES;
  }
}

/**
 * The kernels of ../assembly in plain TypeScript: what tests compare them with, and what runs
 * where the runtime has no WebAssembly with SIMD.
 */
export class TwinKernels implements KernelFunctions {
  readonly memory = new TwinMemory();
  readonly heapBase = { value: 64 };

  deramp(
    sourceAt: number,
    reAt: number,
    imAt: number,
    samples: number,
    firstValid: number,
    lastValid: number,
    carrierAt: number,
    etaS: number
  ): void {
    const { buffer } = this.memory;
    const source = new Int16Array(buffer, sourceAt, 2 * samples);
    const re = new Float32Array(buffer, reAt, samples).fill(0);
    const im = new Float32Array(buffer, imAt, samples).fill(0);
    const table = new Float64Array(buffer, carrierAt);
    if (firstValid < 0) {
      return;
    }
    for (let s = firstValid; s <= lastValid; s++) {
      const phase = carrierRad(table, s, etaS);
      const cosine = Math.cos(phase);
      const sine = Math.sin(phase);
      re[s] = source[2 * s] * cosine + source[2 * s + 1] * sine;
      im[s] = source[2 * s + 1] * cosine - source[2 * s] * sine;
    }
  }

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
  ): void {
    const { buffer } = this.memory;
    const floats = new Float32Array(buffer);
    const azimuthOffset = new Float64Array(buffer, azimuthOffsetAt, count);
    const rangeOffset = new Float64Array(buffer, rangeOffsetAt, count);
    const valid = new Int32Array(buffer, validAt, 2 * bufferLines);
    const table = new Float64Array(buffer, carrierAt);
    const outRe = new Float32Array(buffer, outReAt, count).fill(NaN);
    const outIm = new Float32Array(buffer, outImAt, count).fill(NaN);
    const outPhase = new Float64Array(buffer, outPhaseAt, count).fill(0);
    for (let i = 0; i < count; i++) {
      const y = line + azimuthOffset[i];
      const x = firstSample + i + rangeOffset[i];
      const yStep = Math.floor(y * fractions + 0.5);
      const xStep = Math.floor(x * fractions + 0.5);
      const yWhole = Math.floor(yStep / fractions);
      const xWhole = Math.floor(xStep / fractions);
      const row = yWhole - (azimuthTaps / 2 - 1) - bufferLine;
      if (!(row >= 0 && row + azimuthTaps <= bufferLines && x === x)) {
        continue;
      }
      const limits = 2 * (Math.floor(y + 0.5) - bufferLine);
      const nearest = Math.floor(x + 0.5);
      if (nearest < valid[limits] || nearest > valid[limits + 1]) {
        continue;
      }
      const weightsY = azimuthKernelsAt / 4 + (yStep - yWhole * fractions) * azimuthTaps;
      const weightsX = rangeKernelsAt / 4 + (xStep - xWhole * fractions) * rangeTaps;
      let sumRe = 0;
      let sumIm = 0;
      for (let j = 0; j < azimuthTaps; j++) {
        const start = ((row + j) * strideBytes) / 4 + xWhole - (rangeTaps / 2 - 1);
        for (let k = 0; k < rangeTaps; k++) {
          const weight = floats[weightsY + j] * floats[weightsX + k];
          sumRe += weight * floats[reAt / 4 + start + k];
          sumIm += weight * floats[imAt / 4 + start + k];
        }
      }
      outRe[i] = sumRe;
      outIm[i] = sumIm;
      const carrier = carrierRad(table, x, (y - middleLine) * lineS);
      outPhase[i] = carrier + phase0 + phase1 * rangeOffset[i];
    }
  }

  turn(reAt: number, imAt: number, phaseAt: number, count: number): void {
    const { buffer } = this.memory;
    const re = new Float32Array(buffer, reAt, count);
    const im = new Float32Array(buffer, imAt, count);
    const phase = new Float64Array(buffer, phaseAt, count);
    for (let i = 0; i < count; i++) {
      const cosine = Math.cos(phase[i]);
      const sine = Math.sin(phase[i]);
      const sampleRe = re[i];
      re[i] = sampleRe * cosine - im[i] * sine;
      im[i] = im[i] * cosine + sampleRe * sine;
    }
  }
}
