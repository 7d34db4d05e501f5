import { describe, expect, it } from 'vitest';

import type { IJobRow } from '../../tokens';
import { LONGEST_MS, nextIntervalMs, retryIntervalMs } from '../interval';
import { inOrder, rowOf, sameRows } from '../record';

const row = (id: string, status: IJobRow['status'], createdMs: number): IJobRow => ({
  id,
  title: id,
  status,
  progressPercent: null,
  createdMs,
  updatedMs: createdMs,
  durationS: null
});

describe('rowOf', () => {
  it('reads what a back-end lists', () => {
    expect(
      rowOf({
        id: 'a',
        title: ' Coherence ',
        status: 'running',
        progress: 41.5,
        created: '2024-08-09T00:00:00Z',
        updated: '2024-08-09T00:00:10Z',
        usage: { duration: { value: 1.5, unit: 'seconds' } }
      })
    ).toEqual({
      id: 'a',
      title: 'Coherence',
      status: 'running',
      progressPercent: 41.5,
      createdMs: Date.UTC(2024, 7, 9),
      updatedMs: Date.UTC(2024, 7, 9, 0, 0, 10),
      durationS: 1.5
    });
  });

  it('does with little', () => {
    expect(rowOf({ id: 'a', title: null, status: 'strange', created: 'never' })).toEqual(
      row('a', 'created', 0)
    );
  });

  it.each([
    [-5, 0],
    [140, 100],
    [NaN, null]
  ])('keeps a progress of %d within its range', (progress, shown) => {
    expect(rowOf({ id: 'a', progress }).progressPercent).toBe(shown);
  });
});

describe('inOrder', () => {
  it('puts what is under way on top, then the newest', () => {
    const rows = [
      row('old', 'finished', 1),
      row('new', 'error', 3),
      row('queued', 'queued', 2),
      row('running', 'running', 0)
    ];
    expect(inOrder(rows).map(({ id }) => id)).toEqual(['running', 'queued', 'new', 'old']);
  });
});

describe('sameRows', () => {
  it('sees every part that is shown', () => {
    const a = row('a', 'running', 1);
    expect(sameRows([a], [{ ...a }])).toBe(true);
    for (const change of [
      { title: 'b' },
      { status: 'finished' as const },
      { progressPercent: 1 },
      { updatedMs: 2 },
      { durationS: 2 }
    ]) {
      expect(sameRows([a], [{ ...a, ...change }])).toBe(false);
    }
    expect(sameRows([a], [])).toBe(false);
  });
});

describe('nextIntervalMs', () => {
  it('watches an active job each second, five when nobody looks', () => {
    const pace = { isActive: true, quietReadings: 30, failures: 0 };
    expect(nextIntervalMs({ ...pace, isVisible: true })).toBe(1000);
    expect(nextIntervalMs({ ...pace, isVisible: false })).toBe(5000);
  });

  it('slows down to a minute while nothing happens', () => {
    const intervals = [...Array(14).keys()].map(quietReadings =>
      nextIntervalMs({ isActive: false, isVisible: true, quietReadings, failures: 0 })
    );
    expect(intervals[0]).toBe(1000);
    expect(intervals.at(-1)).toBe(LONGEST_MS);
    expect([...intervals].sort((a, b) => a - b)).toEqual(intervals);
  });

  it('doubles the time between attempts that fail, up to a minute', () => {
    expect([1, 2, 3, 4, 5, 6].map(retryIntervalMs)).toEqual([
      5000, 10_000, 20_000, 40_000, 60_000, 60_000
    ]);
    const pace = { isActive: true, isVisible: true, quietReadings: 0, failures: 2 };
    expect(nextIntervalMs(pace)).toBe(10_000);
  });
});
