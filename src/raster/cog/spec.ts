import type { Affine, Plane, SampleType, Window } from '../plane';

/** What a cloud-optimised GeoTIFF shall be. */
export interface CogSpec {
  readonly width: number;
  readonly height: number;
  /** One per band; becomes the band description that GDAL and rasterio show. */
  readonly bandNames: readonly string[];
  readonly sampleType: SampleType;
  /** Value that stands for NaN in the file; null when there is none (floats then keep NaN). */
  readonly noData: number | null;
  /** From outer cell corners; null or the identity for radar geometry, which is not written. */
  readonly transform: Affine | null;
  /** Null for no CRS: radar geometry. */
  readonly epsg: number | null;
  /**
   * Which kind of CRS `epsg` names: GeoTIFF keeps the two apart, and the number does not tell.
   * Needed only for codes that `projectionFor` does not know.
   */
  readonly crsKind?: 'projected' | 'geographic';
  /** Metadata items of the whole file. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Side of the square tiles, a multiple of 16. Default 512. */
  readonly tileSize?: number;
  /** DEFLATE level 1 to 9. Default 6. */
  readonly level?: number;
  /** Default true: predictor 3 for floats, 2 for integers. */
  readonly predictor?: boolean;
  /** Write a BigTIFF. Default: when the file could pass 4 GB. */
  readonly bigTiff?: boolean;
  /** False leaves overviews out, for what is read at full resolution only. Default true. */
  readonly overviews?: boolean;
  /** False leaves out what `CogResult` says of the bands. Default true. */
  readonly statistics?: boolean;
  /** Default `average`, over the cells that hold data. */
  readonly overviewResampling?: 'average' | 'nearest';
}

/** Statistics of the cells of one band that hold data; NaN when none does. */
export interface BandStatistics {
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  /** Of the whole population (divided by n). */
  readonly standardDeviation: number;
  /** Share of all cells that hold data, 0 to 1. */
  readonly validShare: number;
}

export interface CogResult {
  readonly sizeBytes: number;
  /** Empty where statistics are left out. */
  readonly bands: readonly BandStatistics[];
  readonly overviews: readonly { readonly width: number; readonly height: number }[];
}

export interface CogHooks {
  /** Called between tiles; throws to stop (cancellation). */
  readonly check?: () => void;
  /** Share of the rows that are written, 0 to 1. */
  readonly progress?: (share: number) => void;
}

/**
 * Gives the cells of a window that spans the whole width and the rows of one tile row, one plane
 * per band, NaN where there is no data.
 */
export type ReadRows = (window: Window) => Promise<readonly Plane[]>;
