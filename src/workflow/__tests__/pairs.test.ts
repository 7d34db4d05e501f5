import { describe, expect, it } from 'vitest';
import { coherenceName, pairName, pairsByTemporalBaseline } from '../pairs';
import { dayNumber, dayOf } from '../calendar';
import { InvalidDateError } from '../errors';

const pair = (primary: string, secondary: string) => ({ primary, secondary });

describe('pairs by temporal baseline', () => {
  it.each([
    { name: 'no date', dates: [], days: 12, pairs: [] },
    { name: 'one date', dates: ['2024-08-09'], days: 12, pairs: [] },
    {
      name: 'dates in any order, and twice',
      dates: ['2024-09-02', '2024-08-09', '2024-08-21', '2024-08-09'],
      days: 12,
      pairs: [pair('2024-08-09', '2024-08-21'), pair('2024-08-21', '2024-09-02')]
    },
    {
      name: 'a date missing in between',
      dates: ['2024-08-09', '2024-08-21', '2024-09-14', '2024-09-26'],
      days: 12,
      pairs: [pair('2024-08-09', '2024-08-21'), pair('2024-09-14', '2024-09-26')]
    },
    {
      name: 'twice the repeat cycle',
      dates: ['2024-08-09', '2024-08-21', '2024-09-02'],
      days: 24,
      pairs: [pair('2024-08-09', '2024-09-02')]
    },
    {
      name: 'a leap day and the end of a year',
      dates: ['2024-02-23', '2024-02-29', '2023-12-30', '2024-01-05'],
      days: 6,
      pairs: [pair('2023-12-30', '2024-01-05'), pair('2024-02-23', '2024-02-29')]
    },
    {
      name: 'times of day that differ by seconds',
      dates: ['2024-08-09T17:07:38.369Z', '2024-08-21T17:07:39Z'],
      days: 12,
      pairs: [pair('2024-08-09', '2024-08-21')]
    },
    { name: 'no baseline', dates: ['2024-08-09', '2024-08-09'], days: 0, pairs: [] }
  ])('$name', ({ dates, days, pairs }) => {
    expect(pairsByTemporalBaseline(dates, days)).toEqual(pairs);
  });

  it('names a date that is none', () => {
    expect(() => pairsByTemporalBaseline(['2024-02-30'], 12)).toThrow(InvalidDateError);
    expect(() => pairsByTemporalBaseline(['2024-02-30'], 12)).toThrow(/"2024-02-30".*YYYY-MM-DD/);
  });

  it('names files by both days', () => {
    const days = pair('2024-08-09', '2024-08-21');
    expect(pairName(days)).toBe('20240809_20240821');
    expect(coherenceName('VH', days)).toBe('coh_VH_20240809_20240821');
  });
});

describe('the calendar', () => {
  it.each(['2023-02-29', '2024-13-01', '2024-00-10', '24-08-09', '2024-8-9', '2024-08-09x', ''])(
    'has no day %j',
    text => expect(dayNumber(text)).toBeNull()
  );

  it('counts from 1970 and back', () => {
    expect(dayNumber('1970-01-02')).toBe(1);
    expect(dayNumber('2000-03-01')).toBe(11017);
    for (let number = 16000; number < 24000; number += 7) {
      expect(dayNumber(dayOf(number))).toBe(number);
    }
  });
});
