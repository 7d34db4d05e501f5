import type { Grid } from '../grid/grid';
import type { Bounds, Plane, Window } from '../plane';

/**
 * Reads the latitudes and longitudes (degrees, WGS 84) of the SAR pixels of a window. NaN, or 0 for
 * both, where a pixel has no position.
 *
 * @param into - Arrays that an earlier call gave, or parts of them, that may be used again.
 */
export type LatLonReader = (
  window: Window,
  into: readonly Plane[]
) => Promise<{ readonly lat: Plane; readonly lon: Plane }>;

/**
 * Reads the values of the SAR pixels of a window, NaN where there are none.
 *
 * @param into - Arrays that an earlier call gave, or parts of them, that may be used again.
 */
export type SarReader = (window: Window, into: readonly Plane[]) => Promise<readonly Plane[]>;

export interface GeocoderOptions {
  /** Lines and samples of the blocks whose map bounds are kept. Default 64 x 128. */
  readonly blockLines?: number;
  readonly blockSamples?: number;
  /** Most SAR pixels that are asked for at once, whichever way the blocks lie. Default 2^21. */
  readonly maxReadPixels?: number;
  /** Called between reads; throws to stop (cancellation). */
  readonly check?: () => void;
}

/** Takes rasters from radar geometry to a map grid. */
export interface Geocoder {
  readonly epsg: number;
  /** Bounds of the pixel centres that have a position, in units of the projection. */
  readonly mapBounds: Bounds;
  /** Bounds of the same in degrees: west, south, east, north; east may pass 180. */
  readonly lonLatBounds: Bounds;
  /** SAR pixels that a window of the grid depends on, as one window; null when there are none. */
  sarWindow(grid: Grid, window: Window): Window | null;
  /**
   * Geocodes `planeCount` planes for a window of the grid: NaN where no quad of four neighbouring
   * pixel centres with values covers the cell centre.
   *
   * @param progress - Told the share of the SAR pixels that is done.
   */
  geocode(
    grid: Grid,
    window: Window,
    planeCount: number,
    readSar: SarReader,
    progress?: (share: number) => void
  ): Promise<Plane[]>;
}
