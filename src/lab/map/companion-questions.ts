import type { ServerConnection } from '@jupyterlab/services';

import type { BaselineAnswer, BaselineRequest, SubSwath } from '../../workflow';
import { SUB_SWATHS } from '../../workflow';
import { askCompanion } from '../client';
import type { BaselinesM } from './ask/network-plot';

/**
 * Perpendicular baselines of some dates of a burst in metres, against the first of them; null where
 * one of them is not known.
 *
 * @throws what `askCompanion` throws
 */
export async function askBaselines(
  settings: ServerConnection.ISettings,
  burstId: number,
  subSwath: string,
  dates: readonly string[]
): Promise<BaselinesM | null> {
  const known: SubSwath | undefined = SUB_SWATHS.find(each => each === subSwath);
  if (!known) {
    return null;
  }
  const request: BaselineRequest = {
    burstId,
    subSwath: known,
    dates,
    referenceDate: dates[0],
    times: {},
    footprint: null
  };
  const answer = await askCompanion<BaselineAnswer>(settings, 'bursts/baselines', request);
  const baselines = new Map(
    answer.baselines.flatMap(({ date, perpendicularBaselineM }) =>
      perpendicularBaselineM === null ? [] : [[date, perpendicularBaselineM] as const]
    )
  );
  return dates.every(date => baselines.has(date)) ? baselines : null;
}
