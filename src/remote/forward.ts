import { joinUrl, secureUrl, withoutQuery } from './addresses';
import { RemoteAddressError } from './errors';
import { type Fetch, guardedFetch, limitedText } from './guarded-fetch';
import { maskedBody, maskText } from './masked-body';

/** Nothing else of a request goes on: neither cookies nor the login of the Jupyter server. */
const FORWARDED_REQUEST = [
  'accept',
  'content-type',
  'if-match',
  'if-none-match',
  'if-range',
  'range'
] as const;

/** What of an answer comes back; in particular no cookie and no policy of the other site. */
const RETURNED = [
  'accept-ranges',
  'cache-control',
  'content-disposition',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'expires',
  'last-modified',
  'link',
  'location',
  'openeo-costs',
  'openeo-identifier',
  'retry-after'
] as const;

/** Endpoints whose answer is a token, or that take what only this process may hand out. */
const WITHHELD = /^credentials\/basic$/;
const MOST_ERROR_BYTES = 2 ** 20;

/** A request for a back-end, as the browser sent it. */
export interface ForwardRequest {
  readonly method: string;
  /** Below the API root, percent-encoded as it came. */
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
  readonly headers: Headers;
  readonly body?: ArrayBuffer;
  /** Aborted when the browser goes away. */
  readonly signal?: AbortSignal;
}

/** How to get at the login of a back-end. */
export interface BearerSource {
  /**
   * The value of `Authorization` without "Bearer ", and the secret in it; null without a login.
   *
   * @param refused - A secret that the back-end took no more.
   */
  bearer(refused?: string): Promise<{ readonly value: string; readonly secret: string } | null>;
}

/** The headers of a browser's request that go on, with those that are ours. */
export function forwardedHeaders(headers: Headers): Headers {
  const forwarded = new Headers({
    // Answers are passed on as they are, with their length and ranges.
    'accept-encoding': 'identity',
    'user-agent': 'jupyterlab-insar'
  });
  for (const name of FORWARDED_REQUEST) {
    const value = headers.get(name);
    if (value !== null) {
      forwarded.set(name, value);
    }
  }
  return forwarded;
}

/** The answer for the browser: no cookies, no scripts in the name of the Jupyter server, no token. */
export function answerOf(upstream: Response, secret: string | null): Response {
  const headers = new Headers({
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff'
  });
  // fetch undoes a compression that was not asked for; length and ranges are then not right any more.
  const isDecoded = (upstream.headers.get('content-encoding') ?? 'identity') !== 'identity';
  for (const name of RETURNED) {
    const value = upstream.headers.get(name);
    if (value !== null && !(isDecoded && name === 'content-length')) {
      headers.set(name, maskText(value, secret));
    }
  }
  const body = upstream.body && maskedBody(upstream.body, secret);
  return new Response(body, { status: upstream.status, headers });
}

/**
 * Sends a request to the back-end with its login. When the back-end says that the token is invalid, a
 * new one is asked for and the request is sent once more.
 *
 * @throws RemoteAddressError for a path that leaves the API.
 * @throws RemoteError
 */
export async function forward(
  apiUrl: string,
  request: ForwardRequest,
  login: BearerSource,
  fetch?: Fetch
): Promise<Response> {
  const url = targetOf(apiUrl, request);
  const send = (value: string | undefined) => {
    const headers = forwardedHeaders(request.headers);
    if (value !== undefined) {
      headers.set('authorization', `Bearer ${value}`);
    }
    const init: RequestInit = {
      method: request.method,
      headers,
      signal: request.signal,
      body: request.body?.byteLength ? request.body : undefined
    };
    // A graph that is run at once takes as long as it does.
    return guardedFetch(url.href, init, { origins: new Set([url.origin]), fetch, answerMs: 0 });
  };
  const bearer = await login.bearer();
  const answer = await send(bearer?.value);
  if (bearer === null || (answer.status !== 401 && answer.status !== 403)) {
    return answerOf(answer, bearer?.secret ?? null);
  }
  const text = await limitedText(answer, withoutQuery(url), MOST_ERROR_BYTES);
  if (isTokenInvalid(text)) {
    const renewed = await login.bearer(bearer.secret);
    if (renewed !== null && renewed.secret !== bearer.secret) {
      return answerOf(await send(renewed.value), renewed.secret);
    }
  }
  return answerOf(new Response(text, answer), bearer.secret);
}

function targetOf(apiUrl: string, { path, query }: ForwardRequest): URL {
  const url = secureUrl(joinUrl(apiUrl, path) + query);
  const root = secureUrl(joinUrl(apiUrl, '/'));
  const below = url.pathname.slice(root.pathname.length);
  if (url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) {
    throw new RemoteAddressError(withoutQuery(url), `it is not below ${withoutQuery(root)}`);
  }
  if (
    WITHHELD.test(
      decodeURIComponent(below)
        .replace(/\/+/g, '/')
        .replace(/^\/|\/$/g, '')
    )
  ) {
    throw new RemoteAddressError(withoutQuery(url), 'its answer is a token; log in instead');
  }
  return url;
}

function isTokenInvalid(text: string): boolean {
  try {
    return (JSON.parse(text) as { code?: unknown } | null)?.code === 'TokenInvalid';
  } catch {
    return false;
  }
}
