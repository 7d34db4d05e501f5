import type { ScratchFile } from '../bytes';
import type { Affine, Plane, SampleType, Window } from '../plane';

/** A reduced copy of the raster. */
export interface Overview {
  readonly width: number;
  readonly height: number;
}

export interface ReadOptions {
  /** Which overview to read, 0 being the largest; the window then counts its cells. */
  readonly overview?: number;
  /** Turn the no-data value of the file into NaN. Default true. */
  readonly mask?: boolean;
  /** Arrays to read into instead of new ones, where they fit; what is returned counts. */
  readonly into?: readonly Plane[];
}

export interface OpenOptions {
  /** Most bytes of unpacked tiles that are kept. Default 96 MiB: a tile row of a burst. */
  readonly cacheBytes?: number;
  /**
   * Creates an empty temporary file, for a raster that the cache cannot hold as a whole: its unpacked
   * tiles go there, so that reading it again costs little. Only bands that were asked for when a
   * tile is unpacked are kept; whoever reads more of them later pays again. Whoever gives the file,
   * closes it.
   */
  readonly scratch?: () => Promise<ScratchFile>;
}

/** A raster file. Mask directories, further pages and `.aux.xml` files are not looked at. */
export interface GeoTiff {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly bandCount: number;
  /** Band descriptions in file order, null where the file has none. */
  readonly bandNames: readonly (string | null)[];
  readonly sampleType: SampleType;
  /** Complex samples: every band of the file counts as two here, real and imaginary part. */
  readonly isComplex: boolean;
  /** The no-data value of the file (NaN is one); null when it names none. */
  readonly noData: number | null;
  /** From outer cell corners, whichever way the file counts; null when the file has none. */
  readonly transform: Affine | null;
  /** Null when the file has no CRS, or one without a code. */
  readonly epsg: number | null;
  /** Code of the vertical CRS that the file names beside `epsg`; null when it names none. */
  readonly verticalEpsg: number | null;
  /** Metadata items of the whole file by name. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Largest first. */
  readonly overviews: readonly Overview[];
  /** Size of the tiles, or of the strips (as wide as the raster). */
  readonly blockWidth: number;
  readonly blockHeight: number;
  /**
   * Reads a window of some bands, one array per band asked for, in that order. Float64Array for
   * 32-bit integers and float64, Float32Array for all others, which they hold exactly.
   *
   * @param bands - 0-based.
   * @throws RasterRequestError for a window or band outside the raster.
   * @throws TruncatedFileError, CorruptGeoTiffError when the bytes are not as promised.
   */
  readWindow(window: Window, bands: readonly number[], options?: ReadOptions): Promise<Plane[]>;
  close(): Promise<void>;
}
