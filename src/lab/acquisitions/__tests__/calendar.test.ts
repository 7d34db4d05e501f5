import { describe, expect, it } from 'vitest';

import { calendarRows, daysOf, gapsOf } from '../dates/calendar';
import { baselineTicks, plotLayout, timeTicks } from '../pairs/plot-layout';
import { pairNetwork } from '../pairs/network';
import { defaultSelection } from '../pairs/selection';
import { seriesOf } from '../series';
import type { BurstSeries } from '../series';

function seriesOn(...days: string[]): BurstSeries {
  const records = days.map(day => {
    const [date, satellite = 'A', polarization = 'VV'] = day.split(' ');
    return {
      burstId: 1,
      subSwath: 'IW1' as const,
      relativeOrbit: 1,
      direction: 'ascending' as const,
      polarization: polarization as 'VV' | 'VH',
      satellite,
      time: `${date}T05:00:00Z`,
      footprint: [],
      product: day
    };
  });
  return seriesOf([{ source: 'archive', records }])[0];
}

describe('the calendar', () => {
  const series = seriesOn(
    '2023-10-05 A VH',
    '2023-10-05 A',
    '2023-10-05 C',
    '2023-10-11 C',
    '2024-02-29',
    '2024-03-12'
  );
  const days = daysOf(series.records);

  it('has a day once, with all that was acquired on it', () => {
    expect(days[0]).toEqual({
      date: '2023-10-05',
      satellites: ['A', 'C'],
      polarizations: ['VV', 'VH'],
      daysSince: null
    });
    expect(days.map(({ daysSince }) => daysSince)).toEqual([null, 6, 141, 12]);
  });

  it('counts more than twelve days as a gap', () => {
    expect(gapsOf(days)).toEqual([{ from: '2023-10-11', to: '2024-02-29', days: 141 }]);
  });

  it('has a row a month, and one for the months that a gap leaves empty', () => {
    const rows = calendarRows(days);
    expect(
      rows.map(row =>
        row.kind === 'month'
          ? [row.month, row.gaps.map(({ firstDay, lastDay }) => [firstDay, lastDay])]
          : [row.firstMonth, row.lastMonth]
      )
    ).toEqual([
      ['2023-10', [[12, 31]]],
      ['2023-11', '2024-01'],
      ['2024-02', [[1, 28]]],
      ['2024-03', []]
    ]);
  });

  it('hatches nothing next to days that follow each other, and is empty without days', () => {
    const [row] = calendarRows(daysOf(seriesOn('2024-05-31', '2024-06-30').records));
    expect(row.kind === 'month' && row.gaps).toEqual([]);
    expect(calendarRows([])).toEqual([]);
  });
});

describe('the plot', () => {
  it('has round metres and first days of months on its axes', () => {
    expect(baselineTicks(-93, 158)).toEqual([-50, 0, 50, 100, 150]);
    expect(baselineTicks(-1300, 900)).toEqual([-1000, -500, 0, 500]);
    expect(timeTicks('2024-08-09', '2024-11-02', 8).map(({ label }) => label)).toEqual([
      '2024-09',
      '2024-10',
      '2024-11'
    ]);
    expect(timeTicks('2015-08-09', '2024-11-02', 5).map(({ label }) => label)).toEqual([
      '2016',
      '2018',
      '2020',
      '2022',
      '2024'
    ]);
    expect(timeTicks('2024-08-09', '2024-08-21', 8)).toEqual([
      { date: '2024-08-09', label: '2024-08-09' }
    ]);
  });

  const series = seriesOn('2024-01-01', '2024-01-13', '2024-01-25', '2024-02-06');
  const layoutOf = (baselinesM: Record<string, number | null>) =>
    plotLayout(pairNetwork(series, defaultSelection(series), baselinesM), 500);

  it('puts later dates to the right and larger baselines higher, and has no lane then', () => {
    const known = Object.fromEntries(series.dates.map((date, k) => [date, 100 * k]));
    const { dates, laneY, pairs } = layoutOf(known);
    expect(laneY).toBeNull();
    for (const [k, date] of dates.slice(1).entries()) {
      expect(date.x).toBeGreaterThan(dates[k].x);
      expect(date.y).toBeLessThan(dates[k].y);
    }
    expect(pairs.map(({ path }) => path.includes('L'))).toEqual([true, true, true]);
  });

  it('keeps dates of unknown baseline in a lane below all others', () => {
    const { dates, laneY, bottom, pairs } = layoutOf({ '2024-01-01': 0, '2024-01-25': 50 });
    expect(laneY).toBeGreaterThan(bottom);
    expect(dates.map(({ y }) => y === laneY)).toEqual([false, true, false, true]);
    expect(dates[0].y).toBeLessThan(bottom);
    expect(pairs[0].path).toContain('L');
  });

  it('has the lane alone when no baseline is known, with arcs that stay inside', () => {
    const { baselineTicks: ticks, pairs, laneY } = layoutOf({});
    expect(ticks).toEqual([]);
    expect(laneY).toBeGreaterThan(50);
    for (const { path } of pairs) {
      expect(Number(/Q\S+ (\S+)/.exec(path)?.[1])).toBeGreaterThan(0);
    }
  });
});
