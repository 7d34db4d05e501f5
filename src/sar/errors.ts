/** What the SAR room throws; `_tag` tells the kinds apart across bundles. */
export abstract class SarError extends Error {
  abstract readonly _tag: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** An annotation lacks an element or holds something else there: fetch the product again. */
export class AnnotationError extends SarError {
  readonly _tag = 'AnnotationError';

  constructor(
    readonly file: string,
    readonly element: string,
    readonly expected: string,
    options?: ErrorOptions
  ) {
    super(
      `${file}: <${element}> should hold ${expected}. ` +
        'Give the annotation XML of a Sentinel-1 IW SLC product, whole.',
      options
    );
  }
}

/** State vectors do not reach the time asked for: lay down an orbit file that covers it. */
export class OrbitReachError extends SarError {
  readonly _tag = 'OrbitReachError';

  constructor(
    readonly source: string,
    readonly epoch: string,
    readonly timeS: number,
    readonly firstS: number,
    readonly lastS: number
  ) {
    super(
      `${source}: the orbit holds state vectors from ${firstS.toFixed(3)} to ${lastS.toFixed(3)} s ` +
        `after ${epoch}, and the burst needs ${timeS.toFixed(3)} s. ` +
        'Lay the orbit file of that day into the folder of orbits.'
    );
  }
}

/** State vectors that no orbit can be made of: too few, or not in rising order of time. */
export class OrbitDataError extends SarError {
  readonly _tag = 'OrbitDataError';

  constructor(
    readonly source: string,
    readonly reason: string
  ) {
    super(`${source}: ${reason}. Fetch the orbit file again.`);
  }
}

/** Elevation lacks what the burst covers: lay down tiles for that area. */
export class ElevationCoverError extends SarError {
  readonly _tag = 'ElevationCoverError';

  constructor(
    readonly source: string,
    readonly latDeg: number,
    readonly lonDeg: number
  ) {
    super(
      `${source}: no elevation at latitude ${latDeg.toFixed(4)}, longitude ${lonDeg.toFixed(4)}, ` +
        'where the burst lies. Lay elevation of the whole burst into the folder of elevation.'
    );
  }
}

/** Two bursts that do not see the same ground, or whose sampling differs. */
export class BurstMismatchError extends SarError {
  readonly _tag = 'BurstMismatchError';

  constructor(
    readonly primary: string,
    readonly secondary: string,
    readonly reason: string
  ) {
    super(
      `${secondary} cannot be coregistered to ${primary}: ${reason}. Choose the same burst id.`
    );
  }
}

/** Orbit and burst timing that do not belong together: no point of the ground fits them. */
export class BurstGeometryError extends SarError {
  readonly _tag = 'BurstGeometryError';

  constructor(
    readonly source: string,
    readonly sought: string
  ) {
    super(
      `${source}: ${sought} was not found. The orbit and the timing of the burst do not belong ` +
        'together; use the orbit file of the same satellite and day.'
    );
  }
}
