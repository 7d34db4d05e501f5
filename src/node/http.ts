import type { ByteSource } from '../raster';
import { HttpAccessError } from './errors';

/** A server without ranges is read as a whole up to here. */
const WHOLE_BYTES = 64 * 2 ** 20;
const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 300;
/** Longest wait for the headers of one answer. */
const ANSWER_MS = 60_000;

export interface HttpOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Replaces the global fetch, for tests. */
  readonly fetch?: typeof fetch;
}

/**
 * Opens a resource that is read by HTTP ranges. Redirects are followed. A server that knows no
 * ranges is read once as a whole when the resource is small, and refused otherwise.
 *
 * @throws HttpAccessError naming the address without its query.
 */
export async function httpSource(url: string, options: HttpOptions = {}): Promise<ByteSource> {
  const name = addressOf(url);
  const first = await request(url, { ...options.headers, range: 'bytes=0-0' }, options);
  if (first.status === 206) {
    const size = Number(/\/(\d+)$/.exec(first.headers.get('content-range') ?? '')?.[1] ?? NaN);
    await first.body?.cancel();
    if (!Number.isSafeInteger(size)) {
      throw new HttpAccessError(name, 'the answer does not say how large it is', 206);
    }
    return {
      name,
      size,
      read: (offset, length) => readRange(url, offset, length, options),
      close: async () => {}
    };
  }
  const announced = Number(first.headers.get('content-length') ?? NaN);
  if (!(announced <= WHOLE_BYTES)) {
    await first.body?.cancel();
    const size = Number.isNaN(announced) ? 'an unknown number of' : announced;
    throw new HttpAccessError(
      name,
      `the server does not serve ranges and the file has ${size} bytes; download it and read it ` +
        'from disk',
      first.status
    );
  }
  const bytes = await bodyOf(first, name);
  return {
    name,
    size: bytes.length,
    read: async (offset, length) => {
      if (offset + length > bytes.length) {
        throw new HttpAccessError(name, `it ends at byte ${bytes.length}`, null);
      }
      return bytes.slice(offset, offset + length);
    },
    close: async () => {}
  };
}

/**
 * Fetches a JSON document.
 *
 * @throws HttpAccessError naming the address without its query.
 */
export async function fetchJson(url: string, options: HttpOptions = {}): Promise<unknown> {
  const accept = 'application/json, application/geo+json';
  const response = await request(url, { accept, ...options.headers }, options);
  const bytes = await bodyOf(response, addressOf(url));
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new HttpAccessError(addressOf(url), 'the answer is not JSON', response.status, { cause });
  }
}

async function readRange(
  url: string,
  offset: number,
  length: number,
  options: HttpOptions
): Promise<Uint8Array> {
  if (length === 0) {
    return new Uint8Array(0);
  }
  const name = addressOf(url);
  const range = `bytes=${offset}-${offset + length - 1}`;
  const response = await request(url, { ...options.headers, range }, options);
  if (response.status !== 206) {
    await response.body?.cancel();
    throw new HttpAccessError(name, 'the server stopped serving ranges', response.status);
  }
  const bytes = await bodyOf(response, name);
  if (bytes.length !== length) {
    throw new HttpAccessError(
      name,
      `${range} was asked for and ${bytes.length} bytes came`,
      response.status
    );
  }
  return bytes;
}

/** Repeats what may pass by itself: no answer, too many requests, trouble of the server. */
async function request(
  url: string,
  headers: Readonly<Record<string, string>>,
  options: HttpOptions
): Promise<Response> {
  const name = addressOf(url);
  for (let attempt = 1; ; attempt++) {
    let failure: HttpAccessError;
    try {
      const response = await (options.fetch ?? fetch)(url, {
        headers,
        redirect: 'follow',
        signal: AbortSignal.timeout(ANSWER_MS)
      });
      if (response.ok) {
        return response;
      }
      await response.body?.cancel();
      failure = new HttpAccessError(
        name,
        `the server answered ${response.status}`,
        response.status
      );
      if (response.status !== 429 && response.status < 500) {
        throw failure;
      }
    } catch (cause) {
      if (cause instanceof HttpAccessError) {
        throw cause;
      }
      failure = new HttpAccessError(name, `no answer (${reasonOf(cause)})`, null, { cause });
    }
    if (attempt === ATTEMPTS) {
      throw failure;
    }
    await new Promise(resolve => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
  }
}

async function bodyOf(response: Response, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new HttpAccessError(name, 'the answer broke off', response.status, { cause });
  }
}

/** fetch tells the reason in the cause of a bare "fetch failed"; its text holds no address query. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code || (error instanceof Error ? error.name : 'unknown');
}

function addressOf(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname}`;
  } catch {
    return url.replace(/[?#].*$/s, '');
  }
}
