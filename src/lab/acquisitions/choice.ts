import type { ISignal } from '@lumino/signaling';

import type { InsarParameters, Pair } from '../../workflow';
import { dayOfRecord } from './series';
import type { BurstSeries } from './series';

/** Which dates and pairs of the chosen burst are taken; `pairs/` holds the one that is used. */
export interface DatesAndPairs {
  /** Days that are not excluded, YYYY-MM-DD, earliest first. */
  readonly dates: readonly string[];
  readonly pairs: readonly Pair[];
  /** The day that the others are coregistered to; null while there is none. */
  readonly primaryDate: string | null;
  /** Why they cannot be used, and what to change; empty when they can. */
  readonly problem: string;
  readonly changed: ISignal<unknown, void>;
}

/** What *Use in the form* fills in. */
export function formValues(
  series: BurstSeries,
  { dates, pairs, primaryDate }: Pick<DatesAndPairs, 'dates' | 'pairs' | 'primaryDate'>
): Partial<InsarParameters> {
  const taken = new Set(dates);
  const records = series.records.filter(record => taken.has(dayOfRecord(record)));
  const polarizations = [...new Set(records.map(({ polarization }) => polarization))];
  return {
    burstId: series.burstId,
    subSwath: series.subSwath,
    startDate: dates[0],
    endDate: dates[dates.length - 1],
    ...(primaryDate === null ? {} : { primaryDate }),
    polarizations: polarizations.sort().reverse(),
    pairs
  };
}
