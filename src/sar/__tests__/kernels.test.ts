import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { normalSource } from '..';
import { FRACTIONS, sincKernels } from '../coregistration/sinc-kernels';
import { SINC_AZIMUTH, SINC_RANGE } from '../coregistration/burst-resampler';
import { Kernels, newWasmKernels } from '../kernels/kernels';
import { TwinKernels } from '../kernels/twin';
import { report, worst } from './measures';

const BUILD = resolve(__dirname, '../assembly/build.mjs');
const SAMPLES = 203;
const LINES = 20;
const PADDING = 64;
const STRIDE = SAMPLES + 2 * PADDING;

/** Deramps noise into a buffer and resamples a line of it; every array comes back. */
function runAll(kernels: Kernels): Record<string, number[]> {
  const normal = normalSource(7);
  const table = Float64Array.from(
    { length: 3 * 8 },
    (_, i) => [5400, -30, 4][i % 3] * (1 + i / 500)
  );
  const at = {
    table: kernels.reserve(table.byteLength),
    range: kernels.reserve(4 * FRACTIONS * SINC_RANGE.taps),
    azimuth: kernels.reserve(4 * FRACTIONS * SINC_AZIMUTH.taps),
    re: kernels.reserve(4 * STRIDE * LINES) + 4 * PADDING,
    im: kernels.reserve(4 * STRIDE * LINES) + 4 * PADDING,
    line: kernels.reserve(4 * SAMPLES + 16),
    valid: kernels.reserve(8 * LINES),
    azimuthOffset: kernels.reserve(8 * SAMPLES),
    rangeOffset: kernels.reserve(8 * SAMPLES),
    outRe: kernels.reserve(4 * SAMPLES + 16),
    outIm: kernels.reserve(4 * SAMPLES + 16),
    outPhase: kernels.reserve(8 * SAMPLES + 16)
  };
  kernels.float64(at.table, table.length).set(table);
  kernels.float32(at.range, FRACTIONS * SINC_RANGE.taps).set(sincKernels(SINC_RANGE));
  kernels.float32(at.azimuth, FRACTIONS * SINC_AZIMUTH.taps).set(sincKernels(SINC_AZIMUTH));
  const valid = kernels.int32(at.valid, 2 * LINES);
  for (let line = 0; line < LINES; line++) {
    kernels.int16(at.line, 2 * SAMPLES).forEach((_, i, samples) => {
      samples[i] = Math.round(300 * normal.next());
    });
    // Odd and even ends, a line without samples, and a whole one.
    const [first, last] = line === 3 ? [-1, -2] : line === 4 ? [0, SAMPLES - 1] : [3, 180 + line];
    const place = 4 * line * STRIDE;
    const eta = (line - 9) * 0.07;
    kernels.run.deramp(at.line, at.re + place, at.im + place, SAMPLES, first, last, at.table, eta);
    valid.set([first, last], 2 * line);
  }
  const azimuthOffset = kernels.float64(at.azimuthOffset, SAMPLES);
  const rangeOffset = kernels.float64(at.rangeOffset, SAMPLES);
  for (let i = 0; i < SAMPLES; i++) {
    azimuthOffset[i] = i === 50 ? NaN : 0.4 * Math.sin(i / 20);
    rangeOffset[i] = i === 60 ? NaN : i === 70 ? 1e12 : 5.3 + i / 90;
  }
  const args = [at.azimuthOffset, at.rangeOffset, 109, 2, SAMPLES - 2, at.re, at.im, 4 * STRIDE];
  const more = [100, LINES, at.valid, at.range, SINC_RANGE.taps, at.azimuth, SINC_AZIMUTH.taps];
  const phases = [FRACTIONS, at.table, 109.5, 0.002, 0.25, 3, at.outRe, at.outIm, at.outPhase];
  type Resample = Kernels['run']['resample'];
  kernels.run.resample(...([...args, ...more, ...phases] as Parameters<Resample>));
  const outPhase = [...kernels.float64(at.outPhase, SAMPLES - 2)];
  kernels.run.turn(at.outRe, at.outIm, at.outPhase, SAMPLES - 2);
  return {
    planeRe: [...kernels.float32(at.re - 4 * PADDING, STRIDE * LINES)],
    planeIm: [...kernels.float32(at.im - 4 * PADDING, STRIDE * LINES)],
    outPhase,
    outRe: [...kernels.float32(at.outRe, SAMPLES - 2)],
    outIm: [...kernels.float32(at.outIm, SAMPLES - 2)]
  };
}

describe('the kernels', () => {
  it('are what their sources give', () => {
    execFileSync(process.execPath, [BUILD, '--check'], { stdio: 'pipe' });
  });

  it('do what their twin does', () => {
    const wasm = newWasmKernels();
    expect(wasm).not.toBeNull();
    const fast = runAll(wasm as Kernels);
    const plain = runAll(new Kernels(new TwinKernels()));
    for (const name of Object.keys(plain)) {
      const isNumber = plain[name].map(value => value === value);
      expect(fast[name].map(value => value === value)).toEqual(isNumber);
      const differences = plain[name].map((value, i) => (isNumber[i] ? fast[name][i] - value : 0));
      expect(worst(differences), name).toBeLessThan(name === 'outPhase' ? 1e-9 : 1e-3);
      expect(worst(plain[name].filter((_, i) => isNumber[i]))).toBeGreaterThan(10);
    }
    expect(plain.outRe.filter(value => value !== value).length).toBeGreaterThan(3);
    expect(plain.outRe.filter(value => value === value).length).toBeGreaterThan(150);
  });
});

describe('sinc kernels', () => {
  it.each([
    ['range', SINC_RANGE, 0.43],
    ['azimuth', SINC_AZIMUTH, 0.33]
  ])('shift a wave of the %s band by the fraction', (_, shape, edge) => {
    const weights = sincKernels(shape);
    let phaseError = 0;
    for (const frequency of [-0.8 * edge, 0.1, 0.5 * edge]) {
      for (let step = 0; step < FRACTIONS; step += 37) {
        let re = 0;
        let im = 0;
        for (let tap = 0; tap < shape.taps; tap++) {
          const phase = 2 * Math.PI * frequency * (tap - (shape.taps / 2 - 1) - step / FRACTIONS);
          re += weights[step * shape.taps + tap] * Math.cos(phase);
          im += weights[step * shape.taps + tap] * Math.sin(phase);
        }
        phaseError = Math.max(phaseError, Math.abs(Math.atan2(im, re)));
        expect(Math.abs(Math.hypot(re, im) - 1)).toBeLessThan(0.05);
      }
    }
    report('sinc, worst phase in rad', { phaseError });
    expect(phaseError).toBeLessThan(0.02 /* rad */);
  });
});
