import { describe, expect, it } from 'vitest';
import { normalSource, placeInFootprint, speckleSeries } from '..';

function coherence(
  a: { re: Float32Array; im: Float32Array },
  b: { re: Float32Array; im: Float32Array }
): number {
  let [real, imaginary, powerA, powerB] = [0, 0, 0, 0];
  for (let i = 0; i < a.re.length; i++) {
    real += a.re[i] * b.re[i] + a.im[i] * b.im[i];
    imaginary += a.im[i] * b.re[i] - a.re[i] * b.im[i];
    powerA += a.re[i] ** 2 + a.im[i] ** 2;
    powerB += b.re[i] ** 2 + b.im[i] ** 2;
  }
  return Math.hypot(real, imaginary) / Math.sqrt(powerA * powerB);
}

describe('normalSource', () => {
  it('has mean 0, variance 1 and kurtosis 3, and repeats itself', () => {
    const source = normalSource(7);
    const numbers = Float64Array.from({ length: 400_000 }, () => source.next());
    const moment = (p: number): number => numbers.reduce((sum, x) => sum + x ** p, 0) / 400_000;
    expect(Math.abs(moment(1))).toBeLessThan(0.006);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.01);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.06);
    const again = normalSource(7);
    expect([again.next(), again.next()]).toEqual([numbers[0], numbers[1]]);
    expect(normalSource(8).next()).not.toBe(numbers[0]);
  });
});

describe('speckleSeries', () => {
  it.each([0, 0.3, 0.7, 0.95, 1])('has coherence %f after one step, its square after two', g => {
    const size = 200_000;
    const copies: { re: Float32Array; im: Float32Array }[] = [];
    for (const plane of speckleSeries(new Float32Array(size).fill(g), 42)) {
      copies.push({ re: plane.re.slice(), im: plane.im.slice() });
      if (copies.length === 3) {
        break;
      }
    }
    // Standard error of a coherence over 2e5 looks is at most 0.0022.
    expect(Math.abs(coherence(copies[0], copies[1]) - g)).toBeLessThan(0.008);
    expect(Math.abs(coherence(copies[0], copies[2]) - g * g)).toBeLessThan(0.008);
    const power = copies[2].re.reduce((sum, x, i) => sum + x * x + copies[2].im[i] ** 2, 0) / size;
    expect(Math.abs(power - 1)).toBeLessThan(0.01);
  });
});

describe('placeInFootprint', () => {
  it('passes through the six points of the outline', () => {
    const footprint = {
      firstLine: [
        [10.7, 46.6],
        [11.3, 46.68],
        [11.9, 46.74]
      ],
      lastLine: [
        [10.66, 46.8],
        [11.26, 46.87],
        [11.84, 46.94]
      ]
    } as const;
    footprint.firstLine.forEach((place, i) => {
      const [lon, lat] = placeInFootprint(footprint, 0, i / 2);
      expect(Math.hypot(lon - place[0], lat - place[1])).toBeLessThan(1e-12 /* degrees */);
    });
    const [lon, lat] = placeInFootprint(footprint, 0.5, 1);
    expect(lon).toBeCloseTo((11.9 + 11.84) / 2, 12);
    expect(lat).toBeCloseTo((46.74 + 46.94) / 2, 12);
  });
});
