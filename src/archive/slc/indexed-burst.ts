import type { LonLatRing } from '../elevation/coverage';

/** One burst of one acquisition in one polarisation, and where its files are. */
export interface IndexedBurst {
  /** The SAFE folder, the zip, or the burst image of ASF. */
  readonly product: string;
  readonly kind: 'folder' | 'zip' | 'asf';
  /** File in the product; of an ASF burst the XML beside it. */
  readonly annotation: string;
  /** Place in the annotation's list of bursts, from 0. */
  readonly burstIndex: number;
  /** File in the product that should hold the image. */
  readonly measurement: string;
  readonly hasMeasurement: boolean;
  /** Line of the image where the burst begins. */
  readonly firstLine: number;
  readonly mission: string;
  readonly absoluteOrbit: number;
  /** Null for a satellite whose count of orbits is not known. */
  readonly relativeOrbit: number | null;
  readonly pass: 'ascending' | 'descending';
  /** ESA's burst id; the three sub-swaths of one scan cycle share it. */
  readonly burstId: number;
  readonly subSwath: string;
  readonly polarization: string;
  /** Day on which the burst was sensed, YYYY-MM-DD (UTC). */
  readonly date: string;
  /** Start of sensing, UTC. */
  readonly sensingTime: string;
  /** Zero-Doppler time of the first line, UTC. */
  readonly azimuthTime: string;
  readonly lines: number;
  readonly samples: number;
  /** Of valid samples: near, middle and far place of the first line, then far, middle and near of the last. */
  readonly outline: LonLatRing;
}
