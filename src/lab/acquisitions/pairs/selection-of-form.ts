import { datesOfPairs, pairName } from '../../../workflow';
import type { InsarParameters } from '../../../workflow';
import type { BurstSeries } from '../series';
import { pairNetwork } from './network';
import { defaultSelection } from './selection';
import type { PairSelection } from './selection';

/**
 * The selection that makes the chosen pairs of a form: what differs from the rule that a series has
 * at first. Null where the form has another burst, no chosen pairs, or pairs of dates that the
 * series does not have.
 */
export function selectionOfForm(
  series: BurstSeries,
  parameters: InsarParameters
): PairSelection | null {
  const { burstId, subSwath, pairs, primaryDate, polarizations } = parameters;
  const dates = datesOfPairs(pairs ?? []);
  const isOther = burstId !== series.burstId || subSwath !== series.subSwath;
  if (isOther || dates.length === 0 || !dates.every(date => series.dates.includes(date))) {
    return null;
  }
  const selection: PairSelection = {
    ...defaultSelection(series),
    polarizations,
    primaryDate: dates.includes(primaryDate) ? primaryDate : null,
    excludedDates: series.dates.filter(date => !dates.includes(date))
  };
  const wanted = new Set((pairs ?? []).map(pairName));
  const { candidates } = pairNetwork(series, selection, {});
  const made = new Set(candidates.map(({ name }) => name));
  return {
    ...selection,
    droppedPairs: candidates
      .filter(({ name }) => !wanted.has(name))
      .map(({ primary, secondary }) => ({ primary, secondary })),
    addedPairs: (pairs ?? []).filter(pair => !made.has(pairName(pair)))
  };
}
