import type { ServerConnection } from '@jupyterlab/services';

import type {
  BaselineRequest,
  BurstRecord,
  BurstSearchAnswer,
  BurstSearchRequest,
  SubSwath
} from '../../workflow';
import { BURST_SOURCES, SUB_SWATHS } from '../../workflow';
import { companionBaselines } from '../acquisitions/pairs/baseline-source';
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
  const answer = await companionBaselines(settings)(request);
  const baselines = new Map(
    answer.baselines.flatMap(({ date, perpendicularBaselineM }) =>
      perpendicularBaselineM === null ? [] : [[date, perpendicularBaselineM] as const]
    )
  );
  return dates.every(date => baselines.has(date)) ? baselines : null;
}

/** The first day of Sentinel-1's burst catalogue. */
const FIRST_DAY = '2014-10-01';

/**
 * A burst as one of the sources knows it, those on this machine first; null: none knows it.
 *
 * @param subSwath null for any
 * @throws what `askCompanion` throws, where no source answers with the burst
 */
export async function askFootprint(
  settings: ServerConnection.ISettings,
  burstId: number,
  subSwath: string | null
): Promise<BurstRecord | null> {
  let failure: unknown = null;
  for (const source of BURST_SOURCES) {
    const request: BurstSearchRequest = {
      source,
      area: null,
      startDate: FIRST_DAY,
      endDate: new Date().toISOString().slice(0, 10),
      polarization: null,
      burstId,
      subSwath: SUB_SWATHS.find(each => each === subSwath) ?? null
    };
    try {
      const { records } = await askCompanion<BurstSearchAnswer>(settings, 'bursts/search', request);
      if (records.length > 0) {
        return records[0];
      }
    } catch (error) {
      failure = error;
    }
  }
  if (failure !== null) {
    throw failure;
  }
  return null;
}
