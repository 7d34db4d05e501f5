import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isOfSameDomain } from './addresses';
import { RemoteError, RemoteSettingsError, TokenStoreError, UnknownRemoteError } from './errors';
import type { Fetch } from './guarded-fetch';
import { ownSurroundings, type Surroundings } from './openid/client-files';
import { OpenidSessions } from './openid/session';
import { TokenStore } from './openid/token-store';
import { RemoteBackend } from './remote-backend';
import { DEFAULT_REMOTES, parseRemotes, type Remote } from './remote-list';

export interface RemotesOptions {
  /** Where the list is kept, so that it is there again when this process was started anew. */
  readonly file: string;
  /** A list that the administrator has set, as JSON; users cannot change it then. */
  readonly fixed?: string;
  readonly surroundings?: Surroundings;
  readonly fetch?: Fetch;
}

/** The back-ends that the settings list. No other host is ever asked on a user's behalf. */
export class Remotes {
  readonly isFixed: boolean;
  /** What is wrong with the fixed list; it is empty then. */
  readonly problem: string | null;
  private readonly sessions: OpenidSessions;
  private readonly surroundings: Surroundings;
  private backends: ReadonlyMap<string, RemoteBackend>;

  constructor(private readonly options: RemotesOptions) {
    this.surroundings = options.surroundings ?? ownSurroundings();
    this.sessions = new OpenidSessions(new TokenStore(this.surroundings), options.fetch);
    this.isFixed = options.fixed !== undefined;
    const { remotes, problem } = this.initial();
    this.problem = problem;
    this.backends = this.backendsOf(remotes);
  }

  list(): Remote[] {
    return [...this.backends.values()].map(({ remote }) => remote);
  }

  /** @throws UnknownRemoteError */
  get(id: string): RemoteBackend {
    const backend = this.backends.get(id);
    if (!backend) {
      throw new UnknownRemoteError(id, [...this.backends.keys()]);
    }
    return backend;
  }

  /**
   * An access token for a service that belongs to the issuer of a login here: one of the same
   * domain. Nobody is asked while no such login is kept.
   *
   * @param service - Address of the service.
   * @param refused - A token that the service has refused: a new one is asked for.
   * @returns null without such a login, or when no back-end can be asked about it.
   * @throws TokenStoreError
   */
  async accessTokenFor(service: string, refused?: string): Promise<string | null> {
    const isWanted = (issuer: string) =>
      URL.canParse(issuer) && isOfSameDomain(new URL(issuer), new URL(service));
    if (!this.sessions.isAnyKept(isWanted)) {
      return null;
    }
    for (const backend of this.backends.values()) {
      try {
        const token = await backend.accessToken(isWanted, refused);
        if (token !== null) {
          return token;
        }
      } catch (error) {
        if (!(error instanceof RemoteError) || error instanceof TokenStoreError) {
          throw error;
        }
      }
    }
    return null;
  }

  /** Replaces the list by that of the settings, and keeps it. @throws RemoteSettingsError */
  replace(value: unknown): Remote[] {
    if (this.isFixed) {
      throw new RemoteSettingsError('remotes', 'the administrator of this server has set the list');
    }
    const remotes = parseRemotes(value);
    const { file } = this.options;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, JSON.stringify(remotes, null, 2));
    renameSync(`${file}.part`, file);
    this.backends = this.backendsOf(remotes);
    return this.list();
  }

  /** Ends logins that wait; what is stored stays. */
  close(): void {
    this.sessions.close();
  }

  private initial(): { remotes: readonly Remote[]; problem: string | null } {
    const { fixed } = this.options;
    try {
      return { remotes: fixed === undefined ? this.kept() : parsed(fixed), problem: null };
    } catch (error) {
      if (error instanceof RemoteSettingsError) {
        return { remotes: [], problem: `${error.message} Tell the administrator of this server.` };
      }
      throw error;
    }
  }

  /** A list that was kept and can no longer be read gives way to the default one. */
  private kept(): readonly Remote[] {
    try {
      return parseRemotes(JSON.parse(readFileSync(this.options.file, 'utf8')));
    } catch {
      return DEFAULT_REMOTES;
    }
  }

  /** A back-end whose entry stays the same keeps its login. */
  private backendsOf(remotes: readonly Remote[]): Map<string, RemoteBackend> {
    const { sessions, surroundings } = this;
    const { fetch } = this.options;
    return new Map(
      remotes.map(remote => {
        const old = this.backends?.get(remote.id);
        const isSame = old && JSON.stringify(old.remote) === JSON.stringify(remote);
        return [
          remote.id,
          isSame ? old : new RemoteBackend({ remote, sessions, surroundings, fetch })
        ];
      })
    );
  }
}

/** @throws RemoteSettingsError */
function parsed(text: string): Remote[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new RemoteSettingsError('INSAR_REMOTES', 'expected a JSON list of back-ends', { cause });
  }
  return parseRemotes(value);
}
