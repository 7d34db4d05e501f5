import { dayNumber } from './calendar';
import { isRecord, shown } from './json-value';
import { pairText } from './pairs';
import type { Pair } from './pairs';

/** What is wrong with a list of chosen pairs, whatever the other parameters are; null when nothing. */
export function pairsProblem(value: unknown): string | null {
  if (!isPairs(value)) {
    return `expected pairs of days as YYYY-MM-DD, such as 2024-08-09 / 2024-08-21, got ${shown(value)}.`;
  }
  if (value.length === 0) {
    return 'none is chosen; choose at least one, or use a fixed temporal baseline.';
  }
  const seen = new Set<string>();
  for (const pair of value) {
    const { primary, secondary } = pair;
    if (primary === secondary) {
      return `${primary} is paired with itself; take this pair out.`;
    }
    if (primary > secondary) {
      return `${pairText(pair)} has the later day first; exchange its days.`;
    }
    if (seen.has(pairText(pair))) {
      return `${pairText(pair)} is there twice; take one out.`;
    }
    seen.add(pairText(pair));
  }
  return null;
}

function isPairs(value: unknown): value is readonly Pair[] {
  return (
    Array.isArray(value) &&
    value.every(pair => isRecord(pair) && isDay(pair.primary) && isDay(pair.secondary))
  );
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && value.length === 10 && dayNumber(value) !== null;
}
