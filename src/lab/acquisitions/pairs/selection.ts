import { isRecord, POLARIZATIONS } from '../../../workflow';
import type { NetworkRule, Pair, Polarization } from '../../../workflow';
import { dayOfRecord } from '../series';
import type { BurstSeries } from '../series';

/** What the user chose of one series. It holds names of dates and pairs that may be gone by now. */
export interface PairSelection {
  readonly kind: NetworkRule['kind'];
  /** Of the rule `fixed`. */
  readonly temporalBaselineDays: number;
  /** Of the rule `small-baselines`; null metres set no limit. */
  readonly maxDays: number;
  readonly maxBaselineM: number | null;
  /** Of the rule `nearest`. */
  readonly neighbours: number;
  /** Whether pairs over gaps connect what the rule leaves apart. */
  readonly isBridged: boolean;
  /** Null for the one that is proposed. */
  readonly primaryDate: string | null;
  /** A date that lacks one of them is not taken. */
  readonly polarizations: readonly Polarization[];
  readonly excludedDates: readonly string[];
  /** Pairs that are not taken, whatever made them. */
  readonly droppedPairs: readonly Pair[];
  /** Pairs that are taken beyond those of the rule. */
  readonly addedPairs: readonly Pair[];
}

const DAY_MS = 86_400_000;

export const KINDS = ['fixed', 'small-baselines', 'star', 'chain', 'nearest'] as const;

/**
 * What is chosen of a series at first: all dates that have the polarization that most have, paired
 * at the interval that most of them keep, as the reference workflow does.
 */
export function defaultSelection(series: BurstSeries): PairSelection {
  const gaps = series.dates.slice(1).map((date, k) => daysApart(series.dates[k], date));
  return {
    kind: 'fixed',
    temporalBaselineDays: mostFrequent(gaps) ?? 12,
    maxDays: 48,
    maxBaselineM: 150,
    neighbours: 2,
    isBridged: false,
    primaryDate: null,
    polarizations: [
      mostFrequent(series.records.map(({ polarization }) => polarization)) ?? POLARIZATIONS[0]
    ],
    excludedDates: [],
    droppedPairs: [],
    addedPairs: []
  };
}

/** A selection from stored JSON; members that cannot be used are those of `fallback`. */
export function selectionFromJson(json: unknown, fallback: PairSelection): PairSelection {
  if (!isRecord(json)) {
    return fallback;
  }
  const stored = json;
  const whole = (name: 'temporalBaselineDays' | 'maxDays' | 'neighbours'): number => {
    const value = stored[name];
    return typeof value === 'number' && Number.isInteger(value) && value > 0
      ? value
      : fallback[name];
  };
  const { maxBaselineM, polarizations, excludedDates, primaryDate } = stored;
  const known = Array.isArray(polarizations)
    ? POLARIZATIONS.filter(name => polarizations.includes(name))
    : [];
  return {
    kind: KINDS.find(kind => kind === stored['kind']) ?? fallback.kind,
    temporalBaselineDays: whole('temporalBaselineDays'),
    maxDays: whole('maxDays'),
    maxBaselineM:
      maxBaselineM === null || (typeof maxBaselineM === 'number' && maxBaselineM > 0)
        ? maxBaselineM
        : fallback.maxBaselineM,
    neighbours: whole('neighbours'),
    isBridged: stored['isBridged'] === true,
    primaryDate: typeof primaryDate === 'string' ? primaryDate : null,
    polarizations: known.length > 0 ? known : fallback.polarizations,
    excludedDates: Array.isArray(excludedDates)
      ? excludedDates.filter(date => typeof date === 'string')
      : [],
    droppedPairs: pairsFromJson(stored['droppedPairs']),
    addedPairs: pairsFromJson(stored['addedPairs'])
  };
}

/** Days of a series that have every one of these polarizations. */
export function datesWith(
  series: BurstSeries,
  polarizations: readonly Polarization[]
): ReadonlySet<string> {
  const sets = polarizations.map(
    wanted =>
      new Set(
        series.records
          .filter(({ polarization }) => polarization === wanted)
          .map(record => dayOfRecord(record))
      )
  );
  return new Set(series.dates.filter(date => sets.every(days => days.has(date))));
}

/** Days from one day to a later one. */
export function daysApart(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  values.forEach(value => counts.set(value, (counts.get(value) ?? 0) + 1));
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function pairsFromJson(json: unknown): Pair[] {
  return Array.isArray(json)
    ? json.filter(
        (pair): pair is Pair =>
          isRecord(pair) && typeof pair.primary === 'string' && typeof pair.secondary === 'string'
      )
    : [];
}
