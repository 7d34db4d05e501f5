import { MapError } from '../raster/errors';

/** A map document that cannot be read. Recover: mend the field, or open another version. */
export class DocumentWrong extends MapError {
  readonly _tag = 'DocumentWrong';

  constructor(
    file: string,
    /** What is wrong, with the name of the field. */
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(file, reason, options);
  }
}

/** A raster that has no place on this map: radar geometry on the ground, or the other way round. */
export class OtherGeometry extends MapError {
  readonly _tag = 'OtherGeometry';

  constructor(
    file: string,
    /** Whether the map shows lines by samples. */
    readonly isMapRadar: boolean
  ) {
    super(file, isMapRadar ? 'not in radar geometry' : 'not on the ground');
  }
}
