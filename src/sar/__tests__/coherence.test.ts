import { describe, expect, it } from 'vitest';
import {
  coherenceCorrection,
  coherenceDeviation,
  effectiveLooks,
  expectedCoherence,
  looksAlong,
  normalSource,
  windowedCoherence
} from '..';
import type { ComplexGrid } from '..';
import { report, worst } from './measures';
import { TRUTH_MISSING, truthJson } from './truth';

const IW1 = {
  rangeBand: { bandwidthHz: 5.65e7, windowCoefficient: 0.75 },
  azimuthBand: { bandwidthHz: 327, windowCoefficient: 0.7 },
  rangeSamplingRateHz: 6.434523812571428e7,
  azimuthTimeIntervalS: 2.055556299999998e-3
};

describe('statistics of the sample coherence', () => {
  it.skipIf(TRUTH_MISSING)(`agree with reference values ${TRUTH_MISSING ?? ''}`, () => {
    const rows = truthJson<Record<string, number>[]>('coherence_bias.json');
    const mean = worst(rows.map(r => expectedCoherence(r.gamma, r.L) - r.E));
    const deviation = worst(rows.map(r => coherenceDeviation(r.gamma, r.L) - r.std));
    const simulated = worst(rows.map(r => expectedCoherence(r.gamma, r.L) - r.mc_mean));
    report('coherence statistics, worst', { mean, deviation, simulated });
    expect(rows.length).toBeGreaterThan(20);
    expect(mean).toBeLessThan(1e-5);
    expect(deviation).toBeLessThan(1e-5);
    expect(simulated).toBeLessThan(0.002);
  });

  it('have the closed form sqrt(pi) Gamma(L) / (2 Gamma(L + 1/2)) at coherence 0', () => {
    // Gamma(2) / Gamma(5/2) = 4 / (3 sqrt(pi)), Gamma(4) / Gamma(9/2) = 96 / (105 sqrt(pi)).
    expect(expectedCoherence(0, 2)).toBeCloseTo(2 / 3, 11);
    expect(expectedCoherence(0, 4)).toBeCloseTo(48 / 105, 11);
  });

  it('stay numbers for many looks', () => {
    expect(expectedCoherence(0.99, 1000)).toBeCloseTo(0.99, 4);
    expect(expectedCoherence(0.999999, 5)).toBeCloseTo(0.999999, 7);
    expect(expectedCoherence(0.99989, 5)).toBeCloseTo(0.99989, 7);
    expect(expectedCoherence(1, 5)).toBe(1);
  });

  it.each([3, 10.5, 60])('are undone by the correction at %d looks', looks => {
    const correct = coherenceCorrection(looks);
    for (const coherence of [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99]) {
      expect(Math.abs(correct(expectedCoherence(coherence, looks)) - coherence)).toBeLessThan(5e-4);
    }
    expect(correct(0)).toBe(0);
    expect(correct(1)).toBe(1);
    expect(correct(NaN)).toBeNaN();
  });
});

describe('effective looks', () => {
  it.each([
    [2, 1.388, 1.698],
    [10, 5.416, 7.542],
    [61, 31.547, 44.851]
  ])('of %d samples of IW1 are %d in azimuth and %d in range', (count, azimuth, range) => {
    expect(looksAlong(IW1.azimuthBand, 1 / IW1.azimuthTimeIntervalS, count)).toBeCloseTo(
      azimuth,
      2
    );
    expect(looksAlong(IW1.rangeBand, IW1.rangeSamplingRateHz, count)).toBeCloseTo(range, 2);
  });

  it('of 2 x 10 samples of IW1 are half of the samples', () => {
    const looks = effectiveLooks(IW1, { azimuthLines: 2, rangeSamples: 10 });
    // 10.95 by simulation over band-limited speckle; the product of the axes says a little less.
    expect(looks).toBeGreaterThan(10.2);
    expect(looks).toBeLessThan(11);
  });
});

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
