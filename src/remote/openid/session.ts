import * as openid from 'openid-client';
import { LoginNotPossibleError, RemoteError } from '../errors';
import type { Fetch } from '../guarded-fetch';
import { DeviceLogin, type FailedLogin, type TokenAnswer, type WaitingLogin } from './device-login';
import { codeOf, openIssuer, remoteErrorOf } from './issuer';
import { type OpenidClient, type OpenidProvider, scopesOf } from './provider';
import type { TokenStore } from './token-store';

const LONGEST_MARGIN_MS = 60_000;
const ENDED = 'The login that was kept has ended. Log in again.';

/** How far a login is. */
export type SessionStatus =
  | { readonly state: 'none'; readonly message?: string }
  | WaitingLogin
  | FailedLogin
  | {
      readonly state: 'done';
      /** Whether `authenticate_oidc()` in a notebook finds this login; if not, why. */
      readonly isSharedWithNotebooks: boolean;
      readonly message?: string;
    };

export interface SessionOptions {
  readonly provider: OpenidProvider;
  readonly client: OpenidClient;
  readonly store: TokenStore;
  readonly fetch?: Fetch;
}

interface AccessToken {
  readonly token: string;
  /** Time from which it is refreshed before it is used; null when the issuer did not say. */
  readonly renewMs: number | null;
}

/**
 * The login of one client at one issuer. Access tokens live in this process only. The refresh token
 * lives in the openEO Python client's store, which is read before each use: a kernel may have replaced
 * it, and issuers that rotate tokens take each only once.
 */
export class OpenidSession {
  private configuration: Promise<openid.Configuration> | null = null;
  private device: DeviceLogin | null = null;
  private access: AccessToken | null = null;
  private renewal: Promise<string | null> | null = null;
  /** A refresh token that could not be stored. */
  private unstored: string | null = null;
  private storeProblem: string | undefined;
  /** A refresh token that the issuer takes no more. */
  private dead: string | null = null;
  private logouts = 0;

  constructor(private readonly options: SessionOptions) {}

  get issuerUrl(): string {
    return this.options.provider.issuer;
  }

  /** @throws RemoteError when the issuer cannot be asked about a login that is kept. */
  async status(): Promise<SessionStatus> {
    const { device } = this;
    if (device?.state.state === 'waiting') {
      return device.state;
    }
    if ((await this.accessToken()) === null) {
      if (device && device.state.state !== 'done') {
        return device.state;
      }
      return this.dead === null ? { state: 'none' } : { state: 'none', message: ENDED };
    }
    const stored = this.storedToken();
    const message = stored === null ? (this.storeProblem ?? this.notRefreshable()) : undefined;
    return { state: 'done', isSharedWithNotebooks: stored !== null, ...(message && { message }) };
  }

  /** Starts a login by device code, or gives the one that waits already. @throws RemoteError */
  async start(): Promise<SessionStatus> {
    const waiting = this.device?.state;
    if (waiting?.state === 'waiting' && Date.parse(waiting.expires) > Date.now() + 30_000) {
      return waiting;
    }
    this.device?.cancel();
    const { provider, client } = this.options;
    this.device = await DeviceLogin.start(await this.issuer(), {
      issuer: provider.issuer,
      client,
      scope: scopesOf(provider),
      parameters: provider.authorizationParameters,
      onTokens: answer => this.keep(answer)
    });
    return this.device.state.state === 'done' ? this.status() : this.device.state;
  }

  /**
   * A token that holds for a while yet, or null without a login.
   *
   * @param refused - A token that a back-end has refused, whatever its age: a new one is asked for.
   * @throws RemoteError when the issuer cannot be asked.
   */
  async accessToken(refused?: string): Promise<string | null> {
    const { access } = this;
    const isFresh = access && (access.renewMs === null || Date.now() < access.renewMs);
    if (isFresh && access.token !== refused) {
      return access.token;
    }
    if (!this.renewal) {
      const renewal = this.renew().finally(() => {
        if (this.renewal === renewal) {
          this.renewal = null;
        }
      });
      this.renewal = renewal;
    }
    return this.renewal;
  }

  /** Whether there is a login to try, or one to say of that it has ended. @throws TokenStoreError */
  isKept(): boolean {
    return this.access !== null || this.refreshToken() !== null;
  }

