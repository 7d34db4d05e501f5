import { describe, expect, it } from 'vitest';
import { SquareFourier } from '../interferogram/fourier';
import { GOLDSTEIN_DEFAULTS, goldsteinFilter } from '../interferogram/goldstein-filter';
import type { ComplexGrid } from '../interferogram/goldstein-filter';
import { multilook } from '../interferogram/multilook';
import { unwrapPhase, wrapPhase } from '../interferogram/unwrap-phase';
import { normalSource } from '../random';

function gridOf(
  width: number,
  height: number,
  sample: (line: number, column: number) => [re: number, im: number]
): ComplexGrid {
  const re = new Float32Array(width * height);
  const im = new Float32Array(width * height);
  for (let i = 0; i < re.length; i++) {
    [re[i], im[i]] = sample(Math.floor(i / width), i % width);
  }
  return { width, height, re, im };
}

describe('the Fourier transform of a square', () => {
  const size = 8;
  const normal = normalSource(5);
  const re = Float64Array.from({ length: size * size }, () => normal.next());
  const im = Float64Array.from({ length: size * size }, () => normal.next());

  it('is the sum of its definition', () => {
    const [outRe, outIm] = [re.slice(), im.slice()];
    new SquareFourier(size).forward(outRe, outIm);
    for (let k = 0; k < size * size; k++) {
      const [v, u] = [Math.floor(k / size), k % size];
      let [sumRe, sumIm] = [0, 0];
      for (let n = 0; n < size * size; n++) {
        const angle = (-2 * Math.PI * (v * Math.floor(n / size) + u * (n % size))) / size;
        sumRe += re[n] * Math.cos(angle) - im[n] * Math.sin(angle);
        sumIm += re[n] * Math.sin(angle) + im[n] * Math.cos(angle);
      }
      expect(outRe[k]).toBeCloseTo(sumRe, 10);
      expect(outIm[k]).toBeCloseTo(sumIm, 10);
    }
  });

  it('is undone by its inverse', () => {
    const [outRe, outIm] = [re.slice(), im.slice()];
    const fourier = new SquareFourier(size);
    fourier.forward(outRe, outIm);
    fourier.inverse(outRe, outIm);
    outRe.forEach((value, i) => expect(value).toBeCloseTo(re[i], 12));
    outIm.forEach((value, i) => expect(value).toBeCloseTo(im[i], 12));
  });

  it('refuses a side that is no power of two', () => {
    expect(() => new SquareFourier(12)).toThrow('12');
  });
});

describe('multilooking', () => {
  it('is the mean of each cell, without what is no number', () => {
    const samples = Float32Array.from({ length: 20 }, (_, i) => (i === 6 ? NaN : i));
    // Five samples a line: the last one and no line are left over.
    expect([...multilook(samples, 5, 4, 2, 2)]).toEqual([2, 5, 13, 15]);
  });

  it('is NaN where nothing is known', () => {
    expect(multilook(Float32Array.of(NaN, NaN, 3, 5), 4, 1, 2, 1)).toEqual(Float32Array.of(NaN, 4));
  });
});

