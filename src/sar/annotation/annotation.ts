import type { Orbit } from '../geometry/orbit';

/** A quadratic in slant range time: value = c0 + c1 x + c2 x^2 with x = slant range time - `t0S`. */
export interface RangePolynomial {
  /** Azimuth time that the record is for, seconds after the annotation's epoch. */
  readonly azimuthTimeS: number;
  /**
   * Origin of the polynomial, two-way slant range time in s. Each record has its own: that of a
   * Doppler record is not the swath's first sample.
   */
  readonly t0S: number;
  /** c0, c1, c2: Hz (or Hz/s) per s^0, s^1, s^2. */
  readonly coefficients: readonly number[];
}

/** One burst of a sub-swath, as the annotation lists it. */
export interface Burst {
  /** Place in the sub-swath's list, from 0. */
  readonly index: number;
  /** Zero-Doppler time of line 0, seconds after the annotation's epoch. */
  readonly azimuthTimeS: number;
  /** When the instrument began to sense it, seconds after the annotation's epoch. */
  readonly sensingTimeS: number;
  /** ESA's burst id by the annotation's tag; null before IPF 3.40, which wrote none. */
  readonly taggedId: number | null;
  /** First sample of each line that holds data, -1 where the line holds none. */
  readonly firstValidSample: Int32Array;
  /** Last sample of each line that holds data (inclusive), -1 where the line holds none. */
  readonly lastValidSample: Int32Array;
}

/** A point of the annotation's own geolocation grid. */
export interface GeolocationPoint {
  /**
   * Zero-Doppler time of the point, seconds after the annotation's epoch. It is not the time of
   * `line`: the two differ by the bistatic term, up to a tenth of a line.
   */
  readonly azimuthTimeS: number;
  /** Two-way slant range time. */
  readonly slantRangeTimeS: number;
  /** Line in the whole product; negative in products that hold one later burst alone. */
  readonly line: number;
  /** Sample of that line. */
  readonly sample: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Above the WGS 84 ellipsoid. */
  readonly heightM: number;
  readonly incidenceDeg: number;
}

/** Spectrum of the focused image along one axis: a generalised Hamming window over a band. */
export interface ProcessedBand {
  /** Width in Hz. */
  readonly bandwidthHz: number;
  /** alpha in alpha + (1 - alpha) cos(2 pi f / bandwidth). */
  readonly windowCoefficient: number;
}

/**
 * One sub-swath in one polarisation of a Sentinel-1 IW SLC product. Times are seconds after
 * `epoch`, the midnight (UTC) that begins the day of the product, so that float64 keeps 1e-11 s.
 */
export interface Annotation {
  /** File the annotation was read from, for messages. */
  readonly source: string;
  /** `2023-09-04T00:00:00Z`: what all times here count from. */
  readonly epoch: string;
  /** `S1A`, `S1B`, `S1C`, `S1D`. */
  readonly mission: string;
  /** `IW1`, `IW2`, `IW3`. */
  readonly subSwath: string;
  /** `VV`, `VH`, `HH`, `HV`. */
  readonly polarization: string;
  /** `ascending` or `descending`. */
  readonly pass: 'ascending' | 'descending';
  readonly absoluteOrbit: number;
  readonly dataTakeId: number;
  /** Crossing of the equator northwards before the product, seconds after the epoch. */
  readonly ascendingNodeTimeS: number;
  readonly radarFrequencyHz: number;
  /** Sampling along range. */
  readonly rangeSamplingRateHz: number;
  /** Two-way slant range time of sample 0. */
  readonly slantRangeTimeS: number;
  /** Time from one line to the next. */
  readonly azimuthTimeIntervalS: number;
  /** Electronic steering of the beam in azimuth. */
  readonly azimuthSteeringRateDegS: number;
  readonly linesPerBurst: number;
  readonly samplesPerBurst: number;
  readonly rangeBand: ProcessedBand;
  readonly azimuthBand: ProcessedBand;
  readonly bursts: readonly Burst[];
  /** Doppler centroid estimated from the data, Hz. */
  readonly dopplerCentroids: readonly RangePolynomial[];
  /** Azimuth FM rate, Hz/s. */
  readonly azimuthFmRates: readonly RangePolynomial[];
  readonly geolocationGrid: readonly GeolocationPoint[];
  /** The annotation's own state vectors. */
  readonly orbit: Orbit;
  /** True for a product of a simulator, which says so by an element `<simulation>`. */
  readonly isSimulated: boolean;
}

/** Wavelength of the carrier in metres. */
export function wavelengthM(annotation: Pick<Annotation, 'radarFrequencyHz'>): number {
  return SPEED_OF_LIGHT_M_S / annotation.radarFrequencyHz;
}

export const SPEED_OF_LIGHT_M_S = 299792458;
