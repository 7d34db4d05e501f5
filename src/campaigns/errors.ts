/** Everything that can go wrong in a campaign itself. */
export abstract class CampaignError extends Error {
  abstract readonly _tag: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A campaign that is not in the store. */
export class CampaignNotFoundError extends CampaignError {
  readonly _tag = 'CampaignNotFoundError';

  constructor(readonly id: string) {
    super(`There is no campaign '${id}'; it may have been removed.`);
  }
}

/** A request for a campaign that cannot be run. */
export class CampaignRequestError extends CampaignError {
  readonly _tag = 'CampaignRequestError';
}

/** The back-end cannot be asked now; asking later may help. */
export class BackendNotReadyError extends CampaignError {
  readonly _tag = 'BackendNotReadyError';
}

/** The back-end refuses a request for good. */
export class BackendRefusalError extends CampaignError {
  readonly _tag = 'BackendRefusalError';

  constructor(
    message: string,
    readonly status: number,
    readonly code: string
  ) {
    super(message);
  }
}
