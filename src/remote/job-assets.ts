import { isLoopback, isPrivate, joinUrl, secureUrl, withoutQuery } from './addresses';
import { AssetNotFoundError, RemoteAddressError, RemoteAnswerError } from './errors';
import {
  answerOf,
  type BearerSource,
  forward,
  forwardedHeaders,
  type ForwardRequest
} from './forward';
import { type Fetch, guardedFetch, limitedText } from './guarded-fetch';

/** Signed addresses hold for hours; asking again this often costs little. */
const KEPT_MS = 5 * 60_000;
const MOST_KEPT = 200;
const MOST_RESULT_BYTES = 64 * 2 ** 20;
const STALE = new Set([401, 403, 404, 410]);

interface KnownResults {
  readonly atMs: number;
  /** Absolute addresses by the name of the result file. */
  readonly assets: ReadonlyMap<string, string>;
}

/**
 * The result files of the jobs of one back-end. The browser names a job and a file; the address comes
 * from the back-end's own list of results, so that nobody can have another address read.
 */
export class JobAssets {
  private readonly known = new Map<string, KnownResults>();

  constructor(
    private readonly apiUrl: string,
    private readonly login: BearerSource,
    private readonly fetch?: Fetch
  ) {}

  /**
   * Reads a result file, in ranges where they are asked for. The login goes along below the root of
   * the API only, as the openEO Python client has it.
   *
   * @throws AssetNotFoundError, RemoteAddressError, RemoteError
   */
  async read(jobId: string, name: string, request: ForwardRequest): Promise<Response> {
    const isKnown = this.known.has(jobId);
    const first = await this.fetchAsset(await this.addressOf(jobId, name, request), request);
    if (!isKnown || !STALE.has(first.status)) {
      return first;
    }
    // The signature has run out: the list of results has a new one.
    await first.body?.cancel();
    this.known.delete(jobId);
    return this.fetchAsset(await this.addressOf(jobId, name, request), request);
  }

  private async fetchAsset(address: string, request: ForwardRequest): Promise<Response> {
    const url = this.allowed(address);
    const api = secureUrl(joinUrl(this.apiUrl, '/'));
    const isOwn = url.origin === api.origin && url.pathname.startsWith(api.pathname);
    const bearer = isOwn ? await this.login.bearer() : null;
    const headers = forwardedHeaders(request.headers);
    if (bearer) {
      headers.set('authorization', `Bearer ${bearer.value}`);
    }
    const init: RequestInit = { method: request.method, headers, signal: request.signal };
    const origins = new Set([url.origin, api.origin]);
    const answer = await guardedFetch(url.href, init, { origins, fetch: this.fetch });
    return answerOf(answer, bearer?.secret ?? null);
  }

  /** Hosts that results name may be read, but none of this machine or its network unless the back-end is there. */
  private allowed(address: string): URL {
    const url = secureUrl(address);
    const api = secureUrl(this.apiUrl);
    if (isPrivate(url) && url.hostname !== api.hostname && !isLoopback(api)) {
      throw new RemoteAddressError(withoutQuery(url), 'it is an address of the local network');
    }
    return url;
  }

  /** @throws AssetNotFoundError */
  private async addressOf(jobId: string, name: string, request: ForwardRequest): Promise<string> {
    let results = this.known.get(jobId);
    if (!results || Date.now() - results.atMs > KEPT_MS || !results.assets.has(name)) {
      results = { atMs: Date.now(), assets: await this.listAssets(jobId, request) };
      this.known.delete(jobId);
      this.known.set(jobId, results);
      if (this.known.size > MOST_KEPT) {
        this.known.delete(this.known.keys().next().value as string);
      }
    }
    const address = results.assets.get(name);
    if (address === undefined) {
      throw new AssetNotFoundError(jobId, name, [...results.assets.keys()]);
    }
    return address;
  }

  private async listAssets(jobId: string, request: ForwardRequest): Promise<Map<string, string>> {
    const path = `jobs/${encodeURIComponent(jobId)}/results`;
    const headers = new Headers({ accept: 'application/json, application/geo+json' });
    const { signal } = request;
    const answer = await forward(
      this.apiUrl,
      { method: 'GET', path, query: '', headers, signal },
      this.login,
      this.fetch
    );
    const address = joinUrl(this.apiUrl, path);
    const text = await limitedText(answer, address, MOST_RESULT_BYTES);
    let document: { assets?: unknown; code?: unknown; message?: unknown } | null = null;
    try {
      document = JSON.parse(text);
    } catch {
      // Told below.
    }
    if (!answer.ok || typeof document?.assets !== 'object' || document.assets === null) {
      const told = typeof document?.message === 'string' ? `: ${document.message}` : '';
      const reason = answer.ok ? 'it lists no result files' : `it answered HTTP ${answer.status}`;
      throw new RemoteAnswerError(address, reason + told.replace(/\.$/, ''), answer.status);
    }
    return new Map(
      Object.entries(document.assets as Record<string, { href?: unknown } | null>).flatMap(
        ([asset, value]) =>
          typeof value?.href === 'string'
            ? [[asset, new URL(value.href, address).href] as const]
            : []
      )
    );
  }
}
