import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  coherenceCorrection,
  coherenceDeviation,
  effectiveLooks,
  expectedCoherence,
  looksAlong,
  nominalLooks
} from '..';

const TRUTH = resolve(__dirname, '../../../../shared/data/insar-truth/coherence_bias.json');
const TRUTH_MISSING = existsSync(TRUTH) ? null : `${TRUTH} is not there`;

/** The largest of some differences, without their signs. */
function worst(differences: readonly number[]): number {
  return Math.max(...differences.map(Math.abs));
}

const IW1 = {
  rangeBand: { bandwidthHz: 5.65e7, windowCoefficient: 0.75 },
  azimuthBand: { bandwidthHz: 327, windowCoefficient: 0.7 },
  rangeSamplingRateHz: 6.434523812571428e7,
  azimuthTimeIntervalS: 2.055556299999998e-3
};

describe('statistics of the sample coherence', () => {
  it.skipIf(TRUTH_MISSING)(`agree with reference values ${TRUTH_MISSING ?? ''}`, () => {
    const rows = JSON.parse(readFileSync(TRUTH, 'utf8')) as Record<string, number>[];
    const mean = worst(rows.map(r => expectedCoherence(r.gamma, r.L) - r.E));
    const deviation = worst(rows.map(r => coherenceDeviation(r.gamma, r.L) - r.std));
    const simulated = worst(rows.map(r => expectedCoherence(r.gamma, r.L) - r.mc_mean));
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
    const looks = effectiveLooks(IW1, { windowAzimuthLines: 2, windowRangeSamples: 10 });
    // 10.95 by simulation over band-limited speckle; the product of the axes says a little less.
    expect(looks).toBeGreaterThan(10.2);
    expect(looks).toBeLessThan(11);
  });
});

describe('looks by sub-swath', () => {
  // Product of the looks along each axis, from the autocorrelation of the Hamming spectra.
  it.each([
    ['IW1', 2, 10, 1.388 * 7.542],
    ['IW1', 5, 21, 2.868 * 15.591],
    ['IW2', 2, 10, 1.417 * 6.521],
    ['IW2', 11, 61, 6.188 * 38.415]
  ] as const)('of %s, %d x %d', (subSwath, windowAzimuthLines, windowRangeSamples, looks) => {
    const found = nominalLooks(subSwath, { windowAzimuthLines, windowRangeSamples });
    expect(Math.abs(found / looks - 1)).toBeLessThan(2e-3);
  });

  it('of IW3 are somewhat fewer than by simulation of 2 x 10, as in the others', () => {
    const found = nominalLooks('IW3', { windowAzimuthLines: 2, windowRangeSamples: 10 });
    // 8.73 by Monte Carlo over band-limited speckle; the product of the axes is up to 5 % less.
    expect(found / 8.73).toBeGreaterThan(0.93);
    expect(found / 8.73).toBeLessThan(1);
  });
});
