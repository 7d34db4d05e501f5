import type { ServerConnection } from '@jupyterlab/services';

import { BackendRefused } from './errors';
import { errorOfAnswer, errorOfFailure } from './translate-error';

/** `ServerConnection.makeRequest`, handed in. */
export type MakeRequest = typeof ServerConnection.makeRequest;

/** The part of axios's request configuration that the openEO client uses. */
export interface IRequestConfig {
  readonly method?: string;
  readonly url?: string;
  readonly baseURL?: string;
  readonly params?: Record<string, unknown> | null;
  readonly data?: BodyInit | null;
  readonly headers?: Iterable<[string, unknown]> | Record<string, unknown>;
  readonly responseType?: string;
  /** Milliseconds; 0 or none for no limit. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** What axios expects of an adapter. */
export interface IResponse {
  readonly data: unknown;
  readonly status: number;
  readonly statusText: string;
  readonly headers: Record<string, string>;
  readonly config: IRequestConfig;
  readonly request: null;
}

/** The absolute address of a request: `url` below `baseURL` unless it is absolute itself, with `params`. */
export function requestUrl(config: IRequestConfig): string {
  const path = config.url ?? '';
  const isAbsolute = /^https?:\/\//i.test(path);
  const base = (config.baseURL ?? '').replace(/\/+$/, '');
  const url = new URL(isAbsolute ? path : `${base}/${path.replace(/^\/+/, '')}`);
  for (const [name, value] of Object.entries(config.params ?? {})) {
    if (value !== null && value !== undefined) {
      url.searchParams.set(name, String(value));
    }
  }
  return url.toString();
}

function requestHeaders(config: IRequestConfig): Record<string, string> {
  const given = config.headers ?? {};
  const entries =
    Symbol.iterator in given
      ? [...(given as Iterable<[string, unknown]>)]
      : Object.entries(given as Record<string, unknown>);
  return Object.fromEntries(
    entries
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([name, value]) => [name, String(value)])
  );
}

function requestSignal(config: IRequestConfig): AbortSignal | undefined {
  const signals = [
    ...(config.signal ? [config.signal] : []),
    ...(config.timeout ? [AbortSignal.timeout(config.timeout)] : [])
  ];
  return signals.length === 0 ? undefined : AbortSignal.any(signals);
}

/**
 * An axios adapter that sends through the Jupyter server, so that requests carry what that server
 * asks for: its token, or its cookie with the XSRF header, which axios alone would not send.
 *
 * Unsuccessful answers reject with this room's own errors, before axios reads their bodies.
 *
 * @param makeRequest - `ServerConnection.makeRequest`.
 * @param settings - The application's own server settings.
 */
export function jupyterAdapter(
  makeRequest: MakeRequest,
  settings: ServerConnection.ISettings
): (config: IRequestConfig) => Promise<IResponse> {
  return async config => {
    const url = requestUrl(config);
    const init: RequestInit = {
      method: (config.method ?? 'get').toUpperCase(),
      headers: requestHeaders(config),
      body: config.data ?? undefined,
      signal: requestSignal(config),
      // Jupyter's default, "no-store", would add a number to the query.
      cache: 'no-cache'
    };
    let response: Response;
    try {
      response = await makeRequest(url, init, settings);
    } catch (reason) {
      throw errorOfFailure(reason);
    }
    if (!response.ok) {
      throw errorOfAnswer(response.status, await response.text(), url);
    }
    const type = response.headers.get('Content-Type') ?? '';
    if (response.redirected && type.startsWith('text/html')) {
      // Without a session the Jupyter server sends to its login page, which answers 200.
      throw new BackendRefused(302);
    }
    return {
      data: config.responseType === 'blob' ? await response.blob() : await response.text(),
      status: response.status,
      statusText: response.statusText,
      headers: Object.fromEntries(response.headers),
      config,
      request: null
    };
  };
}
