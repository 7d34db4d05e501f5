import { describe, expect, it } from 'vitest';
import { nominalLooks } from '..';

describe('looks by sub-swath', () => {
  // Product of the looks along each axis, from the autocorrelation of the Hamming spectra.
  it.each([
    ['IW1', 2, 10, 1.388 * 7.542],
    ['IW1', 5, 21, 2.868 * 15.591],
    ['IW2', 2, 10, 1.417 * 6.521],
    ['IW2', 11, 61, 6.188 * 38.415]
  ])('of %s, %d x %d', (subSwath, azimuthLines, rangeSamples, looks) => {
    const found = nominalLooks(subSwath, { azimuthLines, rangeSamples });
    expect(Math.abs(found / looks - 1)).toBeLessThan(2e-3);
  });

  it('of IW3 are somewhat fewer than by simulation of 2 x 10, as in the others', () => {
    const found = nominalLooks('IW3', { azimuthLines: 2, rangeSamples: 10 });
    // 8.73 by Monte Carlo over band-limited speckle; the product of the axes is up to 5 % less.
    expect(found / 8.73).toBeGreaterThan(0.93);
    expect(found / 8.73).toBeLessThan(1);
  });

  it('refuse what is no sub-swath', () => {
    expect(() => nominalLooks('EW1', { azimuthLines: 2, rangeSamples: 10 })).toThrow('EW1');
  });
});
