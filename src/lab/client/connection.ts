import type { ServerConnection } from '@jupyterlab/services';
import { Connection } from '@openeo/js-client';

import { jupyterAdapter } from './adapter';
import type { MakeRequest } from './adapter';
import { taggedError } from './translate-error';

/** An openEO connection whose requests all go through the Jupyter server. */
class JupyterConnection extends Connection {
  constructor(private readonly _options: IConnectOptions) {
    super(_options.openeoUrl);
  }

  /** Reads the capabilities, which the client needs before anything else. */
  async open(): Promise<this> {
    await this.init();
    return this;
  }

  protected override async _send(
    options: Record<string, unknown>,
    abortController?: AbortController | null
  ): ReturnType<Connection['_send']> {
    const { makeRequest, serverSettings, proxied } = this._options;
    try {
      return await super._send(
        {
          ...options,
          url: typeof options.url === 'string' ? proxied(options.url) : options.url,
          adapter: jupyterAdapter(makeRequest, serverSettings)
        },
        abortController
      );
    } catch (reason) {
      throw taggedError(reason);
    }
  }
}

/** What a connection needs to know. */
export interface IConnectOptions {
  /** Root of the openEO API below the base URL of the Jupyter server. */
  readonly openeoUrl: string;
  readonly serverSettings: ServerConnection.ISettings;
  /** `ServerConnection.makeRequest`: adds the token and the XSRF header. */
  readonly makeRequest: MakeRequest;
  /** See `IBackendClient.proxied`. */
  readonly proxied: (href: string) => string;
}

/**
 * Connects to the back-end behind the Jupyter server. No credential of the back-end reaches the
 * browser: the server adds it to what it passes on.
 *
 * @throws BackendMissing, BackendNotRunning, BackendRefused, BackendUnreachable, OpeneoError, UnexpectedAnswer
 */
export async function connect(options: IConnectOptions): Promise<Connection> {
  try {
    return await new JupyterConnection(options).open();
  } catch (reason) {
    throw taggedError(reason);
  }
}
