import type { Polarization, SubSwath } from '../parameters';

/** Where bursts are looked for: the products on this machine, or Copernicus' burst catalogue. */
export const BURST_SOURCES = ['archive', 'cdse'] as const;
export type BurstSource = (typeof BURST_SOURCES)[number];

/** Longitude and latitude in degrees. */
export type LonLat = readonly [number, number];

/** What is asked of one source. */
export interface BurstSearchRequest {
  readonly source: BurstSource;
  /** Closed ring around the area; null asks without an area. */
  readonly area: readonly LonLat[] | null;
  /** First day, YYYY-MM-DD. */
  readonly startDate: string;
  /** Last day, YYYY-MM-DD, included. */
  readonly endDate: string;
  readonly polarization: Polarization | null;
  /** Only this burst; null for every burst of the area. */
  readonly burstId: number | null;
  readonly subSwath: SubSwath | null;
}

/** One acquisition of one burst in one polarization. */
export interface BurstRecord {
  readonly burstId: number;
  readonly subSwath: SubSwath;
  readonly relativeOrbit: number;
  readonly direction: 'ascending' | 'descending';
  readonly polarization: Polarization;
  /** `A`, `B`, `C` or `D`. */
  readonly satellite: string;
  /** Azimuth time of the burst in UTC, ISO 8601 with all digits that the source gives. */
  readonly time: string;
  /** Ring of the footprint, closed. */
  readonly footprint: readonly LonLat[];
  /** Name of the product that holds it. */
  readonly product: string;
}

/** What one source answers. */
export interface BurstSearchAnswer {
  readonly source: BurstSource;
  readonly records: readonly BurstRecord[];
  /** Whether every record that fits is there. */
  readonly isComplete: boolean;
  /** What the user has to know of the answer and can do, in one sentence; empty when nothing. */
  readonly note: string;
}

/** Which baselines are wanted: of these days of a burst against one of them. */
export interface BaselineRequest {
  readonly burstId: number;
  readonly subSwath: SubSwath;
  readonly dates: readonly string[];
  readonly referenceDate: string;
  /** Azimuth time of the burst by date, and a point of its ground, where a catalogue gave them. */
  readonly times: Readonly<Record<string, string>>;
  readonly footprint: readonly LonLat[] | null;
}

export interface BaselineOfDate {
  readonly date: string;
  readonly satellite: string | null;
  /** Against the reference date, metres with sign; null where no orbit is known. */
  readonly perpendicularBaselineM: number | null;
  readonly parallelBaselineM: number | null;
  /** From which orbit: `annotation`, `precise`, `restituted`; null where none is known. */
  readonly orbit: string | null;
  /** Why it is not known and what to do; empty when it is. */
  readonly problem: string;
}

export interface BaselineAnswer {
  readonly referenceDate: string;
  readonly baselines: readonly BaselineOfDate[];
}
