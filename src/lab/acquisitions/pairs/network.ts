import {
  bestStarDate,
  bridgingPairs,
  networkPairs,
  networkParts,
  pairBaselineM,
  pairName
} from '../../../workflow';
import type { AcquisitionDate, NetworkRule, Pair } from '../../../workflow';
import type { BurstSeries } from '../series';
import { datesWith, daysApart } from './selection';
import type { PairSelection } from './selection';

/** One date of a series as the network sees it. */
export interface NetworkDate extends AcquisitionDate {
  /** `excluded` by the user, or `incomplete`: it lacks a chosen polarization. */
  readonly state: 'taken' | 'excluded' | 'incomplete';
  /** Place of its part in the network, from 0; null for a date in no pair. */
  readonly part: number | null;
}

/** One pair that the rule, a bridge or the user made, taken or not. */
export interface NetworkPair extends Pair {
  /** As `20240809_20240821`: tells pairs apart. */
  readonly name: string;
  readonly days: number;
  /** Metres with sign; null where it is not known. */
  readonly baselineM: number | null;
  readonly origin: 'rule' | 'bridge' | 'added';
  readonly isDropped: boolean;
}

/** Why no cells can be made of a network. */
export type NetworkProblem = 'no-date' | 'one-date' | 'no-pair' | 'all-dropped';

/** The network that a selection makes of a series. */
export interface PairNetwork {
  /** All dates of the series, earliest first. */
  readonly dates: readonly NetworkDate[];
  readonly takenDates: readonly string[];
  /** Earliest first; dropped ones among them. */
  readonly candidates: readonly NetworkPair[];
  readonly pairs: readonly Pair[];
  /** Dates of each part that pairs connect, the one with the earliest date first. */
  readonly parts: readonly (readonly string[])[];
  /** Taken dates that are in no pair. */
  readonly alone: readonly string[];
  /** The date whose star is the tightest; null without dates. */
  readonly proposedDate: string | null;
  /** The one that the user chose, or the proposed one. */
  readonly primaryDate: string | null;
  readonly problem: NetworkProblem | null;
}

/** @param baselinesM - By date, metres against one reference; null or missing where not known. */
export function pairNetwork(
  series: BurstSeries,
  selection: PairSelection,
  baselinesM: Readonly<Record<string, number | null>>
): PairNetwork {
  const complete = datesWith(series, selection.polarizations);
  const excluded = new Set(selection.excludedDates);
  const all = series.dates.map(date => ({
    date,
    perpendicularBaselineM: baselinesM[date] ?? null,
    state: excluded.has(date) ? 'excluded' : complete.has(date) ? 'taken' : 'incomplete'
  })) satisfies Omit<NetworkDate, 'part'>[];
  const taken = all.filter(({ state }) => state === 'taken');
  const takenDates = taken.map(({ date }) => date);
  const proposedDate = bestStarDate(taken);
  const chosen = selection.primaryDate;
  const primaryDate = chosen !== null && takenDates.includes(chosen) ? chosen : proposedDate;

  const candidates = candidatePairs(taken, ruleOf(selection, primaryDate), selection);
  const pairs = candidates
    .filter(({ isDropped }) => !isDropped)
    .map(({ primary, secondary }) => ({ primary, secondary }));
  const groups = networkParts(takenDates, pairs);
  const parts = groups.filter(group => group.length > 1);
  const partOf = new Map(parts.flatMap((part, k) => part.map(date => [date, k] as const)));
  return {
    dates: all.map(date => ({ ...date, part: partOf.get(date.date) ?? null })),
    takenDates,
    candidates,
    pairs,
    parts,
    alone: groups.filter(group => group.length === 1).flat(),
    proposedDate,
    primaryDate,
    problem: problemOf(takenDates.length, candidates.length, pairs.length)
  };
}

/** The rule that the fields of a selection say; the star's centre is the primary date. */
function ruleOf(selection: PairSelection, primaryDate: string | null): NetworkRule {
  const { kind, temporalBaselineDays, maxDays, maxBaselineM, neighbours } = selection;
  switch (kind) {
    case 'fixed':
      return { kind, temporalBaselineDays };
    case 'small-baselines':
      return { kind, maxDays, maxBaselineM };
    case 'star':
      return { kind, centreDate: primaryDate ?? '' };
    case 'chain':
      return { kind };
    case 'nearest':
      return { kind, neighbours };
  }
}

/**
 * Pairs of the rule, of the user and over gaps. Gaps are bridged as they are before any pair is
 * dropped, so that dropping one does not bring another.
 */
function candidatePairs(
  taken: readonly AcquisitionDate[],
  rule: NetworkRule,
  selection: PairSelection
): NetworkPair[] {
  const byDate = new Map(taken.map(acquisition => [acquisition.date, acquisition]));
  const dropped = new Set(selection.droppedPairs.map(pairName));
  const candidates = new Map<string, NetworkPair>();
  const add = (pairs: readonly Pair[], origin: NetworkPair['origin']): void => {
    for (const { primary, secondary } of pairs) {
      const name = pairName({ primary, secondary });
      const [a, b] = [byDate.get(primary), byDate.get(secondary)];
      if (a && b && !candidates.has(name)) {
        const days = daysApart(primary, secondary);
        const baselineM = pairBaselineM(a, b);
        const isDropped = dropped.has(name);
        candidates.set(name, { primary, secondary, name, days, baselineM, origin, isDropped });
      }
    }
  };
  add(networkPairs(taken, rule), 'rule');
  add(selection.addedPairs, 'added');
  if (selection.isBridged) {
    add(bridgingPairs(taken, [...candidates.values()]), 'bridge');
  }
  return [...candidates.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function problemOf(dates: number, candidates: number, pairs: number): NetworkProblem | null {
  if (dates < 2) {
    return dates === 0 ? 'no-date' : 'one-date';
  }
  if (candidates === 0) {
    return 'no-pair';
  }
  return pairs === 0 ? 'all-dropped' : null;
}
