import { FetchError } from '../errors';

/** Longest wait for the headers of one answer. */
const ANSWER_MS = 120_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;

export interface RequestOptions {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as a bearer token, also after a redirect within the same domain; kept nowhere. */
  readonly token?: string;
  /** Refuses redirects to another origin. */
  readonly staysAtOrigin?: boolean;
  readonly signal?: AbortSignal;
  readonly fetch?: typeof fetch;
}

/**
 * Sends a request and follows redirects with its method and token, which `fetch` itself drops
 * between hosts. The token is sent to hosts of the first one's domain only.
 *
 * @param what - What is fetched, for messages; addresses may hold signatures and are not shown.
 * @throws FetchError when there is no answer or too many redirects.
 */
export async function request(
  what: string,
  url: string,
  options: RequestOptions = {}
): Promise<Response> {
  const first = new URL(url);
  let address = first;
  let method = options.method ?? 'GET';
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const headers: Record<string, string> = { ...options.headers };
    if (options.token !== undefined && isTrusted(first, address)) {
      headers.authorization = `Bearer ${options.token}`;
    }
    const response = await send(what, address, method, headers, options);
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null) {
      return response;
    }
    await response.body?.cancel();
    address = new URL(location, address);
    if (options.staysAtOrigin && address.origin !== first.origin) {
      const reason = `${first.host} redirects to ${address.origin}, which is not asked`;
      throw new FetchError(what, reason);
    }
    method = response.status === 303 ? 'GET' : method;
  }
  throw new FetchError(what, `${first.host} redirects again and again`);
}

/** The same host, or another one of its domain (`catalogue.` and `download.dataspace…`), by TLS. */
function isTrusted(first: URL, { hostname, protocol }: URL): boolean {
  if (hostname === first.hostname) {
    return protocol === first.protocol || protocol === 'https:';
  }
  const domain = first.hostname.split('.').slice(1).join('.');
  // An address in numbers has no domain.
  const isDomain = domain.includes('.') && /[a-z]/i.test(domain);
  return protocol === 'https:' && isDomain && hostname.endsWith(`.${domain}`);
}

async function send(
  what: string,
  address: URL,
  method: string,
  headers: Readonly<Record<string, string>>,
  options: RequestOptions
): Promise<Response> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error('no answer in time')), ANSWER_MS);
  const signals = options.signal ? [silence.signal, options.signal] : [silence.signal];
  try {
    return await (options.fetch ?? fetch)(address, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.any(signals)
    });
  } catch (cause) {
    options.signal?.throwIfAborted();
    const inner = (cause as Error).cause;
    const reason = inner instanceof Error ? inner.message : (cause as Error).message;
    throw new FetchError(what, `${address.host} does not answer (${reason})`, null, { cause });
  } finally {
    clearTimeout(timer);
  }
}
