import { describe, expect, it } from 'vitest';

import { DEFAULT_PARAMETERS } from '../../../workflow';
import { expectedPairs } from '../expected-pairs';
import { groundSize } from '../ground-size';

describe('expected pairs', () => {
  it('are those of the reference workflow', () => {
    expect(expectedPairs(DEFAULT_PARAMETERS)).toEqual({
      dates: ['2024-08-09', '2024-08-21', '2024-09-02'],
      pairs: [
        { primary: '2024-08-09', secondary: '2024-08-21' },
        { primary: '2024-08-21', secondary: '2024-09-02' }
      ],
      repeatDays: 12
    });
  });

  it('count the second satellite when the baseline asks for it', () => {
    const expected = expectedPairs({ ...DEFAULT_PARAMETERS, temporalBaselineDays: 6 });
    expect(expected?.repeatDays).toBe(6);
    expect(expected?.pairs).toHaveLength(4);
  });

  it('keep to the track of a primary date outside of the two dates', () => {
    const expected = expectedPairs({ ...DEFAULT_PARAMETERS, primaryDate: '2024-10-08' });
    expect(expected?.dates).toEqual(['2024-08-09', '2024-08-21', '2024-09-02']);
  });

  it.each([
    ['no multiple of 6', { temporalBaselineDays: 7 }],
    ['no baseline', { temporalBaselineDays: NaN }],
    ['dates in the wrong order', { endDate: '2024-08-01' }],
    ['no primary date', { primaryDate: '' }],
    ['a slip in the year', { startDate: '0024-08-09' }]
  ])('are not told for %s', (_, change) => {
    expect(expectedPairs({ ...DEFAULT_PARAMETERS, ...change })).toBeNull();
  });
});

describe('the size on the ground', () => {
  // Product definition of Sentinel-1 IW: 2.33 m in slant range, 13.9 to 14.1 m in azimuth.
  it.each([
    ['IW1' as const, 4.0, 4.4],
    ['IW2' as const, 3.5, 3.9],
    ['IW3' as const, 3.2, 3.5]
  ])('of a sample of %s is %f to %f m', (subSwath, fromM, toM) => {
    const { rangeM, azimuthM } = groundSize(subSwath, 1, 1);
    expect(rangeM).toBeGreaterThan(fromM);
    expect(rangeM).toBeLessThan(toM);
    expect(azimuthM).toBeGreaterThan(13.8);
    expect(azimuthM).toBeLessThan(14.2);
  });
});
