/** A north-up grid of cells on a map. */
export interface Grid {
  readonly epsg: number;
  /** Outer upper-left corner. */
  readonly x0: number;
  readonly y0: number;
  /** Cell size, both positive, in units of the CRS. */
  readonly resolutionX: number;
  readonly resolutionY: number;
  readonly width: number;
  readonly height: number;
}
