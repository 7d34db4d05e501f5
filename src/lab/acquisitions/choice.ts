import type { ISignal } from '@lumino/signaling';

import type { InsarParameters, Pair, Polarization } from '../../workflow';
import type { BurstSeries } from './series';

/** Which dates and pairs of the chosen burst are taken; `pairs/` holds the one that is used. */
export interface DatesAndPairs {
  /** Days that are not excluded, YYYY-MM-DD, earliest first. */
  readonly dates: readonly string[];
  readonly pairs: readonly Pair[];
  /** Each of them is there at every date. */
  readonly polarizations: readonly Polarization[];
  /** The day that the others are coregistered to; null while there is none. */
  readonly primaryDate: string | null;
  /** Why they cannot be used, and what to change; empty when they can. */
  readonly problem: string;
  readonly changed: ISignal<unknown, void>;
}

/** What *Use in the form* fills in. */
export function formValues(
  series: BurstSeries,
  { dates, pairs, primaryDate, polarizations }: Omit<DatesAndPairs, 'problem' | 'changed'>
): Partial<InsarParameters> {
  return {
    burstId: series.burstId,
    subSwath: series.subSwath,
    startDate: dates[0],
    endDate: dates[dates.length - 1],
    ...(primaryDate === null ? {} : { primaryDate }),
    polarizations,
    pairs
  };
}
