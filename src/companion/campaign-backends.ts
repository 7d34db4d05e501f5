import type { CampaignBackend } from '../campaigns';
import type { RemoteBackend } from '../remote';
import type { OwnLogin } from './authorization';

/** How often the embedded back-end is asked for the states of jobs, ms. */
const OWN_POLL_MS = 2_000;
/** How often others are asked: their jobs take minutes, and they count requests. */
const REMOTE_POLL_MS = 20_000;
/** Free accounts of CDSE's openEO run two batch jobs at once; more would only wait in its queue. */
const REMOTE_AT_ONCE = 2;

/**
 * The back-end of this process, for campaigns.
 *
 * @param apiRoot - Its openEO API; asked for with each request, since it is known late.
 */
export function ownCampaignBackend(
  apiRoot: () => string,
  { user, password }: OwnLogin
): CampaignBackend {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return {
    title: 'This Jupyter server',
    usualAtOnce: 1,
    pollMs: OWN_POLL_MS,
    endsWithThisProcess: true,
    ask: (path, { method, body }) =>
      fetch(`${apiRoot()}${path}`, {
        method,
        body,
        headers: { Authorization: authorization, ...contentType(body) }
      })
  };
}

/** A listed back-end, for campaigns: asked with the login that panel and notebooks share. */
export function remoteCampaignBackend(backend: RemoteBackend): CampaignBackend {
  return {
    title: backend.remote.title,
    usualAtOnce: REMOTE_AT_ONCE,
    pollMs: REMOTE_POLL_MS,
    endsWithThisProcess: false,
    ask: (path, { method, body }) => {
      const [below, query] = path.slice(1).split(/(?=\?)/);
      return backend.forward({
        method,
        path: below,
        query: query ?? '',
        headers: new Headers(contentType(body)),
        ...(body !== undefined && { body: new TextEncoder().encode(body).buffer })
      });
    }
  };
}

function contentType(body?: string): Record<string, string> {
  return body === undefined ? {} : { 'Content-Type': 'application/json' };
}
