import { secureUrl, withoutQuery } from './addresses';
import {
  RemoteAddressError,
  RemoteAnswerError,
  RemoteError,
  RemoteUnreachableError
} from './errors';

const REDIRECTS_AT_MOST = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Longest wait for the headers of an answer. */
const ANSWER_MS = 30_000;
const MOST_JSON_BYTES = 64 * 2 ** 20;

/** The global fetch, or one that a test hands in. */
export type Fetch = typeof fetch;

/** What may be asked, and how. */
export interface GuardOptions {
  /** Origins (`https://host:port`) that may be asked and redirected to. */
  readonly origins: ReadonlySet<string>;
  readonly fetch?: Fetch;
  /** Longest wait for the headers of the answer; 0 for no limit of ours. */
  readonly answerMs?: number;
}

/**
 * Asks an address of the given origins and no other, over HTTPS, or HTTP on this machine. Redirects
 * of GET and HEAD are followed among these origins; a login goes to the first origin only.
 *
 * @throws RemoteAddressError for an address or a redirect elsewhere.
 * @throws RemoteUnreachableError without an answer.
 */
export async function guardedFetch(
  address: string,
  init: RequestInit,
  options: GuardOptions
): Promise<Response> {
  const method = (init.method ?? 'GET').toUpperCase();
  const headers = new Headers(init.headers);
  let url = allowed(address, options.origins);
  const { origin } = url;
  for (let redirects = 0; ; redirects++) {
    const response = await ask(url, { ...init, headers }, options);
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null) {
      return response;
    }
    await response.body?.cancel();
    if (redirects === REDIRECTS_AT_MOST) {
      throw new RemoteAnswerError(withoutQuery(url), 'it redirects without end', response.status);
    }
    if (method !== 'GET' && method !== 'HEAD') {
      throw new RemoteAddressError(withoutQuery(url), `it redirects a ${method} request`);
    }
    url = redirected(url, location, options.origins);
    if (url.origin !== origin) {
      headers.delete('authorization');
    }
  }
}

/** Asks for a JSON document. @throws RemoteAnswerError when the answer is none, or an error. */
export async function guardedJson(
  address: string,
  options: GuardOptions,
  headers: Readonly<Record<string, string>> = {}
): Promise<unknown> {
  const init = { headers: { accept: 'application/json', ...headers } };
  const response = await guardedFetch(address, init, options);
  const name = withoutQuery(address);
  if (!response.ok) {
    await response.body?.cancel();
    throw new RemoteAnswerError(name, `it answered HTTP ${response.status}`, response.status);
  }
  const text = await limitedText(response, name);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RemoteAnswerError(name, 'the answer is not JSON', response.status, { cause });
  }
}

/** The text of an answer. @throws RemoteAnswerError when it is too long or breaks off. */
export async function limitedText(
  response: Response,
  name: string,
  mostBytes = MOST_JSON_BYTES
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      bytes += part.value.length;
      if (bytes > mostBytes) {
        void reader?.cancel();
        throw new RemoteAnswerError(name, `the answer is longer than ${mostBytes} bytes`);
      }
      chunks.push(part.value);
    }
  } catch (cause) {
    if (cause instanceof RemoteError) {
      throw cause;
    }
    throw new RemoteAnswerError(name, 'the answer broke off', response.status, { cause });
  }
  return Buffer.concat(chunks).toString('utf8');
}

function allowed(address: string, origins: ReadonlySet<string>): URL {
  const url = secureUrl(address);
  if (!origins.has(url.origin)) {
    throw new RemoteAddressError(
      withoutQuery(address),
      `only ${[...origins].join(', ')} may be asked here`
    );
  }
  return url;
}

function redirected(from: URL, location: string, origins: ReadonlySet<string>): URL {
  try {
    return allowed(new URL(location, from).href, origins);
  } catch (cause) {
    const reason = cause instanceof RemoteAddressError ? cause.reason : 'it is no address';
    throw new RemoteAddressError(
      withoutQuery(location),
      `${from.origin} redirects there, and ${reason}`
    );
  }
}

async function ask(url: URL, init: RequestInit, options: GuardOptions): Promise<Response> {
  // The limit is for the headers alone: a large file may take as long as it does.
  const limit = new AbortController();
  const ms = options.answerMs ?? ANSWER_MS;
  const timer = ms > 0 ? setTimeout(() => limit.abort(new Error('too slow')), ms) : undefined;
  const signals = init.signal ? [init.signal, limit.signal] : [limit.signal];
  try {
    return await (options.fetch ?? fetch)(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.any(signals)
    });
  } catch (cause) {
    throw new RemoteUnreachableError(withoutQuery(url), reasonOf(cause), { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** fetch tells the reason in the cause of a bare "fetch failed". */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error ? error.cause : undefined;
  const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
  return code || (error instanceof Error ? error.message : 'unknown');
}
