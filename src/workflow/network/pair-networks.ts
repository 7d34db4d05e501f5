import { pairsByTemporalBaseline } from '../pairs';
import type { Pair } from '../pairs';
import { inOrder, pairBaselineM, pairOf, temporalBaselineDays } from './acquisition';
import type { AcquisitionDate } from './acquisition';

/** How the pairs of a series are chosen. */
export type NetworkRule =
  | { readonly kind: 'fixed'; readonly temporalBaselineDays: number }
  | {
      readonly kind: 'small-baselines';
      readonly maxDays: number;
      /** Null sets no limit, so that pairs whose baseline is not known are taken, too. */
      readonly maxBaselineM: number | null;
    }
  | { readonly kind: 'star'; readonly centreDate: string }
  | { readonly kind: 'chain' }
  | { readonly kind: 'nearest'; readonly neighbours: number };

/**
 * The pairs that a rule makes of a series, earliest first; in each the earlier date is the primary.
 *
 * - `fixed`: dates exactly so many days apart.
 * - `small-baselines`: dates at most so many days and metres apart. With a limit in metres a pair
 *   whose baseline is not known is left out.
 * - `star`: the centre date with every other.
 * - `chain`: every date with the next.
 * - `nearest`: every date with the next so many.
 *
 * @throws InvalidDateError when a date is not a day of the calendar.
 */
export function networkPairs(acquisitions: readonly AcquisitionDate[], rule: NetworkRule): Pair[] {
  const series = inOrder(acquisitions);
  switch (rule.kind) {
    case 'fixed':
      return pairsByTemporalBaseline(
        series.map(({ date }) => date),
        rule.temporalBaselineDays
      );
    case 'small-baselines':
      return pairsWhere(series, (a, b) => {
        const baselineM = pairBaselineM(a, b);
        return (
          temporalBaselineDays(a, b) <= rule.maxDays &&
          (rule.maxBaselineM === null ||
            (baselineM !== null && Math.abs(baselineM) <= rule.maxBaselineM))
        );
      });
    case 'star':
      return pairsWhere(series, (a, b) => a.date === rule.centreDate || b.date === rule.centreDate);
    case 'chain':
      return pairsWhere(series, (_a, _b, apart) => apart === 1);
    case 'nearest':
      return pairsWhere(series, (_a, _b, apart) => apart <= rule.neighbours);
  }
}

/** Pairs of a series in order for which `take` holds; `apart` counts places in the series. */
function pairsWhere(
  series: readonly AcquisitionDate[],
  take: (a: AcquisitionDate, b: AcquisitionDate, apart: number) => boolean
): Pair[] {
  return series.flatMap((a, i) =>
    series
      .slice(i + 1)
      .filter((b, k) => take(a, b, k + 1))
      .map(b => pairOf(a, b))
  );
}

/** Days and metres that weigh the same where a date or a pair is judged. */
export interface BaselineScales {
  readonly days: number;
  readonly baselineM: number;
}

/** A year, and a baseline that leaves most of C band's coherence in IW. */
export const BASELINE_SCALES: BaselineScales = { days: 365, baselineM: 1000 };

/**
 * The date whose star is the tightest: the sum of days and metres to all others, each by its scale,
 * is least, which to first order loses the least coherence in sum. Where no baseline is known, time
 * decides alone. Null for an empty series.
 */
export function bestStarDate(
  acquisitions: readonly AcquisitionDate[],
  scales: BaselineScales = BASELINE_SCALES
): string | null {
  let best: { date: string; sum: number } | null = null;
  const series = inOrder(acquisitions);
  for (const centre of series) {
    const sum = series.reduce((total, other) => total + distance(centre, other, scales), 0);
    if (best === null || sum < best.sum) {
      best = { date: centre.date, sum };
    }
  }
  return best?.date ?? null;
}

/** Days and metres between two dates in units of their scales; unknown metres count as none. */
export function distance(
  a: AcquisitionDate,
  b: AcquisitionDate,
  scales: BaselineScales = BASELINE_SCALES
): number {
  const days = Math.abs(temporalBaselineDays(a, b)) / scales.days;
  return days + Math.abs(pairBaselineM(a, b) ?? 0) / scales.baselineM;
}
