import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { TokenStoreError } from '../errors';

const APP = 'openeo-python-client';

/** What decides where the openEO Python client keeps its files. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

export function ownSurroundings(): Surroundings {
  return { environment: process.env, platform: process.platform, home: homedir() };
}

interface Places {
  readonly xdgVariable: string;
  readonly mac: string;
  readonly fallback: string;
}

const DATA: Places = {
  xdgVariable: 'XDG_DATA_HOME',
  mac: '~/Library',
  fallback: '~/.local/share'
};
const CONFIG: Places = {
  xdgVariable: 'XDG_CONFIG_HOME',
  mac: '~/Library/Preferences',
  fallback: '~/.config'
};

/** The client's file of refresh tokens; its folder is made when there is none. */
export function refreshTokensPath(surroundings: Surroundings): string {
  return join(clientFolder(DATA, surroundings), 'refresh-tokens.json');
}

/** The client's file of logins that a user wrote down with its command-line tool. */
export function authConfigPath(surroundings: Surroundings): string {
  return join(clientFolder(CONFIG, surroundings, false), 'auth-config.json');
}

/**
 * The first of the client's folders that exists, else the first that can be made, in its order:
 * OPENEO_CONFIG_HOME itself, then below the platform's folders.
 */
function clientFolder(places: Places, from: Surroundings, makesIt = true): string {
  const { environment, platform, home } = from;
  const xdg = environment[places.xdgVariable];
  const roots =
    platform === 'win32'
      ? [environment.APPDATA, '~\\AppData\\Roaming', places.fallback]
      : platform === 'darwin'
        ? [xdg, places.mac, places.fallback]
        : [xdg, places.fallback];
  const below = roots.filter(root => !!root).map(root => join(expanded(root as string, home), APP));
  const own = environment.OPENEO_CONFIG_HOME;
  const folders = own ? [own, ...below] : below;
  const existing = folders.find(isFolder);
  if (existing !== undefined || !makesIt) {
    return existing ?? folders[0];
  }
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true });
      return folder;
    } catch {
      // The next one may be writable.
    }
  }
  throw new TokenStoreError(folders[0], 'this folder cannot be made; set OPENEO_CONFIG_HOME');
}

function expanded(path: string, home: string): string {
  return path.replace(/^~(?=[\\/]|$)/, home);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

const READS = 5;
const PAUSE_MS = 30;

/**
 * Reads one of the client's private files; an empty object when there is none. The client empties a
 * file before it writes it, and makes a new one private afterwards: what looks spoilt is read again a
 * moment later.
 *
 * @throws TokenStoreError when others may read it, which the client refuses too, or it is no JSON.
 */
export function readPrivateJson(
  path: string,
  platform: NodeJS.Platform
): { [key: string]: unknown } {
  for (let attempt = 1; ; attempt++) {
    try {
      return readOnce(path, platform);
    } catch (error) {
      if (attempt === READS) {
        throw error;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

function readOnce(path: string, platform: NodeJS.Platform): { [key: string]: unknown } {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    return {};
  }
  if (platform !== 'win32' && (stat.mode & 0o077) !== 0) {
    throw new TokenStoreError(path, 'other users can read it; run "chmod 600" on it');
  }
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    // The message of JSON.parse quotes the text, which holds tokens.
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new TokenStoreError(path, `it cannot be read as JSON${code}; mend or remove it`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TokenStoreError(path, 'expected a JSON object; mend or remove it');
  }
  return value as { [key: string]: unknown };
}

/** A key of the client's files: an address without trailing slashes. */
export function keyOfUrl(url: string): string {
  return url.replace(/\/+$/, '') || '/';
}

/** What the client's configuration file says of one back-end. It is never written here. */
export interface BackendConfig {
  /** Providers in it, with their client where one is written down. */
  readonly clients: Readonly<Record<string, { id: string; secret?: string } | null>>;
  readonly basic: { readonly user: string; readonly password: string } | null;
}

/** @throws TokenStoreError */
export function readBackendConfig(backendUrl: string, surroundings: Surroundings): BackendConfig {
  const path = authConfigPath(surroundings);
  const file = readPrivateJson(path, surroundings.platform);
  const backends = member(file, 'backends');
  const backend = member(backends, keyOfUrl(backendUrl));
  const providers = member(member(backend, 'oidc'), 'providers');
  const clients = Object.fromEntries(
    Object.keys(providers).map(id => {
      const { client_id: client, client_secret: secret } = member(providers, id);
      const known = typeof client === 'string' && client !== '';
      return [
        id,
        known ? { id: client, secret: typeof secret === 'string' ? secret : undefined } : null
      ];
    })
  );
  const { username, password } = member(backend, 'basic');
  const hasBasic = typeof username === 'string' && typeof password === 'string';
  return { clients, basic: hasBasic ? { user: username, password } : null };
}

function member(value: { [key: string]: unknown }, name: string): { [key: string]: unknown } {
  const found = Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof found === 'object' && found !== null ? (found as { [key: string]: unknown }) : {};
}
