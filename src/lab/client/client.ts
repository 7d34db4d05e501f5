import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import type { Connection } from '@openeo/js-client';

import type { IBackendClient, IBackendStatus } from '../tokens';
import { proxied } from './proxied';

const NAMESPACE = 'jupyterlab-insar';
const OPENEO_PATH = 'openeo/1.2';

/** What a client is made from. */
export interface IBackendClientOptions {
  readonly serverSettings: ServerConnection.ISettings;
}

/** The back-end that comes with the extension, through the Jupyter server of the application. */
export class BackendClient implements IBackendClient {
  constructor(options: IBackendClientOptions) {
    this.serverSettings = options.serverSettings;
    const { baseUrl } = this.serverSettings;
    this._backendUrl = URLExt.join(baseUrl, NAMESPACE, 'backend');
    this._statusUrl = URLExt.join(baseUrl, NAMESPACE, 'status');
    this.openeoUrl = URLExt.join(this._backendUrl, OPENEO_PATH);
  }

  readonly serverSettings: ServerConnection.ISettings;
  readonly openeoUrl: string;

  connection(): Promise<Connection> {
    this._connection ??= this._connect().catch(reason => {
      this._connection = null;
      throw reason;
    });
    return this._connection;
  }

  proxied(href: string): string {
    return proxied(href, this._backendUrl, this.serverSettings.baseUrl);
  }

  async status(): Promise<IBackendStatus> {
    try {
      const { readStatus } = await import('./status');
      return await readStatus(this._statusUrl, this.serverSettings);
    } catch {
      // The script itself could not be fetched.
      return {
        running: false,
        message:
          'The Jupyter server does not answer. Check that it still runs, then reload the page.'
      };
    }
  }

  private async _connect(): Promise<Connection> {
    const { connect } = await import('./connection');
    return connect({
      openeoUrl: this.openeoUrl,
      serverSettings: this.serverSettings,
      makeRequest: ServerConnection.makeRequest,
      proxied: href => this.proxied(href)
    });
  }

  private readonly _backendUrl: string;
  private readonly _statusUrl: string;
  private _connection: Promise<Connection> | null = null;
}
