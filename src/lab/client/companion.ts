import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import { errorOfAnswer, errorOfFailure } from './translate-error';

/**
 * Asks what the back-end says beyond openEO, below `/companion`, through the Jupyter server.
 *
 * @param path - Below `/companion`, such as `bursts/search`.
 * @param body - Sent as JSON.
 * @param signal - Gives the request up; the promise then rejects with an `AbortError`.
 * @throws BackendMissing, BackendNotRunning, BackendRefused, BackendUnreachable, OpeneoError, UnexpectedAnswer
 */
export async function askCompanion<T>(
  settings: ServerConnection.ISettings,
  path: string,
  body: unknown,
  signal?: AbortSignal
): Promise<T> {
  const url = URLExt.join(settings.baseUrl, 'jupyterlab-insar', 'backend', 'companion', path);
  const init: RequestInit = {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
    signal
  };
  try {
    const response = await ServerConnection.makeRequest(url, init, settings);
    if (!response.ok) {
      throw errorOfAnswer(response.status, await response.text(), url);
    }
    return (await response.json()) as T;
  } catch (reason) {
    signal?.throwIfAborted();
    throw errorOfFailure(reason);
  }
}