describe('the Goldstein filter', () => {
  const [width, height] = [96, 80];
  const fringes = (line: number, column: number): number => 0.21 * column + 0.13 * line;
  const tone = gridOf(width, height, (line, column) => {
    const phase = fringes(line, column);
    return [Math.cos(phase), Math.sin(phase)];
  });

  it('leaves the interferogram as it is at exponent 0', () => {
    const same = goldsteinFilter(tone, { ...GOLDSTEIN_DEFAULTS, exponent: 0 });
    same.re.forEach((value, i) => expect(value).toBeCloseTo(tone.re[i], 5));
    same.im.forEach((value, i) => expect(value).toBeCloseTo(tone.im[i], 5));
  });

  it('takes most of the noise of fringes away and keeps their phase', () => {
    const normal = normalSource(11);
    const noisy = gridOf(width, height, (line, column) => {
      const phase = fringes(line, column);
      return [Math.cos(phase) + 0.7 * normal.next(), Math.sin(phase) + 0.7 * normal.next()];
    });
    const before = phaseRms(noisy);
    const half = phaseRms(goldsteinFilter(noisy));
    const full = phaseRms(goldsteinFilter(noisy, { ...GOLDSTEIN_DEFAULTS, exponent: 1 }));
    expect(before).toBeGreaterThan(0.6);
    expect(half).toBeLessThan(0.6 * before);
    expect(full).toBeLessThan(0.35 * before);
  });

  it('keeps holes, and does not spread them', () => {
    const holed = gridOf(width, height, (line, column) =>
      line === 40 && column === 50 ? [NaN, NaN] : [tone.re[line * width + column], 0]
    );
    const filtered = goldsteinFilter(holed);
    const missing = filtered.re.reduce((sum, value) => sum + (value === value ? 0 : 1), 0);
    expect(missing).toBe(1);
    expect(filtered.re[40 * width + 50]).toBeNaN();
  });

  function phaseRms(grid: ComplexGrid): number {
    let squares = 0;
    for (let i = 0; i < grid.re.length; i++) {
      const expected = fringes(Math.floor(i / width), i % width);
      squares += wrapPhase(Math.atan2(grid.im[i], grid.re[i]) - expected) ** 2;
    }
    return Math.sqrt(squares / grid.re.length);
  }
});

describe('unwrapping', () => {
  const [width, height] = [120, 90];
  const hill = Float64Array.from({ length: width * height }, (_, i) => {
    const [line, column] = [Math.floor(i / width), i % width];
    return 40 * Math.exp(-((line - 40) ** 2 + (column - 60) ** 2) / 900) + 0.02 * column;
  });
  const turnsAway = (phase: Float32Array, cells = [...phase.keys()]): number[] => {
    const offset = Math.round((phase[cells[0]] - hill[cells[0]]) / (2 * Math.PI));
    return cells.filter(i => Math.round((phase[i] - hill[i]) / (2 * Math.PI)) !== offset);
  };

  it('gives a hill of six turns back', () => {
    const unwrapped = unwrapPhase(Float32Array.from(hill, wrapPhase), width, height);
    const offset = unwrapped[0] - hill[0];
    expect(wrapPhase(offset)).toBeCloseTo(0, 4);
    unwrapped.forEach((value, i) => expect(Math.abs(value - hill[i] - offset)).toBeLessThan(1e-4));
  });

  it('holds against noise of half a radian', () => {
    const normal = normalSource(3);
    const noisy = Float32Array.from(hill, value => wrapPhase(value + 0.5 * normal.next()));
    const wrong = turnsAway(unwrapPhase(noisy, width, height));
    // Single cells whose noise is beyond half a turn against all neighbours.
    expect(wrong.length / noisy.length).toBeLessThan(0.001);
  });

  it('goes around a wall of noise', () => {
    const normal = normalSource(4);
    const walled = Float32Array.from(hill, (value, i) => {
      const inWall = i % width > 78 && i % width < 84 && Math.floor(i / width) > 10;
      return wrapPhase(inWall ? 10 * normal.next() : value);
    });
    const outside = [...walled.keys()].filter(i => i % width < 77 || i % width > 85);
    expect(turnsAway(unwrapPhase(walled, width, height), outside)).toEqual([]);
  });

  it('keeps what is no number, and goes around it', () => {
    const holed = Float32Array.from(hill, (value, i) =>
      i % width === 60 && Math.floor(i / width) > 5 ? NaN : wrapPhase(value)
    );
    const unwrapped = unwrapPhase(holed, width, height);
    expect(unwrapped[50 * width + 60]).toBeNaN();
    const known = [...holed.keys()].filter(i => !Number.isNaN(holed[i]));
    expect(turnsAway(unwrapped, known)).toEqual([]);
  });
});
