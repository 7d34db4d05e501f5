import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { authConfigPath, readBackendConfig, refreshTokensPath } from '../openid/client-files';
import { chooseClient } from '../openid/provider';
import { TokenStore } from '../openid/token-store';

const ROOT = resolve(__dirname, '..', '..', '..');
const PYTHON = process.env.INSAR_PYTHON ?? join(ROOT, '.venv', 'bin', 'python');
const NO_PYTHON = !existsSync(PYTHON);
const TITLE = `as the openEO Python client${NO_PYTHON ? ` (there is no Python at ${PYTHON})` : ''}`;

const newFolder = () => mkdtempSync(join(tmpdir(), 'insar-store-'));
const at = (home: string, environment: Record<string, string> = { OPENEO_CONFIG_HOME: home }) => ({
  home,
  platform: 'linux' as const,
  environment
});

function python(code: string, environment: Record<string, string>): string {
  const { stdout, stderr, status } = spawnSync(PYTHON, ['-c', code], {
    env: { PATH: process.env.PATH, ...environment },
    encoding: 'utf8'
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout.trim();
}

describe('TokenStore', () => {
  it('keeps, replaces and forgets, and leaves the entries of others', () => {
    const home = newFolder();
    const path = join(home, 'refresh-tokens.json');
    const others = {
      'https://other.example': { them: { date: 'd', refresh_token: 'r', more: 1 } },
      'https://id.example': { them: { date: 'd', refresh_token: 'r' } }
    };
    writeFileSync(path, JSON.stringify(others), { mode: 0o600 });
    const store = new TokenStore(at(home), () => new Date('2026-01-02T03:04:05.678Z'));
    expect(store.refreshToken('https://id.example/', 'me')).toBeNull();
    store.keep('https://id.example/', 'me', 'first');
    store.keep('https://id.example', 'me', 'second');
    expect(store.refreshToken('https://id.example//', 'me')).toBe('second');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      ...others,
      'https://id.example': {
        ...others['https://id.example'],
        me: { date: '2026-01-02T03:04:05Z', refresh_token: 'second' }
      }
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    store.forget('https://id.example', 'me');
    store.forget('https://id.example', 'nobody');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(others);
    expect(readdirSync(home)).toEqual(['refresh-tokens.json']);
  });

  it('writes through a link, and only a whole file', () => {
    const home = newFolder();
    const elsewhere = join(newFolder(), 'real.json');
    writeFileSync(elsewhere, '{}', { mode: 0o600 });
    symlinkSync(elsewhere, join(home, 'refresh-tokens.json'));
    new TokenStore(at(home)).keep('https://id.example', 'me', 'token');
    expect(lstatSync(join(home, 'refresh-tokens.json')).isSymbolicLink()).toBe(true);
    expect(readFileSync(elsewhere, 'utf8')).toContain('token');
  });

  it('refuses a file that others can read, and one that is spoilt, without its contents', () => {
    const home = newFolder();
    const path = join(home, 'refresh-tokens.json');
    writeFileSync(path, '{"https://id.example": {"me": {"refresh_token": "hidden', { mode: 0o600 });
    const store = new TokenStore(at(home));
    expect(() => store.refreshToken('https://id.example', 'me')).toThrow(/cannot be read as JSON/);
    expect(() => store.keep('https://id.example', 'me', 'x')).not.toThrow(/hidden/);
    expect(readFileSync(path, 'utf8')).toContain('hidden');
    chmodSync(path, 0o644);
    expect(() => store.refreshToken('https://id.example', 'me')).toThrow(/chmod 600/);
  });

  it('waits for another program that is about to write', async () => {
    const home = newFolder();
    const path = join(home, 'refresh-tokens.json');
    const tokens = { 'https://id.example': { me: { refresh_token: 'token' } } };
    // As the openEO client writes: emptied, filled, made private.
    writeFileSync(path, '', { mode: 0o644 });
    const writer = spawn(process.execPath, [
      '-e',
      `const fs = require('fs');
       setTimeout(() => {
         fs.writeFileSync(${JSON.stringify(path)}, ${JSON.stringify(JSON.stringify(tokens))});
         fs.chmodSync(${JSON.stringify(path)}, 0o600);
       }, 60);
       console.log('soon');`
    ]);
    await once(writer.stdout, 'data');
    const store = new TokenStore(at(home));
    expect(store.refreshToken('https://id.example', 'me')).toBe('token');
    await once(writer, 'close');
  });

  it('is safe from names of the language itself', () => {
    const store = new TokenStore(at(newFolder()));
    expect(store.refreshToken('https://id.example', 'constructor')).toBeNull();
    store.keep('https://id.example', '__proto__', 'token');
    expect(store.refreshToken('https://id.example', '__proto__')).toBe('token');
  });
});

describe.skipIf(NO_PYTHON)(TITLE, () => {
  it('reads and writes the same store', () => {
    const home = newFolder();
    const environment = { OPENEO_CONFIG_HOME: home };
    const store = new TokenStore(at(home));
    store.keep('https://id.example/realm/', 'me', 'from node');
    const printed = python(
      'from openeo.rest.auth.config import RefreshTokenStore as S\n' +
        's = S()\nprint(s.get_refresh_token("https://id.example/realm/", "me"))\n' +
        's.set_refresh_token("https://id.example/realm/", "me", "from python")\n' +
        's.set_refresh_token("https://other.example", "you", "more")',
      environment
    );
    expect(printed).toBe('from node');
    expect(store.refreshToken('https://id.example/realm', 'me')).toBe('from python');
    expect(store.refreshToken('https://other.example', 'you')).toBe('more');
  });

  it('reads the same configuration', () => {
    const home = newFolder();
    python(
      'from openeo.rest.auth.config import AuthConfig\na = AuthConfig()\n' +
        'a.set_oidc_client_config("https://a.example/", "campus", "id", "secret")\n' +
        'a.set_oidc_client_config("https://a.example", "other", None)\n' +
        'a.set_basic_auth("https://a.example", "me", "pass")',
      { OPENEO_CONFIG_HOME: home }
    );
    expect(readBackendConfig('https://a.example', at(home))).toEqual({
      clients: { campus: { id: 'id', secret: 'secret' }, other: null },
      basic: { user: 'me', password: 'pass' }
    });
    expect(readBackendConfig('https://b.example', at(home))).toEqual({ clients: {}, basic: null });
  });

  /** Environments, with folders that exist before. `HOME` stands for the home folder. */
  const PLACES: [string, Record<string, string>, string[]][] = [
    ['nothing set', {}, []],
    ['XDG folders', { XDG_DATA_HOME: 'HOME/d', XDG_CONFIG_HOME: 'HOME/c' }, []],
    ['XDG folder below home', { XDG_DATA_HOME: '~/d', XDG_CONFIG_HOME: '~/c' }, []],
    ['an own folder', { OPENEO_CONFIG_HOME: 'HOME/o', XDG_DATA_HOME: 'HOME/d' }, []],
    [
      'the first that exists',
      { OPENEO_CONFIG_HOME: 'HOME/o', XDG_DATA_HOME: 'HOME/d' },
      ['.local/share/openeo-python-client', '.config/openeo-python-client']
    ],
    [
      'an own folder that exists',
      { OPENEO_CONFIG_HOME: 'HOME/o' },
      ['o', '.local/share/openeo-python-client']
    ]
  ];

  it.each(PLACES)('finds its files with %s', (_, given, existing) => {
    const homes = [newFolder(), newFolder()];
    homes.forEach(home =>
      existing.forEach(folder => mkdirSync(join(home, folder), { recursive: true }))
    );
    const environmentOf = (home: string) =>
      Object.fromEntries(Object.entries(given).map(([k, v]) => [k, v.replace('HOME', home)]));
    const printed = python(
      'from openeo.rest.auth.config import AuthConfig, RefreshTokenStore\n' +
        'print(RefreshTokenStore.default_path())\nprint(AuthConfig.default_path())',
      { HOME: homes[0], ...environmentOf(homes[0]) }
    );
    const ours = at(homes[1], environmentOf(homes[1]));
    const found = [refreshTokensPath(ours), authConfigPath(ours)];
    expect(found.map(path => path.replace(homes[1], 'HOME'))).toEqual(
      printed.split('\n').map(path => path.replace(homes[0], 'HOME'))
    );
  });

  it('chooses the same client, and PKCE where the client would', () => {
    const device = 'urn:ietf:params:oauth:grant-type:device_code';
    const grants = [
      [device],
      [`${device}+pkce`, 'refresh_token'],
      [device, 'refresh_token'],
      ['authorization_code+pkce', 'refresh_token'],
      ['unknown', device, 'refresh_token']
    ];
    // Every pair of these clients, in both orders.
    const lists = grants.flatMap(a =>
      grants.map(b => [
        { id: 'a', grant_types: a },
        { id: 'b', grant_types: b }
      ])
    );
    const printed = python(
      `import json, logging
from openeo.rest.auth.oidc import DefaultOidcClientGrant as G, OidcClientInfo, OidcProviderInfo
logging.disable(logging.CRITICAL)
class Answer:
    def get(self, *a, **k): return self
    def raise_for_status(self): pass
    def json(self): return {}
chosen = []
for clients in json.loads(${JSON.stringify(JSON.stringify(lists))}):
    p = OidcProviderInfo(issuer="https://id.example", scopes=["email"], default_clients=clients, requests_session=Answer())
    c = p.get_default_client_id(lambda g: G.REFRESH_TOKEN in g and (G.DEVICE_CODE in g or G.DEVICE_CODE_PKCE in g))
    chosen.append([c, bool(c and OidcClientInfo(c, p).guess_device_flow_pkce_support())])
print(json.dumps(chosen))`,
      {}
    );
    const ours = lists.map(list => {
      const client = chooseClient(
        {
          id: 'p',
          issuer: 'https://id.example',
          title: 'P',
          scopes: [],
          defaultClients: list.map(({ id, grant_types: grantTypes }) => ({ id, grantTypes })),
          authorizationParameters: {}
        },
        null
      );
      return [client?.id ?? null, client?.usesPkce ?? false];
    });
    expect(ours).toEqual(JSON.parse(printed));
    expect(new Set(ours.map(String)).size).toBeGreaterThanOrEqual(4);
  });
});
