import { describe, expect, it } from 'vitest';
import { bestStarDate, bridgingPairs, networkPairs, networkParts, pairName } from '..';
import type { AcquisitionDate } from '..';

const DAY_MS = 86_400_000;

/** 33 dates: every 12 days, every 6 in one summer, and none in two winters. */
function series(): AcquisitionDate[] {
  const dates: AcquisitionDate[] = [];
  let day = Date.UTC(2021, 3, 3);
  for (let k = 0; k < 33; k++) {
    // A walk of baselines as orbits hold them, to about 120 m on either side.
    const perpendicularBaselineM = k === 0 ? 0 : 120 * Math.sin(1.7 * k) * Math.cos(0.31 * k * k);
    dates.push({ date: new Date(day).toISOString().slice(0, 10), perpendicularBaselineM });
    day += (k > 14 && k < 20 ? 6 : k === 10 || k === 26 ? 132 : 12) * DAY_MS;
  }
  return dates;
}

const names = (pairs: readonly { primary: string; secondary: string }[]): string[] =>
  pairs.map(pairName);

describe('networks of pairs', () => {
  const dates = series();

  it('with small baselines are those of the definition', () => {
    // The definition over all ordered couples, by milliseconds and not by days.
    const expected: string[] = [];
    for (const a of dates) {
      for (const b of dates) {
        const days = (Date.parse(b.date) - Date.parse(a.date)) / DAY_MS;
        const metres = (b.perpendicularBaselineM ?? NaN) - (a.perpendicularBaselineM ?? NaN);
        if (days > 0 && days <= 48 && Math.abs(metres) <= 90) {
          expected.push(`${a.date}_${b.date}`.replaceAll('-', ''));
        }
      }
    }
    const found = networkPairs([...dates].reverse(), {
      kind: 'small-baselines',
      maxDays: 48,
      maxBaselineM: 90
    });
    expect(names(found).sort()).toEqual(expected.sort());
    expect(found.length).toBeGreaterThan(40);
    expect(found.length).toBeLessThan(120);
  });

  it('take no unknown baseline for 0', () => {
    const unknown = dates.map((acquisition, k) =>
      k === 5 ? { ...acquisition, perpendicularBaselineM: null } : acquisition
    );
    const rule = { kind: 'small-baselines', maxDays: 48 } as const;
    const limited = networkPairs(unknown, { ...rule, maxBaselineM: 1e6 });
    const free = networkPairs(unknown, { ...rule, maxBaselineM: null });
    const of = (pairs: typeof free) =>
      pairs.filter(({ primary, secondary }) => [primary, secondary].includes(dates[5].date));
    expect(of(limited)).toEqual([]);
    expect(of(free).length).toBe(8);
  });

  it('as star, chain, neighbours and fixed baseline', () => {
    const star = networkPairs(dates, { kind: 'star', centreDate: dates[9].date });
    expect(star.length).toBe(32);
    expect(star.every(({ primary, secondary }) => primary < secondary)).toBe(true);
    expect(names(networkPairs(dates, { kind: 'chain' }))).toEqual(
      dates.slice(1).map(({ date }, k) => `${dates[k].date}_${date}`.replaceAll('-', ''))
    );
    expect(networkPairs(dates, { kind: 'nearest', neighbours: 3 }).length).toBe(3 * 33 - 6);
    const fixed = networkPairs(dates, { kind: 'fixed', temporalBaselineDays: 12 });
    // 30 intervals between neighbours are no winter, 5 of 6 days; of those two in a row make 12.
    expect(fixed.length).toBe(32 - 2 - 5 + 4);
  });

  it('propose the middle of a series as the centre of a star', () => {
    const even = Array.from({ length: 9 }, (_, k) => ({
      date: new Date(Date.UTC(2024, 0, 1 + 12 * k)).toISOString().slice(0, 10),
      perpendicularBaselineM: null
    }));
    expect(bestStarDate(even)).toBe(even[4].date);
    const pulled = even.map((acquisition, k) => ({
      ...acquisition,
      perpendicularBaselineM: k === 4 ? 900 : 10 * k
    }));
    expect(bestStarDate(pulled)).not.toBe(even[4].date);
    expect(bestStarDate([])).toBeNull();
  });

  it('name the parts that winters leave, and bridge them by the closest pairs', () => {
    const pairs = networkPairs(dates, {
      kind: 'small-baselines',
      maxDays: 48,
      maxBaselineM: null
    });
    const days = dates.map(({ date }) => date);
    const parts = networkParts(days, pairs);
    expect(parts.map(part => part.length)).toEqual([11, 16, 6]);
    expect(parts.flat()).toEqual(days);
    const bridges = bridgingPairs(dates, pairs);
    expect(bridges.length).toBe(2);
    expect(networkParts(days, [...pairs, ...bridges]).length).toBe(1);
    const [first] = bridges;
    expect(parts[0]).toContain(first.primary);
    expect(parts[1]).toContain(first.secondary);
    // A date that is dropped takes its pairs along and is no part any more.
    expect(networkParts(days.slice(1), pairs)[0]).toEqual(days.slice(1, 11));
  });

  it('refuse what is no day', () => {
    const wrong = [{ date: '2024-02-30', perpendicularBaselineM: 0 }];
    expect(() => networkPairs(wrong, { kind: 'chain' })).toThrow('"2024-02-30" is not a day');
  });
});
