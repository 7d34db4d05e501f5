import { secureUrl } from './addresses';
import { RemoteError, RemoteSettingsError } from './errors';

/** An openEO back-end elsewhere, as the settings list it. */
export interface Remote {
  /** Names it in addresses: lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  /** What users give to `openeo.connect`. No trailing slash. */
  readonly url: string;
}

/** Listed where the settings say nothing. */
export const DEFAULT_REMOTES: readonly Remote[] = [
  {
    id: 'cdse',
    title: 'Copernicus Data Space Ecosystem',
    url: 'https://openeo.dataspace.copernicus.eu'
  },
  {
    id: 'cdse-staging',
    title: 'Copernicus Data Space Ecosystem (staging)',
    url: 'https://openeo-staging.dataspace.copernicus.eu'
  }
];

const MOST_REMOTES = 50;
const ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * Reads a list of back-ends: addresses, or objects with `url` and perhaps `id` and `title`.
 * An address without a scheme is HTTPS, as the openEO Python client takes it.
 *
 * @throws RemoteSettingsError naming the entry.
 */
export function parseRemotes(value: unknown): Remote[] {
  if (!Array.isArray(value) || value.length > MOST_REMOTES) {
    throw new RemoteSettingsError(
      'remotes',
      `expected a list of at most ${MOST_REMOTES} back-ends, each an address or {"url", "title", "id"}`
    );
  }
  const remotes: Remote[] = [];
  value.forEach((entry: unknown, index) => {
    const remote = parseRemote(entry, `remotes[${index}]`);
    const twin = remotes.find(({ id }) => id === remote.id);
    if (twin) {
      throw new RemoteSettingsError(
        `remotes[${index}]`,
        `the id '${remote.id}' is taken by ${twin.url}; give each back-end an "id" of its own`
      );
    }
    remotes.push(remote);
  });
  return remotes;
}

function parseRemote(entry: unknown, field: string): Remote {
  const given = typeof entry === 'string' ? { url: entry } : entry;
  const { url: address, id, title } = (given ?? {}) as Record<string, unknown>;
  if (typeof address !== 'string' || address.trim() === '') {
    throw new RemoteSettingsError(`${field}.url`, 'expected the address of an openEO back-end');
  }
  const text = address.trim();
  let url: URL;
  try {
    url = secureUrl(text.includes('://') ? text : `https://${text}`);
  } catch (cause) {
    const reason = cause instanceof RemoteError ? cause.message.replace(/\.$/, '') : 'no address';
    throw new RemoteSettingsError(`${field}.url`, reason, { cause });
  }
  const tidy = `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  const name = id === undefined ? idOf(url) : id;
  if (typeof name !== 'string' || !ID.test(name)) {
    throw new RemoteSettingsError(`${field}.id`, 'expected lower-case letters, digits and hyphens');
  }
  return { id: name, title: typeof title === 'string' && title ? title : url.host, url: tidy };
}

function idOf(url: URL): string {
  const text = `${url.host}${url.pathname}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return text.replace(/^-+|-+$/g, '').slice(0, 63);
}
