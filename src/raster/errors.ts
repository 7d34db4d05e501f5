/** What the raster room throws; `_tag` tells the kinds apart across bundles. */
export abstract class RasterError extends Error {
  abstract readonly _tag: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The file is something else than a TIFF: look at what was downloaded or written. */
export class NotAGeoTiffError extends RasterError {
  readonly _tag = 'NotAGeoTiffError';

  constructor(
    readonly file: string,
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(`${file} is not a TIFF file: ${reason}.`, options);
  }
}

/** The file ends before what its own directory points at: fetch or write it again. */
export class TruncatedFileError extends RasterError {
  readonly _tag = 'TruncatedFileError';

  constructor(
    readonly file: string,
    readonly what: string,
    readonly neededBytes: number,
    readonly sizeBytes: number,
    options?: ErrorOptions
  ) {
    super(
      `${file} is truncated: ${what} needs ${neededBytes} bytes and the file has ${sizeBytes}. ` +
        'Fetch or write it again.',
      options
    );
  }
}

/** The file is a TIFF whose content contradicts itself or does not unpack. */
export class CorruptGeoTiffError extends RasterError {
  readonly _tag = 'CorruptGeoTiffError';

  constructor(
    readonly file: string,
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(`${file} is corrupt: ${reason}. Fetch or write it again.`, options);
  }
}

/** The file is a TIFF of a kind that is not read here: convert it, for example with `gdal_translate`. */
export class UnsupportedGeoTiffError extends RasterError {
  readonly _tag = 'UnsupportedGeoTiffError';

  constructor(
    readonly file: string,
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(
      `${file} cannot be read: ${reason}. Convert it, for example with gdal_translate.`,
      options
    );
  }
}

/** A window or a band lies outside the raster, or a raster of that description cannot be written. */
export class RasterRequestError extends RasterError {
  readonly _tag = 'RasterRequestError';

  constructor(
    readonly file: string,
    readonly reason: string
  ) {
    super(`${file}: ${reason}.`);
  }
}

/** No projection is known for the code. */
export class UnknownProjectionError extends RasterError {
  readonly _tag = 'UnknownProjectionError';

  constructor(
    readonly epsg: number,
    readonly knownCodes: string
  ) {
    super(`No projection for EPSG:${epsg}. Codes that work: ${knownCodes}.`);
  }
}

/** The latitudes and longitudes hold nothing to geocode. */
export class NoGroundPositionError extends RasterError {
  readonly _tag = 'NoGroundPositionError';

  constructor(readonly reason: string) {
    super(`Cannot geocode: ${reason}.`);
  }
}

/** A grid of the resolution over the extent cannot be made. */
export class GridError extends RasterError {
  readonly _tag = 'GridError';

  constructor(readonly reason: string) {
    super(`Cannot make the grid: ${reason}.`);
  }
}
