import { datesOfPairs, pairsByTemporalBaseline, utmEpsg } from '../../workflow';
import type {
  BurstRecord,
  CampaignBurst,
  InsarParameters,
  LonLat,
  Pair,
  SubSwath
} from '../../workflow';

/** A burst that may take part: what the search found of it. */
export interface CampaignCandidate {
  readonly key: string;
  readonly burstId: number;
  readonly subSwath: SubSwath;
  readonly relativeOrbit: number;
  /** Days of the acquisitions, YYYY-MM-DD, earliest first. */
  readonly dates: readonly string[];
  /** What was found on them, a record for each polarization. */
  readonly records: readonly Pick<BurstRecord, 'time' | 'polarization'>[];
  readonly footprint: readonly LonLat[];
}

/** What a campaign would do with a burst. */
export interface PlannedBurst {
  readonly candidate: CampaignCandidate;
  /** The pairs that will be there; empty where the burst cannot take part. */
  readonly pairs: readonly Pair[];
  /** Null where the burst cannot take part. */
  readonly burst: CampaignBurst | null;
}

/**
 * What each burst is computed with: the parameters of the form, its own ids, and the primary date
 * that lies nearest to that of the form, since bursts of other tracks are acquired on other days.
 * Preprocessing fails on dates that lack a polarization of the form, so they do not count.
 * Chosen pairs stay where the burst has all of their dates; else the pairs are those that are the
 * temporal baseline apart.
 *
 * @param candidates - The bursts, which share one map grid: that of the form, or the UTM zone of
 *   the middle of them all.
 */
export function planCampaign(
  parameters: InsarParameters,
  candidates: readonly CampaignCandidate[]
): PlannedBurst[] {
  const epsg = parameters.epsg ?? zoneOf(candidates);
  return candidates.map(candidate => {
    const dates = usableDates(candidate, parameters);
    const chosen = parameters.pairs;
    const hasChosen = chosen !== null && datesOfPairs(chosen).every(date => dates.includes(date));
    const pairs = hasChosen
      ? chosen
      : pairsByTemporalBaseline(dates, parameters.temporalBaselineDays);
    if (pairs.length === 0) {
      return { candidate, pairs, burst: null };
    }
    const { burstId, subSwath } = candidate;
    const own: InsarParameters = {
      ...parameters,
      burstId,
      subSwath,
      primaryDate: nearest(dates, parameters.primaryDate),
      pairs: hasChosen ? chosen : null
    };
    return { candidate, pairs, burst: { parameters: own, epsg } };
  });
}

/**
 * The dates that the form asks for, its primary date among them where that lies outside, which have
 * every polarization of the form. One that was found on no date may have been left out of the
 * search, and is not missed.
 */
function usableDates(
  { dates, records }: CampaignCandidate,
  { startDate, endDate, primaryDate, polarizations }: InsarParameters
): string[] {
  const needed = polarizations
    .map(name => records.filter(({ polarization }) => polarization === name))
    .filter(found => found.length > 0)
    .map(found => new Set(found.map(({ time }) => time.slice(0, 10))));
  return dates.filter(
    date =>
      ((date >= startDate && date <= endDate) || date === primaryDate) &&
      needed.every(days => days.has(date))
  );
}

function nearest(dates: readonly string[], day: string): string {
  const distance = (date: string): number => Math.abs(Date.parse(date) - Date.parse(day));
  return dates.reduce((best, date) => (distance(date) < distance(best) ? date : best), dates[0]);
}

/** Zone of the mean of all corners, taken eastwards from the first one. */
function zoneOf(candidates: readonly CampaignCandidate[]): number {
  const corners = candidates.flatMap(({ footprint }) => footprint.slice(0, -1));
  const [first] = corners[0] ?? [0];
  const east = corners.map(([lon]) => ((lon - first + 540) % 360) - 180);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
  const longitude = ((first + mean(east) + 540) % 360) - 180;
  return utmEpsg(longitude, mean(corners.map(([, lat]) => lat)));
}
