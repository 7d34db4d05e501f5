import { describe, expect, it } from 'vitest';
import { normalSource } from '..';

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
