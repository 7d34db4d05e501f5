import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import { errorOfAnswer, errorOfFailure } from './translate-error';

/** The address below the Jupyter server of a path below `/companion`. */
export function companionUrl(settings: ServerConnection.ISettings, path: string): string {
  return URLExt.join(settings.baseUrl, 'jupyterlab-insar', 'backend', 'companion', path);
}

/**
 * Asks what the back-end says beyond openEO, below `/companion`, through the Jupyter server.
 *
 * @param path - Below `/companion`, such as `bursts/search`.
 * @param body - Sent as JSON.
 * @param signal - Gives the request up; the promise then rejects with an `AbortError`.
 * @throws BackendMissing, BackendNotRunning, BackendRefused, BackendUnreachable, OpeneoError, UnexpectedAnswer
 */
export function askCompanion<T>(
  settings: ServerConnection.ISettings,
  path: string,
  body: unknown,
  signal?: AbortSignal
): Promise<T> {
  return companionRequest<T>(settings, 'POST', path, body, signal);
}

/**
 * As {@link askCompanion}, with a method of HTTP; without a body where that is undefined. An answer
 * without content is undefined.
 */
export async function companionRequest<T>(
  settings: ServerConnection.ISettings,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  signal?: AbortSignal
): Promise<T> {
  const url = companionUrl(settings, path);
  const init: RequestInit = {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' }
    }),
    signal
  };
  try {
    const response = await ServerConnection.makeRequest(url, init, settings);
    if (!response.ok) {
      throw errorOfAnswer(response.status, await response.text(), url);
    }
    return (response.status === 204 ? undefined : await response.json()) as T;
  } catch (reason) {
    signal?.throwIfAborted();
    throw errorOfFailure(reason);
  }
}
