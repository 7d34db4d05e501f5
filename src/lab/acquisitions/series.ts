import type { BurstRecord, BurstSource, LonLat, SubSwath } from '../../workflow';

/** One acquisition of the burst, as one source or more name it. */
export interface SeriesRecord extends BurstRecord {
  /** Where it was found. */
  readonly sources: readonly BurstSource[];
}

/** Everything that was found of one burst in one sub-swath. */
export interface BurstSeries {
  /** As `249435-IW2`: tells series apart. */
  readonly key: string;
  readonly burstId: number;
  readonly subSwath: SubSwath;
  readonly relativeOrbit: number;
  readonly direction: 'ascending' | 'descending';
  /** Ring of the footprint, closed. */
  readonly footprint: readonly LonLat[];
  /** Earliest first; one for each time, satellite and polarization. */
  readonly records: readonly SeriesRecord[];
  /** Days of the records, YYYY-MM-DD, earliest first, each once. */
  readonly dates: readonly string[];
  readonly sources: readonly BurstSource[];
}

/** What one source found. */
export interface FoundRecords {
  readonly source: BurstSource;
  readonly records: readonly BurstRecord[];
}

/**
 * Groups what sources found by burst and sub-swath: by track, then by burst id and sub-swath. An
 * acquisition that several products or sources hold is one record; a satellite passes a burst once
 * in twelve days, so that day, satellite and polarization name it. A stack on this machine knows no
 * satellite: it is the acquisition of its day.
 */
export function seriesOf(found: readonly FoundRecords[]): BurstSeries[] {
  const groups = new Map<string, Map<string, SeriesRecord[]>>();
  for (const { source, records } of found) {
    for (const record of records) {
      const key = seriesKey(record);
      const group = groups.get(key) ?? new Map<string, SeriesRecord[]>();
      groups.set(key, group);
      const name = `${dayOfRecord(record)} ${record.polarization}`;
      group.set(name, withRecord(group.get(name) ?? [], record, source));
    }
  }
  return [...groups]
    .map(([key, group]) => oneSeries(key, [...group.values()].flat()))
    .sort(byTrack);
}

/** Records of one day and polarization with one more, joined to the one that it repeats. */
function withRecord(
  known: readonly SeriesRecord[],
  record: BurstRecord,
  source: BurstSource
): SeriesRecord[] {
  const same = known.find(
    ({ satellite }) => satellite === record.satellite || !satellite || !record.satellite
  );
  const joined: SeriesRecord = {
    ...(same?.satellite ? same : record),
    sources: [...new Set([...(same?.sources ?? []), source])]
  };
  return [...known.filter(other => other !== same), joined];
}

/** As `249435-IW2`. */
export function seriesKey(of: Pick<BurstRecord, 'burstId' | 'subSwath'>): string {
  return `${of.burstId}-${of.subSwath}`;
}

/** Day of an acquisition in UTC, YYYY-MM-DD. */
export function dayOfRecord({ time }: Pick<BurstRecord, 'time'>): string {
  return time.slice(0, 10);
}

function oneSeries(key: string, found: readonly SeriesRecord[]): BurstSeries {
  const records = [...found].sort((a, b) => compare(a.time, b.time));
  const { burstId, subSwath, relativeOrbit, direction, footprint } = records[0];
  return {
    key,
    burstId,
    subSwath,
    relativeOrbit,
    direction,
    footprint,
    records,
    dates: [...new Set(records.map(dayOfRecord))],
    sources: [...new Set(records.flatMap(({ sources }) => sources))].sort()
  };
}

function byTrack(a: BurstSeries, b: BurstSeries): number {
  return (
    a.relativeOrbit - b.relativeOrbit || a.burstId - b.burstId || compare(a.subSwath, b.subSwath)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
