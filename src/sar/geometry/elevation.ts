/** A box of geographic coordinates in degrees; `westDeg` is less than `eastDeg`. */
export interface GeographicBox {
  readonly westDeg: number;
  readonly southDeg: number;
  readonly eastDeg: number;
  readonly northDeg: number;
}

/**
 * Heights on a regular grid of latitude and longitude. A height belongs to its post, a point: for
 * a raster that is the centre of the pixel, never its corner.
 */
export interface ElevationGrid {
  /** Where the heights are from, for messages. */
  readonly source: string;
  /** Latitude of row 0 in degrees. */
  readonly firstLatDeg: number;
  /** Longitude of column 0 in degrees. */
  readonly firstLonDeg: number;
  /** From row to row; negative where rows run from north to south. */
  readonly latStepDeg: number;
  /** From column to column. */
  readonly lonStepDeg: number;
  readonly rows: number;
  readonly columns: number;
  /** `rows * columns`, row-major: metres above the WGS 84 ellipsoid (geoid added); NaN is a void. */
  readonly heightsM: Float32Array;
}

/** Where heights come from. */
export interface ElevationSource {
  /** The posts that cover the box and at least one more on each side, where there are any. */
  read(box: GeographicBox): Promise<ElevationGrid>;
}
