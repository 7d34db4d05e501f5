/** What the companion itself refuses; `_tag` tells the kinds apart across bundles. */
export abstract class CompanionError extends Error {
  abstract readonly _tag: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** No such overviews are made or kept. Recover: ask for them again. */
export class UnknownOverviewsError extends CompanionError {
  readonly _tag = 'UnknownOverviewsError';

  constructor(readonly id: string) {
    super('These overviews are neither made nor kept any more. Ask for them again.');
  }
}

/** A request for overviews that does not say of what. */
export class OverviewsRequestError extends CompanionError {
  readonly _tag = 'OverviewsRequestError';

  constructor(readonly reason: string) {
    super(`Overviews cannot be made: ${reason}.`);
  }
}

/** A request of the panel that cannot be answered as it is; the message names the field. */
export class InvalidRequestError extends CompanionError {
  readonly _tag = 'InvalidRequestError';

  constructor(
    /** Path of the field in the body, such as `area[2]`. */
    readonly field: string,
    readonly reason: string
  ) {
    super(`${field}: ${reason}.`);
  }
}

/** The catalogue of bursts cannot be asked or does not answer. Recover: try again. */
export class BurstCatalogueUnavailableError extends CompanionError {
  readonly _tag = 'BurstCatalogueUnavailableError';
}
