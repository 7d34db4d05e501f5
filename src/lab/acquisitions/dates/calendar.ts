import type { Polarization } from '../../../workflow';
import { daysApart } from '../pairs/selection';
import { dayOfRecord } from '../series';
import type { SeriesRecord } from '../series';

/** A longer time without an acquisition is a gap: one satellite comes back after 12 days. */
export const LONGEST_REPEAT_DAYS = 12;

/** What was acquired on one day. */
export interface DayOfAcquisition {
  readonly date: string;
  /** As `A`, `C`, in order. */
  readonly satellites: readonly string[];
  readonly polarizations: readonly Polarization[];
  /** Days since the one before; null for the first. */
  readonly daysSince: number | null;
}

/** A time without acquisitions, between two days that have one. */
export interface Gap {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

/** Part of a month that lies in a gap: days of the month, both included. */
export interface GapPiece {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly gap: Gap;
}

/** A row of the calendar: a month with its days, or the months that a gap leaves empty. */
export type CalendarRow =
  | {
      readonly kind: 'month';
      /** YYYY-MM. */
      readonly month: string;
      readonly days: readonly DayOfAcquisition[];
      readonly gaps: readonly GapPiece[];
    }
  | {
      readonly kind: 'empty';
      readonly firstMonth: string;
      readonly lastMonth: string;
      readonly gap: Gap;
    };

/** The days of a series, earliest first. */
export function daysOf(records: readonly SeriesRecord[]): DayOfAcquisition[] {
  const dates = [...new Set(records.map(dayOfRecord))].sort();
  return dates.map((date, k) => {
    const own = records.filter(record => dayOfRecord(record) === date);
    return {
      date,
      satellites: [...new Set(own.map(({ satellite }) => satellite))].sort(),
      polarizations: [...new Set(own.map(({ polarization }) => polarization))].sort().reverse(),
      daysSince: k === 0 ? null : daysApart(dates[k - 1], date)
    };
  });
}

/** The times longer than twelve days without an acquisition. */
export function gapsOf(days: readonly DayOfAcquisition[]): Gap[] {
  return days.flatMap(({ date, daysSince }, k) =>
    daysSince !== null && daysSince > LONGEST_REPEAT_DAYS
      ? [{ from: days[k - 1].date, to: date, days: daysSince }]
      : []
  );
}

/** Rows from the month of the first day to that of the last. */
export function calendarRows(days: readonly DayOfAcquisition[]): CalendarRow[] {
  if (days.length === 0) {
    return [];
  }
  const gaps = gapsOf(days);
  const rows: CalendarRow[] = [];
  const last = days[days.length - 1].date.slice(0, 7);
  for (let month = days[0].date.slice(0, 7); month <= last; month = nextMonth(month)) {
    const own = days.filter(({ date }) => date.startsWith(month));
    const around = gaps.find(({ from, to }) => from < `${month}-01` && `${month}-31` < to);
    const before = rows[rows.length - 1];
    if (own.length > 0 || !around) {
      const pieces = gaps.flatMap(gap => pieceOf(gap, month));
      rows.push({ kind: 'month', month, days: own, gaps: pieces });
    } else if (before?.kind === 'empty') {
      rows[rows.length - 1] = { ...before, lastMonth: month };
    } else {
      rows.push({ kind: 'empty', firstMonth: month, lastMonth: month, gap: around });
    }
  }
  return rows;
}

/** The days of a month that lie strictly within a gap. */
function pieceOf(gap: Gap, month: string): GapPiece[] {
  const [year, number] = month.split('-').map(Number);
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const day = (date: string): number => Number(date.slice(8));
  const firstDay = gap.from >= `${month}-01` ? day(gap.from) + 1 : 1;
  const lastDay = gap.to <= `${month}-${length}` ? day(gap.to) - 1 : length;
  const isTouched = gap.from <= `${month}-31` && gap.to >= `${month}-01`;
  return isTouched && firstDay <= lastDay ? [{ firstDay, lastDay, gap }] : [];
}

function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
