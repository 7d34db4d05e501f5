import { describe, expect, it } from 'vitest';
import { normalSource, windowedCoherence } from '..';
import type { ComplexGrid } from '..';

describe('windowedCoherence', () => {
  const noise = (seed: number, width: number, height: number): ComplexGrid => {
    const normal = normalSource(seed);
    const part = (): Float32Array =>
      Float32Array.from({ length: width * height }, () => normal.next());
    return { width, height, re: part(), im: part() };
  };

  it('is the definition, pixel by pixel', () => {
    const a = noise(1, 9, 7);
    const b = noise(2, 9, 7);
    const got = windowedCoherence(a, b, { azimuthLines: 3, rangeSamples: 5 });
    let re = 0;
    let im = 0;
    let powerA = 0;
    let powerB = 0;
    for (let line = 2; line < 5; line++) {
      for (let sample = 3; sample < 8; sample++) {
        const i = line * 9 + sample;
        re += a.re[i] * b.re[i] + a.im[i] * b.im[i];
        im += a.im[i] * b.re[i] - a.re[i] * b.im[i];
        powerA += a.re[i] ** 2 + a.im[i] ** 2;
        powerB += b.re[i] ** 2 + b.im[i] ** 2;
      }
    }
    expect(got[3 * 9 + 5]).toBeCloseTo(Math.hypot(re, im) / Math.sqrt(powerA * powerB), 6);
  });

  it('is 1 for a fringe whose phase is taken off, and less with it', () => {
    const a = noise(3, 40, 20);
    const phase = Float64Array.from({ length: 800 }, (_, i) => (i % 40) * 0.9);
    const b = {
      ...a,
      re: a.re.map((re, i) => re * Math.cos(phase[i]) + a.im[i] * Math.sin(phase[i])),
      im: a.im.map((im, i) => im * Math.cos(phase[i]) - a.re[i] * Math.sin(phase[i]))
    };
    const window = { azimuthLines: 5, rangeSamples: 15 };
    expect(Math.min(...windowedCoherence(a, b, window, phase))).toBeGreaterThan(0.999999);
    expect(windowedCoherence(a, b, window)[420]).toBeLessThan(0.5);
  });

  it('leaves out what is no number, and is no number where the pixel is none', () => {
    const a = noise(4, 8, 8);
    const b = { ...a, re: a.re.slice() };
    b.re[27] = NaN;
    const got = windowedCoherence(a, b, { azimuthLines: 3, rangeSamples: 3 });
    expect(got[27]).toBeNaN();
    expect(got[28]).toBeCloseTo(1, 6);
  });
});
