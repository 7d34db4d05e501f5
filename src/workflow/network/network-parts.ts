import type { Pair } from '../pairs';
import { inOrder, pairOf } from './acquisition';
import type { AcquisitionDate } from './acquisition';
import { distance } from './pair-networks';

/**
 * The parts of a network that no pair connects: dates in order, the part with the earliest date
 * first. A date without a pair is a part of its own. One part means that the network is connected.
 */
export function networkParts(dates: readonly string[], pairs: readonly Pair[]): string[][] {
  const ordered = [...new Set(dates)].sort();
  const partOf = new Map(ordered.map(date => [date, date]));
  const root = (date: string): string => {
    const above = partOf.get(date) ?? date;
    return above === date ? date : root(above);
  };
  for (const { primary, secondary } of pairs) {
    if (partOf.has(primary) && partOf.has(secondary)) {
      const [a, b] = [root(primary), root(secondary)].sort();
      partOf.set(b, a);
    }
  }
  const parts = new Map<string, string[]>();
  for (const date of ordered) {
    const start = root(date);
    parts.set(start, [...(parts.get(start) ?? []), date]);
  }
  return [...parts.values()];
}

/**
 * Pairs that connect the parts of a network over gaps: of all pairs between two parts those that
 * lie closest in days and metres, as few as needed (Kruskal's spanning tree over the parts).
 */
export function bridgingPairs(
  acquisitions: readonly AcquisitionDate[],
  pairs: readonly Pair[]
): Pair[] {
  const series = inOrder(acquisitions);
  const dates = series.map(({ date }) => date);
  const candidates = series.flatMap((a, i) =>
    series.slice(i + 1).map(b => ({ pair: pairOf(a, b), apart: distance(a, b) }))
  );
  candidates.sort((a, b) => a.apart - b.apart);
  const bridges: Pair[] = [];
  let parts = networkParts(dates, pairs);
  for (const { pair } of candidates) {
    if (parts.length === 1) {
      break;
    }
    const own = parts.find(part => part.includes(pair.primary));
    if (own !== undefined && !own.includes(pair.secondary)) {
      bridges.push(pair);
      parts = networkParts(dates, [...pairs, ...bridges]);
    }
  }
  return bridges.sort((a, b) => (a.primary < b.primary ? -1 : 1));
}