  /** Forgets all tokens, here and in the store, and tells the issuer, if it can be reached. */
  async logout(): Promise<void> {
    const { provider, client, store } = this.options;
    const { access } = this;
    this.close();
    const refresh = this.refreshToken();
    this.unstored = null;
    this.dead = null;
    this.storeProblem = undefined;
    store.forget(provider.issuer, client.id);
    for (const token of [refresh, access?.token]) {
      if (token) {
        await this.revoke(token).catch(() => {
          // It is forgotten here whether or not the issuer is told.
        });
      }
    }
  }

  /** Ends what is under way; what is stored stays. */
  close(): void {
    this.logouts++;
    this.device?.cancel();
    this.device = null;
    this.access = null;
    this.renewal = null;
  }

  private issuer(): Promise<openid.Configuration> {
    const { provider, client, fetch } = this.options;
    this.configuration ??= openIssuer(provider.issuer, client, fetch).catch(error => {
      this.configuration = null;
      throw error;
    });
    return this.configuration;
  }

  /** Twice at most: a kernel may have replaced the token between our reading it and the issuer. */
  private async renew(): Promise<string | null> {
    const { logouts } = this;
    for (let attempt = 0; attempt < 2; attempt++) {
      const token = this.refreshToken();
      if (token === null || token === this.dead) {
        break;
      }
      try {
        const answer = await openid.refreshTokenGrant(await this.issuer(), token);
        if (logouts !== this.logouts) {
          return null;
        }
        this.keep(answer);
        return answer.access_token;
      } catch (error) {
        if (codeOf(error) !== 'invalid_grant') {
          throw remoteErrorOf(error, this.options.provider.issuer);
        }
        this.dead = token;
      }
    }
    if (logouts === this.logouts) {
      this.access = null;
    }
    return null;
  }

  private keep(answer: TokenAnswer): void {
    const { provider, client, store } = this.options;
    const lifeMs = answer.expires_in === undefined ? null : answer.expires_in * 1000;
    const renewMs =
      lifeMs === null ? null : Date.now() + lifeMs - Math.min(LONGEST_MARGIN_MS, lifeMs / 4);
    this.access = { token: answer.access_token, renewMs };
    this.dead = null;
    const refresh = answer.refresh_token;
    if (refresh === undefined || refresh === this.unstored) {
      return;
    }
    try {
      if (store.refreshToken(provider.issuer, client.id) !== refresh) {
        store.keep(provider.issuer, client.id, refresh);
      }
      this.unstored = null;
      this.storeProblem = undefined;
    } catch (error) {
      this.unstored = refresh;
      this.storeProblem = error instanceof RemoteError ? error.message : 'The store fails.';
    }
  }

  private storedToken(): string | null {
    const { provider, client, store } = this.options;
    try {
      return store.refreshToken(provider.issuer, client.id);
    } catch (error) {
      if (this.unstored !== null || this.access !== null) {
        return null;
      }
      throw error;
    }
  }

  private refreshToken(): string | null {
    return this.unstored ?? this.storedToken();
  }

  private notRefreshable(): string {
    return 'The issuer gave no token that can be kept: the login holds for a short while, here only.';
  }

  private async revoke(token: string): Promise<void> {
    const configuration = await this.issuer();
    if (configuration.serverMetadata().revocation_endpoint) {
      await openid.tokenRevocation(configuration, token);
    }
  }
}

/** The sessions of this process: back-ends with the same issuer and client share one, as the store does. */
export class OpenidSessions {
  private readonly sessions = new Map<string, OpenidSession>();

  constructor(
    private readonly store: TokenStore,
    private readonly fetch?: Fetch
  ) {}

  /** @throws LoginNotPossibleError without a client. */
  of(provider: OpenidProvider, client: OpenidClient | null): OpenidSession {
    if (!client) {
      throw new LoginNotPossibleError(
        provider.title,
        'it lists no client for a device code that can be refreshed'
      );
    }
    const key = JSON.stringify([provider.issuer.replace(/\/+$/, ''), client.id]);
    let session = this.sessions.get(key);
    if (!session) {
      session = new OpenidSession({ provider, client, store: this.store, fetch: this.fetch });
      this.sessions.set(key, session);
    }
    return session;
  }

  /**
   * Whether there may be a login at one of some issuers; asks nobody.
   *
   * @throws TokenStoreError
   */
  isAnyKept(isWanted: (issuer: string) => boolean): boolean {
    const open = [...this.sessions.values()].filter(({ issuerUrl }) => isWanted(issuerUrl));
    return this.store.issuers().some(isWanted) || open.some(session => session.isKept());
  }

  close(): void {
    this.sessions.forEach(session => session.close());
  }
}
