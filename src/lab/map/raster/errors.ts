/** Why a raster cannot be shown. `messages.ts` puts each into words. */
export abstract class MapError extends Error {
  abstract readonly _tag: string;

  constructor(
    /** Name of the file, as the user knows it. */
    readonly file: string,
    message: string,
    options?: ErrorOptions
  ) {
    super(`${file}: ${message}`, options);
  }
}

/** The server did not give the file. Recover: check that it is there, or open it again. */
export class FileUnreachable extends MapError {
  readonly _tag = 'FileUnreachable';

  constructor(
    file: string,
    /** HTTP status, or 0 where no answer came. */
    readonly status: number,
    options?: ErrorOptions,
    /** What the server says of it; may be empty. */
    readonly reason = ''
  ) {
    super(file, status ? `the server answered ${status}` : 'the server gave no answer', options);
  }
}

/** The server sends whole files only, and this one is too large for that. */
export class FileWithoutRanges extends MapError {
  readonly _tag = 'FileWithoutRanges';

  constructor(
    file: string,
    readonly sizeB: number
  ) {
    super(file, `the server does not send parts of files, and this one has ${sizeB} bytes`);
  }
}

/** The file has no bytes: whatever writes it may still be at work. */
export class FileEmpty extends MapError {
  readonly _tag = 'FileEmpty';

  constructor(file: string) {
    super(file, 'the file is empty');
  }
}

/** The first bytes are not those of a TIFF. */
export class NotTiff extends MapError {
  readonly _tag = 'NotTiff';

  constructor(file: string, options?: ErrorOptions) {
    super(file, 'not a TIFF file', options);
  }
}

/** The file ends before its data does. */
export class FileTruncated extends MapError {
  readonly _tag = 'FileTruncated';

  constructor(
    file: string,
    readonly sizeB: number,
    /** How long the file should be at least; null where its directory itself is cut. */
    readonly expectedB: number | null,
    options?: ErrorOptions
  ) {
    super(file, `${sizeB} bytes of at least ${expectedB ?? 'unknown'}`, options);
  }
}

/** The file is another one than when it was opened. Recover: open it again. */
export class FileChanged extends MapError {
  readonly _tag = 'FileChanged';

  constructor(
    file: string,
    /** Size when it was opened and now, in bytes; equal where only its date differs. */
    readonly wasB: number,
    readonly isB: number
  ) {
    super(file, `changed while it was open (${wasB} bytes, now ${isB})`);
  }
}

/** The bytes of a block are there, but cannot be unpacked. */
export class BlockDamaged extends MapError {
  readonly _tag = 'BlockDamaged';

  constructor(
    file: string,
    /** Upper left pixel of the block in its level. */
    readonly column: number,
    readonly row: number,
    options?: ErrorOptions
  ) {
    super(file, `the block at column ${column}, row ${row} cannot be unpacked`, options);
  }
}

/** Bands lie so close together that one cannot be read without very many others. */
export class BandsTogether extends MapError {
  readonly _tag = 'BandsTogether';

  constructor(
    file: string,
    readonly bands: number,
    /** Decoded bytes of one block of all bands. */
    readonly blockB: number
  ) {
    super(
      file,
      `${bands} bands in one block: ${blockB} bytes must be decoded to show a part of one`
    );
  }
}

/** Compression or kind of sample that cannot be decoded. */
export class EncodingUnsupported extends MapError {
  readonly _tag = 'EncodingUnsupported';

  constructor(
    file: string,
    /** What is not supported, as `compression LERC`. */
    readonly encoding: string,
    options?: ErrorOptions
  ) {
    super(file, `${encoding} is not supported`, options);
  }
}

/** Neither on the ground nor known to be in radar geometry. Lines by samples can still be shown. */
export class NotGeoreferenced extends MapError {
  readonly _tag = 'NotGeoreferenced';

  constructor(
    file: string,
    /** What is missing. */
    readonly missing: 'crs' | 'transform' | 'both'
  ) {
    super(file, `not georeferenced (no ${missing === 'both' ? 'crs, no transform' : missing})`);
  }
}

/** A coordinate reference system that the map has no definition of. */
export class CrsUnknown extends MapError {
  readonly _tag = 'CrsUnknown';

  constructor(
    file: string,
    /** As `EPSG:2180`, or the citation of a user-defined system. */
    readonly crs: string
  ) {
    super(file, `no definition of ${crs}`);
  }
}

/** To show anything, very much would have to be read first. */
export class TooMuchToRead extends MapError {
  readonly _tag = 'TooMuchToRead';

  constructor(
    file: string,
    readonly bytesB: number
  ) {
    super(file, `no overviews: ${bytesB} bytes must be read to show it whole`);
  }
}
