/** Longitude and latitude in degrees: west, south, east, north. */
export type Bbox = readonly [west: number, south: number, east: number, north: number];

/** One band of a result file, in file order. */
export interface ResultBand {
  readonly name: string;
  readonly description?: string;
}

/** A file that a run has written into its output folder, and what a STAC Item says of it. */
export interface ResultAsset {
  /** Name within the output folder. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly roles: readonly string[];
  readonly sizeBytes?: number;
  readonly title?: string;
  /** Nominal date, RFC 3339; null when the file spans `startDatetime` to `endDatetime` or has none. */
  readonly datetime: string | null;
  readonly startDatetime?: string;
  readonly endDatetime?: string;
  /** Footprint on the ground; null when it is not known. */
  readonly bbox: Bbox | null;
  /** Outline on the ground, one ring of longitude, latitude; null when it is not known. */
  readonly outline: readonly (readonly [number, number])[] | null;
  readonly bands: readonly ResultBand[];
  /** Map grid of a raster; absent for other files. `epsg` is null in radar geometry. */
  readonly grid?: {
    readonly epsg: number | null;
    /** Rows, columns. */
    readonly shape: readonly [number, number];
    /** a, b, c, d, e, f with x = a col + b row + c and y = d col + e row + f (pixel corners). */
    readonly transform: readonly [number, number, number, number, number, number];
    readonly dataType: string;
    readonly noData: number | 'nan' | null;
  };
  /** True where the values are simulated, which every place that shows them repeats. */
  readonly simulated?: boolean;
}
