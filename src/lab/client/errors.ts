/** What can go wrong between the browser and the back-end, told apart by `_tag`. */
export abstract class ClientError extends Error {
  abstract readonly _tag: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The Jupyter server answers, but the back-end behind it does not. */
export class BackendNotRunning extends ClientError {
  readonly _tag = 'BackendNotRunning';
}

/** The Jupyter server does not know the back-end's address: its server extension is not enabled. */
export class BackendMissing extends ClientError {
  readonly _tag = 'BackendMissing';

  constructor(readonly url: string) {
    super(
      `The Jupyter server has nothing at ${url}. Enable its part of the extension with ` +
        '"jupyter server extension enable jupyterlab_insar" and restart the server.'
    );
  }
}

/** The Jupyter server refuses the request: not logged in, or its session has ended. */
export class BackendRefused extends ClientError {
  readonly _tag = 'BackendRefused';

  constructor(
    readonly status: number,
    options?: ErrorOptions
  ) {
    super(
      `The Jupyter server refused the request (HTTP ${status}). Reload the page and log in again.`,
      options
    );
  }
}

/** No answer at all: the Jupyter server itself cannot be reached. */
export class BackendUnreachable extends ClientError {
  readonly _tag = 'BackendUnreachable';

  constructor(options?: ErrorOptions) {
    super('The Jupyter server does not answer. Check that it still runs, then retry.', options);
  }
}

/** The answer is not one that an openEO back-end gives. */
export class UnexpectedAnswer extends ClientError {
  readonly _tag = 'UnexpectedAnswer';
}

/** The back-end answered with an openEO error. */
export class OpeneoError extends ClientError {
  readonly _tag = 'OpeneoError';

  /**
   * @param code - openEO's own error code, such as `JobNotFound`.
   * @param status - HTTP status of the answer.
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    options?: ErrorOptions
  ) {
    super(message, options);
  }
}
