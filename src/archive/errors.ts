/** Base of what the archive raises; `_tag` tells the kinds apart without `instanceof`. */
export abstract class ArchiveError extends Error {
  abstract readonly _tag: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A folder under `stacks/` that cannot be read as a stack. */
export class InvalidStackError extends ArchiveError {
  readonly _tag = 'InvalidStackError';
  constructor(
    readonly stackId: string,
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(`Stack "${stackId}": ${reason}`, options);
  }
}

/** Which part of a request no stack and no product can answer. */
export type MissingPart =
  'burst' | 'sub-swath' | 'polarization' | 'primary date' | 'dates' | 'collection';

/** No stack answers the request; the message says what is there instead. */
export class StackNotFoundError extends ArchiveError {
  readonly _tag = 'StackNotFoundError';
  constructor(
    readonly missing: MissingPart,
    message: string
  ) {
    super(message);
  }
}

/** A file or folder that is no readable Sentinel-1 product: fetch it again or take it away. */
export class InvalidProductError extends ArchiveError {
  readonly _tag = 'InvalidProductError';
  constructor(
    /** The product, or the file in it. */
    readonly path: string,
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(`${path}: ${reason}.`, options);
  }
}

/** A product whose annotation is there and whose image is not. */
export class MeasurementMissingError extends ArchiveError {
  readonly _tag = 'MeasurementMissingError';
  constructor(
    readonly product: string,
    /** The file that should be there, within the product. */
    readonly expected: string
  ) {
    super(
      `${product} has no measurement: ${expected} is not there. Put that file into the product, ` +
        'or fetch the product again.'
    );
  }
}

/** An image that is not the burst that its annotation describes. */
export class MeasurementMismatchError extends ArchiveError {
  readonly _tag = 'MeasurementMismatchError';
  constructor(
    readonly measurement: string,
    readonly annotation: string,
    readonly reason: string
  ) {
    super(
      `${measurement} does not belong to ${annotation}: ${reason}. The annotation may be that of ` +
        'another burst; fetch the product again.'
    );
  }
}

/** A date, or a burst as a whole, that is not in the folder of products. */
export class BurstNotFoundError extends ArchiveError {
  readonly _tag = 'BurstNotFoundError';
  constructor(
    readonly missing: MissingPart,
    /** What would be asked of a remote archive; null where another date cannot help. */
    readonly wanted: {
      readonly burstId: number;
      readonly subSwath: string;
      readonly polarization: string;
      /** YYYY-MM-DD. */
      readonly date: string;
    } | null,
    message: string
  ) {
    super(message);
  }
}

/** An orbit that does not reach from before the first line to after the last. */
export class OrbitCoverageError extends ArchiveError {
  readonly _tag = 'OrbitCoverageError';
  constructor(
    readonly file: string,
    readonly reason: string,
    /** Where an orbit file would be looked for. */
    readonly folder: string
  ) {
    super(
      `${file}: ${reason}. Put a precise orbit file (POEORB, *.EOF) of that day into ${folder}.`
    );
  }
}

/** An orbit file that cannot be read. */
export class InvalidOrbitFileError extends ArchiveError {
  readonly _tag = 'InvalidOrbitFileError';
  constructor(
    readonly file: string,
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(`${file} cannot be used as an orbit file: ${reason}. Fetch it again.`, options);
  }
}

/** Elevation does not cover the burst. */
export class ElevationCoverageError extends ArchiveError {
  readonly _tag = 'ElevationCoverageError';
  constructor(
    /** West, south, east, north of what has no elevation, degrees. */
    readonly missingBox: readonly [number, number, number, number],
    /** Names of the Copernicus GLO-30 tiles that hold it. */
    readonly tileNames: readonly string[],
    readonly folder: string,
    found: string
  ) {
    const [west, south, east, north] = missingBox.map(value => value.toFixed(3));
    super(
      `There is no elevation from ${west} to ${east} degrees east, ${south} to ${north} degrees ` +
        `north (${found}). Put GeoTIFFs that cover it into ${folder}, for example the Copernicus ` +
        `GLO-30 tiles ${tileNames.join(', ')}.`
    );
  }
}

/** An elevation file that cannot be used as it is. */
export class InvalidElevationError extends ArchiveError {
  readonly _tag = 'InvalidElevationError';
  constructor(
    readonly file: string,
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(`${file} cannot be used as elevation: ${reason}.`, options);
  }
}

/** A remote archive does not give what was asked for. */
export class FetchError extends ArchiveError {
  readonly _tag = 'FetchError';
  constructor(
    /** What was to be fetched, in words. */
    readonly what: string,
    readonly reason: string,
    /** Status of the answer; null when there was none. */
    readonly status: number | null = null,
    options?: ErrorOptions
  ) {
    super(`${what} could not be fetched: ${reason}.`, options);
  }
}

/** What a simulation cannot be made of; the message says what can. */
export class InvalidSimulationError extends ArchiveError {
  readonly _tag = 'InvalidSimulationError';
  constructor(
    /** Name of the option that is wrong. */
    readonly option: string,
    reason: string
  ) {
    super(`${option}: ${reason}.`);
  }
}
