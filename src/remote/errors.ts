/** What the remote room throws; `_tag` tells the kinds apart across bundles. No message holds a token. */
export abstract class RemoteError extends Error {
  abstract readonly _tag: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** No back-end of the list has this id. */
export class UnknownRemoteError extends RemoteError {
  readonly _tag = 'UnknownRemoteError';

  constructor(
    readonly id: string,
    known: readonly string[]
  ) {
    super(
      `There is no back-end '${id}' in the list; it has ${known.join(', ') || 'none'}. ` +
        'Add it in the settings.'
    );
  }
}

/** The list of back-ends cannot be used as it stands, or may not be changed. */
export class RemoteSettingsError extends RemoteError {
  readonly _tag = 'RemoteSettingsError';

  constructor(
    /** Where in the list, `remotes[1].url` for instance. */
    readonly field: string,
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(`${field}: ${reason}.`, options);
  }
}

/** An address that may not be asked: not of a listed back-end, or not over HTTPS. */
export class RemoteAddressError extends RemoteError {
  readonly _tag = 'RemoteAddressError';

  constructor(
    /** Without its query, which may hold a signature. */
    readonly address: string,
    readonly reason: string
  ) {
    super(`${address} is not asked: ${reason}.`);
  }
}

/** No answer from an address. */
export class RemoteUnreachableError extends RemoteError {
  readonly _tag = 'RemoteUnreachableError';

  constructor(
    readonly address: string,
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(`${address} does not answer (${reason}). Check the address and retry.`, options);
  }
}

/** An answer that is not what an openEO back-end or an OpenID Connect provider answers. */
export class RemoteAnswerError extends RemoteError {
  readonly _tag = 'RemoteAnswerError';

  constructor(
    readonly address: string,
    readonly reason: string,
    /** Status of the answer; null when the answer could not be read. */
    readonly status: number | null = null,
    options?: ErrorOptions
  ) {
    super(`${address}: ${reason}.`, options);
  }
}

/** A job of a remote back-end has no result file of this name. */
export class AssetNotFoundError extends RemoteError {
  readonly _tag = 'AssetNotFoundError';

  constructor(
    readonly jobId: string,
    readonly asset: string,
    known: readonly string[]
  ) {
    super(
      `Job ${jobId} has no result file '${asset}'; it has ${known.slice(0, 20).join(', ') || 'none'}.`
    );
  }
}

/** A login that cannot be had: the back-end does not offer it, or refuses what was given. */
export class LoginNotPossibleError extends RemoteError {
  readonly _tag = 'LoginNotPossibleError';

  constructor(
    readonly remote: string,
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(`No login at ${remote}: ${reason}.`, options);
  }
}

/** The openEO Python client's own file of tokens cannot be read or written. */
export class TokenStoreError extends RemoteError {
  readonly _tag = 'TokenStoreError';

  constructor(
    readonly path: string,
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(`${path}: ${reason}.`, options);
  }
}
