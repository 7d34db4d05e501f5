/** What the node room throws; `_tag` tells the kinds apart across bundles. */
export abstract class NodeError extends Error {
  abstract readonly _tag: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A file cannot be opened, read or written. */
export class FileAccessError extends NodeError {
  readonly _tag = 'FileAccessError';

  constructor(
    readonly path: string,
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(`${path}: ${reason}.`, options);
  }
}

/** An address does not answer, or not with what was asked for. */
export class HttpAccessError extends NodeError {
  readonly _tag = 'HttpAccessError';

  constructor(
    /** Without its query, which may hold a signature. */
    readonly address: string,
    readonly reason: string,
    /** Status of the answer; null when there was none. */
    readonly status: number | null,
    options?: ErrorOptions
  ) {
    super(`${address}: ${reason}.`, options);
  }
}
