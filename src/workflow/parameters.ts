import type { Pair } from './pairs';

export const SUB_SWATHS = ['IW1', 'IW2', 'IW3'] as const;
export type SubSwath = (typeof SUB_SWATHS)[number];

export const POLARIZATIONS = ['VV', 'VH'] as const;
export type Polarization = (typeof POLARIZATIONS)[number];

/**
 * Which preprocessing process makes the coregistered stack: `insar_preprocessing` (`master_date`,
 * `polarization: "vv"`) or `sentinel1_sar_slc_preprocessing` (`primary_date`, `polarization: ["VV"]`).
 */
export const PREPROCESSINGS = ['insar_preprocessing', 'sentinel1_sar_slc_preprocessing'] as const;
export type Preprocessing = (typeof PREPROCESSINGS)[number];

/** How notebooks log in at an openEO back-end: OpenID Connect, or user name and password. */
export const BACKEND_LOGINS = ['oidc', 'basic'] as const;
export type BackendLogin = (typeof BACKEND_LOGINS)[number];

/** A JSON value, as job options hold them. */
export type JsonValue =
  null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** Everything that the panel asks and the cells say: from the burst to the map. */
export interface InsarParameters {
  /** Address of an openEO back-end; empty for the one that comes with the extension. */
  readonly backendUrl: string;
  /** How the connect cell logs in there; of no effect without an address. */
  readonly backendLogin: BackendLogin;
  readonly preprocessing: Preprocessing;
  /** Relative burst id as ESA numbers them, 1 to 375887. */
  readonly burstId: number;
  readonly subSwath: SubSwath;
  /** First acquisition day, YYYY-MM-DD. */
  readonly startDate: string;
  /** Last acquisition day, YYYY-MM-DD, included. */
  readonly endDate: string;
  /** Day of the acquisition that the others are coregistered to, YYYY-MM-DD. */
  readonly primaryDate: string;
  /** One or both, in the order VV, VH. */
  readonly polarizations: readonly Polarization[];
  /** Days between the two dates of a pair; not used where `pairs` are given. */
  readonly temporalBaselineDays: number;
  /** The pairs, in the order of their results; null for all that are `temporalBaselineDays` apart. */
  readonly pairs: readonly Pair[] | null;
  /** Coherence window in slant range, samples. */
  readonly windowRangeSamples: number;
  /** Coherence window in azimuth, lines. */
  readonly windowAzimuthLines: number;
  /** EPSG code of the map grid; null for the UTM zone of the burst. */
  readonly epsg: number | null;
  /** Cell size of the map grid, in metres (degrees for a geographic CRS). */
  readonly resolution: number;
  readonly jobTitle: string;
  /** Sent with the coherence job as `job_options`; empty for none. */
  readonly jobOptions: { readonly [key: string]: JsonValue };
}
