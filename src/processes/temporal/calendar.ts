import { ProcessError } from '../../engine';

/** A calendar period: `labelOf` names the one that an instant is in, `next` starts the following. */
interface Calendar {
  labelOf(instant: Date): string;
  /** Milliseconds since 1970 at which the period after that of `instant` begins, in UTC. */
  next(instant: Date): number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** More labels than a result could sensibly have: a century of hours. */
const MOST_PERIODS = 1_000_000;

const SEASONS = ['djf', 'mam', 'jja', 'son'] as const;

const CALENDARS: Readonly<Record<string, Calendar>> = {
  hour: {
    labelOf: d => `${isoDay(d)}-${digits(d.getUTCHours(), 2)}`,
    next: d => (Math.floor(d.getTime() / HOUR_MS) + 1) * HOUR_MS
  },
  day: {
    labelOf: d => `${year(d)}-${digits(dayOfYear(d), 3)}`,
    next: d => startOfDay(d) + DAY_MS
  },
  week: {
    labelOf: d => {
      // The ISO week belongs to the year that its Thursday is in.
      const thursday = new Date(startOfDay(d) + (3 - weekday(d)) * DAY_MS);
      const week = Math.floor((dayOfYear(thursday) - 1) / 7) + 1;
      return `${year(thursday)}-${digits(week, 2)}`;
    },
    next: d => startOfDay(d) + (7 - weekday(d)) * DAY_MS
  },
  dekad: {
    labelOf: d => `${year(d)}-${digits(d.getUTCMonth() * 3 + thirdOfMonth(d) + 1, 2)}`,
    next: d =>
      thirdOfMonth(d) === 2
        ? month(d, 1)
        : Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), thirdOfMonth(d) * 10 + 11)
  },
  month: {
    labelOf: d => `${year(d)}-${digits(d.getUTCMonth() + 1, 2)}`,
    next: d => month(d, 1)
  },
  season: {
    labelOf: d => {
      const m = d.getUTCMonth();
      const named = m === 11 ? d.getUTCFullYear() : d.getUTCFullYear() - (m < 2 ? 1 : 0);
      return `${digits(named, 4)}-${SEASONS[Math.floor(((m + 1) % 12) / 3)]}`;
    },
    next: d => month(d, 3 - ((d.getUTCMonth() + 1) % 3))
  },
  'tropical-season': {
    labelOf: d => {
      const m = d.getUTCMonth();
      const wet = m >= 10 || m < 4;
      const named = d.getUTCFullYear() - (m < 4 ? 1 : 0);
      return `${digits(named, 4)}-${wet ? 'ndjfma' : 'mjjaso'}`;
    },
    next: d => month(d, 6 - ((d.getUTCMonth() + 2) % 6))
  },
  year: { labelOf: year, next: d => Date.UTC(d.getUTCFullYear() + 1, 0) },
  decade: decades(0),
  'decade-ad': decades(1)
};

/** @param first - Last digit of the year that a decade begins with. */
function decades(first: number): Calendar {
  const start = (d: Date): number => Math.floor((d.getUTCFullYear() - first) / 10) * 10 + first;
  return {
    labelOf: d => digits(start(d), 4),
    next: d => Date.UTC(start(d) + 10, 0)
  };
}

/** Name of the period that an instant (milliseconds since 1970) is in, in UTC. */
export function periodLabel(period: string, instantMs: number): string {
  return CALENDARS[period].labelOf(new Date(instantMs));
}

/**
 * Names of all periods from the one of `firstMs` to that of `lastMs` (milliseconds since 1970).
 *
 * @throws ProcessError `ProcessParameterInvalid` when there are far too many.
 */
export function periodsBetween(period: string, firstMs: number, lastMs: number): string[] {
  const calendar = CALENDARS[period];
  const labels: string[] = [];
  for (let ms = firstMs; ms <= lastMs || labels.length === 0;) {
    const instant = new Date(ms);
    labels.push(calendar.labelOf(instant));
    ms = calendar.next(instant);
    if (labels.length > MOST_PERIODS) {
      throw new ProcessError(
        'ProcessParameterInvalid',
        `The dates span more than ${MOST_PERIODS} periods of one ${period}; choose a longer one.`
      );
    }
  }
  return labels;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function year(d: Date): string {
  return digits(d.getUTCFullYear(), 4);
}

function isoDay(d: Date): string {
  return `${year(d)}-${digits(d.getUTCMonth() + 1, 2)}-${digits(d.getUTCDate(), 2)}`;
}

function startOfDay(d: Date): number {
  return Math.floor(d.getTime() / DAY_MS) * DAY_MS;
}

/** The first of January is 1. */
function dayOfYear(d: Date): number {
  return (startOfDay(d) - Date.UTC(d.getUTCFullYear(), 0)) / DAY_MS + 1;
}

/** Monday is 0. */
function weekday(d: Date): number {
  return (d.getUTCDay() + 6) % 7;
}

/** 0 to 2: the days 1 to 10, 11 to 20, and the rest. */
function thirdOfMonth(d: Date): number {
  return Math.min(2, Math.floor((d.getUTCDate() - 1) / 10));
}

/** Start of the month so many months later. */
function month(d: Date, later: number): number {
  return Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + later);
}
