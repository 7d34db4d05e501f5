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
