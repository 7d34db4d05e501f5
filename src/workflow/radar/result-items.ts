import type { CoherenceWindow } from '../pair-coherence';
import { SUB_SWATHS } from '../parameters';
import type { SubSwath } from '../parameters';
import type { GeolocationGrid } from './geolocation-grid';

/** What a result says of the radar data behind it; absent where it is not known. */
export interface RadarOrigin {
  /** Relative burst id as ESA numbers them. */
  readonly burstId?: number;
  readonly subSwath?: SubSwath;
  /** Lines and samples that each value of coherence is estimated from. */
  readonly window?: CoherenceWindow;
  /** Days of the acquisitions behind the values, YYYY-MM-DD, the primary first. */
  readonly days?: readonly string[];
  readonly geolocation?: GeolocationGrid;
  /** Whether the bias of few looks is taken off the coherence. */
  readonly isBiasCorrected?: boolean;
}

/** Names of the metadata items of a GeoTIFF that hold a {@link RadarOrigin}. */
export const RADAR_ITEMS = {
  burstId: 'BURST_ID',
  subSwath: 'SUB_SWATH',
  azimuthLines: 'WINDOW_AZIMUTH_LINES',
  rangeSamples: 'WINDOW_RANGE_SAMPLES',
  primaryDate: 'PRIMARY_DATE',
  secondaryDate: 'SECONDARY_DATE',
  biasCorrected: 'BIAS_CORRECTED',
  geolocation: 'GEOLOCATION_GRID'
} as const;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Metadata items of a file. Days are written for a single acquisition and for a pair. */
export function radarItems(origin: RadarOrigin): Record<string, string> {
  const { burstId, subSwath, window, days = [], geolocation, isBiasCorrected } = origin;
  const items: Record<string, string | undefined> = {
    [RADAR_ITEMS.burstId]: burstId === undefined ? undefined : String(burstId),
    [RADAR_ITEMS.subSwath]: subSwath,
    [RADAR_ITEMS.azimuthLines]: window && String(window.windowAzimuthLines),
    [RADAR_ITEMS.rangeSamples]: window && String(window.windowRangeSamples),
    [RADAR_ITEMS.primaryDate]: days.length <= 2 ? days[0] : undefined,
    [RADAR_ITEMS.secondaryDate]: days.length === 2 ? days[1] : undefined,
    [RADAR_ITEMS.biasCorrected]: isBiasCorrected ? 'YES' : undefined,
    [RADAR_ITEMS.geolocation]: geolocation && JSON.stringify(geolocation)
  };
  return Object.fromEntries(
    Object.entries(items).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  );
}

/** Reads the metadata items of a file; what is missing or makes no sense is left out. */
export function readRadarItems(items: Readonly<Record<string, unknown>>): RadarOrigin {
  const text = (name: string): string => String(items[name] ?? '');
  const count = (name: string): number | undefined => {
    const value = Number(text(name));
    return text(name) !== '' && Number.isInteger(value) && value > 0 ? value : undefined;
  };
  const windowAzimuthLines = count(RADAR_ITEMS.azimuthLines);
  const windowRangeSamples = count(RADAR_ITEMS.rangeSamples);
  const hasWindow = windowAzimuthLines !== undefined && windowRangeSamples !== undefined;
  const days = [text(RADAR_ITEMS.primaryDate), text(RADAR_ITEMS.secondaryDate)].filter(day =>
    DAY.test(day)
  );
  return {
    burstId: count(RADAR_ITEMS.burstId),
    subSwath: SUB_SWATHS.find(known => known === text(RADAR_ITEMS.subSwath)),
    window: hasWindow ? { windowAzimuthLines, windowRangeSamples } : undefined,
    days: days.length > 0 ? days : undefined,
    isBiasCorrected: text(RADAR_ITEMS.biasCorrected) === 'YES' || undefined,
    geolocation: readGrid(text(RADAR_ITEMS.geolocation))
  };
}

function readGrid(text: string): GeolocationGrid | undefined {
  let data: Partial<Record<keyof GeolocationGrid, unknown>>;
  try {
    data = JSON.parse(text || 'null') ?? {};
  } catch {
    return undefined;
  }
  const { lines, samples, latDeg, lonDeg, toleranceLines, toleranceSamples } = data;
  const isAxis = (axis: unknown): axis is number[] =>
    Array.isArray(axis) &&
    axis.length >= 2 &&
    axis.every((value, i) => Number.isFinite(value) && (i === 0 || value > axis[i - 1]));
  const isField = (field: unknown, length: number): field is (number | null)[] =>
    Array.isArray(field) &&
    field.length === length &&
    field.every(value => value === null || Number.isFinite(value));
  if (!isAxis(lines) || !isAxis(samples)) {
    return undefined;
  }
  const nodes = lines.length * samples.length;
  return isField(latDeg, nodes) &&
    isField(lonDeg, nodes) &&
    typeof toleranceLines === 'number' &&
    typeof toleranceSamples === 'number'
    ? { lines, samples, latDeg, lonDeg, toleranceLines, toleranceSamples }
    : undefined;
}
