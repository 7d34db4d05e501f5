import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync
} from 'node:fs';
import { dirname, join } from 'node:path';
import { TokenStoreError } from '../errors';
import { keyOfUrl, readPrivateJson, refreshTokensPath, type Surroundings } from './client-files';

interface StoredToken {
  readonly date?: string;
  readonly refresh_token?: string;
}

type Tokens = { [issuer: string]: { [clientId: string]: StoredToken } };

/**
 * The openEO Python client's own store of refresh tokens, `refresh-tokens.json` in its data folder:
 * `{issuer: {client id: {date, refresh_token}}}`, issuers without trailing slash, mode 0600. A login
 * made here is found by `authenticate_oidc()` in a notebook, and the other way round. The file is read
 * anew each time, because kernels write it too, and replaced as a whole, entries of others kept.
 */
export class TokenStore {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly now: () => Date = () => new Date()
  ) {}

  /** @throws TokenStoreError */
  refreshToken(issuer: string, clientId: string): string | null {
    const entry = own(own(this.read(this.path()), keyOfUrl(issuer)), clientId);
    return entry?.refresh_token || null;
  }

  /** Issuers with a token, without a slash at their end. @throws TokenStoreError */
  issuers(): string[] {
    const tokens = this.read(this.path());
    return Object.keys(tokens).filter(issuer =>
      Object.values(own(tokens, issuer) ?? {}).some(entry => entry?.refresh_token)
    );
  }

  /** @throws TokenStoreError */
  keep(issuer: string, clientId: string, refreshToken: string): void {
    const path = this.path();
    const tokens = this.read(path);
    const key = keyOfUrl(issuer);
    const date = this.now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');
    const clients = { ...own(tokens, key), [clientId]: { date, refresh_token: refreshToken } };
    this.write(path, { ...tokens, [key]: clients });
  }

  /** @throws TokenStoreError */
  forget(issuer: string, clientId: string): void {
    const path = this.path();
    const { [keyOfUrl(issuer)]: clients, ...others } = this.read(path);
    if (!clients || !Object.hasOwn(clients, clientId)) {
      return;
    }
    const left = Object.entries(clients).filter(([id]) => id !== clientId);
    const kept = left.length > 0 ? { [keyOfUrl(issuer)]: Object.fromEntries(left) } : {};
    this.write(path, { ...others, ...kept });
  }

  private path(): string {
    return refreshTokensPath(this.surroundings);
  }

  private read(path: string): Tokens {
    return readPrivateJson(path, this.surroundings.platform) as Tokens;
  }

  /** No other process sees half a file, and none but the user's own may read it at any time. */
  private write(path: string, tokens: Tokens): void {
    const target = resolved(path);
    const partial = join(dirname(target), `.refresh-tokens-${randomBytes(6).toString('hex')}.json`);
    try {
      const file = openSync(partial, 'wx', 0o600);
      try {
        writeSync(file, JSON.stringify(tokens, null, 2));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(partial, target);
    } catch (cause) {
      rmSync(partial, { force: true });
      const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
      throw new TokenStoreError(
        path,
        `it cannot be written${code}; check the rights of its folder`,
        {
          cause
        }
      );
    }
  }
}

/** The file itself where the path is a link to it. */
function resolved(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function own<T>(value: { [key: string]: T } | undefined, name: string): T | undefined {
  return value && Object.hasOwn(value, name) ? value[name] : undefined;
}
