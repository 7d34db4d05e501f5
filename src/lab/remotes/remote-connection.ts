import { ServerConnection } from '@jupyterlab/services';
import type { Connection } from '@openeo/js-client';

import { companionUrl } from '../client/companion';
import type { RemoteBackend } from './remote-backend';

/** The openEO API of a remote back-end, and its result files, through the Jupyter server. */
export interface IRemoteConnection {
  /** @throws ClientError */
  connection(): Promise<Connection>;
  /** Where the browser finds a result file of a job. */
  fileUrl(jobId: string, name: string): string;
}

/** Reaches a back-end with the login of the panel, which stays with the back-end process. */
export function connectRemote(
  backend: RemoteBackend,
  serverSettings: ServerConnection.ISettings
): IRemoteConnection {
  const root = `remotes/${encodeURIComponent(backend.remote.id)}`;
  const openeoUrl = companionUrl(serverSettings, `${root}/openeo`);
  /** Addresses of the API, as its links have them, lead through the Jupyter server. */
  const proxied = (href: string): string => {
    const apiUrl = backend.summary?.apiUrl.replace(/\/+$/, '');
    return apiUrl && href.startsWith(`${apiUrl}/`) ? openeoUrl + href.slice(apiUrl.length) : href;
  };
  let made: Promise<Connection> | null = null;
  return {
    connection: () =>
      (made ??= import('../client/connection')
        .then(({ connect }) =>
          connect({
            openeoUrl,
            serverSettings,
            makeRequest: ServerConnection.makeRequest,
            proxied
          })
        )
        .catch(reason => {
          made = null;
          throw reason;
        })),
    fileUrl: (jobId, name) => {
      const file = name.split('/').map(encodeURIComponent).join('/');
      const path = `${root}/jobs/${encodeURIComponent(jobId)}/assets/${file}`;
      return companionUrl(serverSettings, path);
    }
  };
}
