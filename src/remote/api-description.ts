import { joinUrl, withoutQuery } from './addresses';
import { RemoteAddressError, RemoteAnswerError } from './errors';
import { guardedJson, type GuardOptions } from './guarded-fetch';
import type { OpenidProvider } from './openid/provider';
import type { Remote } from './remote-list';

const OLDEST_API = '1.0.0';
const MOST_PAGES = 50;

/** What a back-end says of itself. */
export interface ApiDescription {
  /** Root of its API, without a trailing slash. */
  readonly apiUrl: string;
  readonly apiVersion: string;
  readonly title: string;
  /** False where it calls itself not ready for production. */
  readonly isProduction: boolean;
  /** Ids of all processes that it lists. */
  readonly processIds: readonly string[];
  readonly providers: readonly OpenidProvider[];
  readonly offersBasic: boolean;
}

interface Version {
  readonly url: string;
  readonly api_version: string;
  readonly production?: boolean;
}

/**
 * Asks a back-end what it is, by its well-known document, capabilities, processes and providers.
 *
 * @throws RemoteError
 */
export async function describeApi(remote: Remote, guard: GuardOptions): Promise<ApiDescription> {
  const apiUrl = await findApi(remote, guard);
  const root = record(await guardedJson(joinUrl(apiUrl, '/'), guard));
  const apiVersion = root.api_version;
  if (typeof apiVersion !== 'string' || compareVersions(apiVersion, OLDEST_API) < 0) {
    throw new RemoteAnswerError(
      withoutQuery(apiUrl),
      `it is no openEO back-end of API version ${OLDEST_API} or newer`
    );
  }
  const paths = endpointsOf(root);
  const [processIds, providers] = await Promise.all([
    listProcesses(apiUrl, guard),
    paths.has('/credentials/oidc') ? listProviders(apiUrl, guard) : []
  ]);
  return {
    apiUrl,
    apiVersion,
    title: typeof root.title === 'string' ? root.title : remote.title,
    isProduction: root.production !== false,
    processIds,
    providers,
    offersBasic: paths.has('/credentials/basic')
  };
}

/**
 * The API root: of the highest production version that the well-known document lists, else of the
 * highest; the address itself where there is no such document. As the openEO clients choose.
 *
 * @throws RemoteAddressError when it is at a host that is not listed.
 */
async function findApi(remote: Remote, guard: GuardOptions): Promise<string> {
  let versions: Version[];
  try {
    const answer = record(await guardedJson(joinUrl(remote.url, '/.well-known/openeo'), guard));
    versions = (Array.isArray(answer.versions) ? answer.versions : [])
      .map(record)
      .filter(({ url, api_version: v }) => typeof url === 'string' && typeof v === 'string')
      .map(version => version as unknown as Version)
      .filter(version => compareVersions(version.api_version, OLDEST_API) >= 0);
  } catch (error) {
    if (error instanceof RemoteAnswerError) {
      return remote.url;
    }
    throw error;
  }
  const ready = versions.filter(({ production }) => production !== false);
  const [best] = [...(ready.length > 0 ? ready : versions)].sort((a, b) =>
    compareVersions(b.api_version, a.api_version)
  );
  if (!best) {
    return remote.url;
  }
  const url = new URL(best.url, remote.url);
  if (!guard.origins.has(url.origin)) {
    throw new RemoteAddressError(
      withoutQuery(url),
      `${remote.url} names it as its API; list that address instead if you trust it`
    );
  }
  return withoutQuery(url).replace(/\/+$/, '');
}

async function listProcesses(apiUrl: string, guard: GuardOptions): Promise<string[]> {
  const ids = new Set<string>();
  let next: string | undefined = joinUrl(apiUrl, '/processes');
  for (let page = 0; next !== undefined && page < MOST_PAGES; page++) {
    const answer = record(await guardedJson(next, guard));
    if (!Array.isArray(answer.processes)) {
      throw new RemoteAnswerError(withoutQuery(next), 'it lists no processes');
    }
    answer.processes.forEach(process => {
      const { id } = record(process);
      if (typeof id === 'string') {
        ids.add(id);
      }
    });
    const links: unknown[] = Array.isArray(answer.links) ? answer.links : [];
    const href = links.map(record).find(({ rel }) => rel === 'next')?.href;
    next = typeof href === 'string' ? new URL(href, next).href : undefined;
  }
  return [...ids].sort();
}

async function listProviders(apiUrl: string, guard: GuardOptions): Promise<OpenidProvider[]> {
  const address = joinUrl(apiUrl, '/credentials/oidc');
  const { providers } = record(await guardedJson(address, guard));
  return (Array.isArray(providers) ? providers : []).map(record).flatMap(provider => {
    const { id, issuer, title } = provider;
    if (typeof id !== 'string' || typeof issuer !== 'string') {
      return [];
    }
    const clients: unknown[] = Array.isArray(provider.default_clients)
      ? provider.default_clients
      : [];
    return [
      {
        id,
        issuer,
        title: typeof title === 'string' ? title : id,
        scopes: texts(provider.scopes),
        defaultClients: clients
          .map(record)
          .flatMap(client =>
            typeof client.id === 'string'
              ? [{ id: client.id, grantTypes: texts(client.grant_types) }]
              : []
          ),
        authorizationParameters: Object.fromEntries(
          Object.entries(record(provider.authorization_parameters)).map(([name, value]) => [
            name,
            String(value)
          ])
        )
      }
    ];
  });
}

function endpointsOf(root: Record<string, unknown>): Set<string> {
  const endpoints: unknown[] = Array.isArray(root.endpoints) ? root.endpoints : [];
  return new Set(
    endpoints
      .map(record)
      .filter(({ methods }) => texts(methods).some(method => method.toUpperCase() === 'GET'))
      .map(({ path }) => String(path).replace(/\/+$/, ''))
  );
}

/** Compares versions by their numbers; what follows a hyphen is older than the same without. */
function compareVersions(a: string, b: string): number {
  const parts = (text: string) => text.split('-')[0].split('.').map(Number);
  const [first, second] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    const difference = (first[i] || 0) - (second[i] || 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return Number(b.includes('-')) - Number(a.includes('-'));
}

function record(value: unknown): Record<string, unknown> {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Record<string, unknown>) : {};
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}
