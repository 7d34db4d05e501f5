import { type ApiDescription, describeApi } from './api-description';
import { type BasicLogin, BasicSession } from './basic-login';
import { LoginNotPossibleError } from './errors';
import { type BearerSource, forward, type ForwardRequest } from './forward';
import type { Fetch, GuardOptions } from './guarded-fetch';
import { JobAssets } from './job-assets';
import { readBackendConfig, type Surroundings } from './openid/client-files';
import { chooseClient, type OpenidProvider, preferredProvider } from './openid/provider';
import type { OpenidSession, OpenidSessions, SessionStatus } from './openid/session';
import type { Remote } from './remote-list';

const DESCRIPTION_MS = 5 * 60_000;

/** How a user wants to log in. */
export type LoginRequest =
  | {
      readonly method: 'oidc';
      /** Id of the provider; the preferred one if none. */ readonly provider?: string;
    }
  | { readonly method: 'basic'; readonly user: string; readonly password: string };

/** How far the login at a back-end is. */
export type LoginStatus =
  | (SessionStatus & { readonly method: 'oidc'; readonly provider: string })
  | {
      readonly state: 'done';
      readonly method: 'basic';
      readonly user: string;
      readonly isSharedWithNotebooks: boolean;
    }
  | { readonly state: 'none'; readonly message?: string };

/** One way in that a back-end offers. */
export type LoginMethod =
  | {
      readonly method: 'oidc';
      readonly provider: string;
      readonly title: string;
      readonly issuer: string;
      /** Whether the openEO clients take it when no provider is named. */
      readonly isPreferred: boolean;
      /** False where it lists no client for a device code that can be refreshed. */
      readonly isPossible: boolean;
    }
  | { readonly method: 'basic' };

interface KnownSession {
  readonly provider: OpenidProvider;
  readonly session: OpenidSession;
}

export interface RemoteBackendOptions {
  readonly remote: Remote;
  readonly sessions: OpenidSessions;
  readonly surroundings: Surroundings;
  readonly fetch?: Fetch;
}

/** A listed back-end: what it is, the login there, and requests with that login. */
export class RemoteBackend {
  readonly remote: Remote;
  private readonly guard: GuardOptions;
  private asking: { readonly untilMs: number; readonly value: Promise<ApiDescription> } | null =
    null;
  /** What it said last: serves requests, however old it is. */
  private told: ApiDescription | null = null;
  private assets: JobAssets | null = null;
  private readonly basic: BasicSession;
  /** The provider that this process logged in at; the one whose login is kept when null. */
  private providerId: string | null = null;
  private readonly login: BearerSource = { bearer: refused => this.bearer(refused) };

  constructor(private readonly options: RemoteBackendOptions) {
    this.remote = options.remote;
    this.guard = { origins: new Set([new URL(options.remote.url).origin]), fetch: options.fetch };
    this.basic = new BasicSession(() => this.config().basic, this.guard);
  }

  /** What the back-end is; asked at most every few minutes. @throws RemoteError */
  describe(): Promise<ApiDescription> {
    if (!this.asking || this.asking.untilMs < Date.now()) {
      const value = describeApi(this.remote, this.guard);
      this.asking = { untilMs: Date.now() + DESCRIPTION_MS, value };
      value.then(
        description => (this.told = description),
        () => (this.asking = null)
      );
    }
    return this.asking.value;
  }

  /** The ways in. @throws RemoteError */
  async loginMethods(): Promise<LoginMethod[]> {
    const { providers, offersBasic } = await this.known();
    const config = this.config();
    const preferred = this.preferred(providers);
    const openid = providers.map(provider => ({
      method: 'oidc' as const,
      provider: provider.id,
      title: provider.title,
      issuer: provider.issuer,
      isPreferred: provider === preferred,
      isPossible: chooseClient(provider, config.clients[provider.id] ?? null) !== null
    }));
    return offersBasic ? [...openid, { method: 'basic' }] : openid;
  }

  /** @throws RemoteError */
  async loginStatus(): Promise<LoginStatus> {
    let ended: string | undefined;
    for (const { provider, session } of await this.sessions()) {
      const status = await session.status();
      if (status.state !== 'none') {
        return { ...status, method: 'oidc', provider: provider.id };
      }
      ended ??= status.message;
    }
    const basic = await this.basicLogin();
    if (basic) {
      const { user, isWritten } = basic;
      return { state: 'done', method: 'basic', user, isSharedWithNotebooks: isWritten };
    }
    const message = ended ?? this.basic.message;
    return { state: 'none', ...(message && { message }) };
  }

  /** Logs in, or starts to: a device code waits for the user. @throws RemoteError */
  async logIn(request: LoginRequest): Promise<LoginStatus> {
    const { apiUrl, providers, offersBasic } = await this.known();
    if (request.method === 'basic') {
      if (!offersBasic) {
        throw new LoginNotPossibleError(this.remote.title, 'it takes no user name and password');
      }
      await this.basic.logIn(apiUrl, request);
      return this.loginStatus();
    }
    const provider = request.provider
      ? providers.find(({ id }) => id === request.provider)
      : this.preferred(providers);
    if (!provider) {
      const known = providers.map(({ id }) => id).join(', ') || 'none';
      const wanted = request.provider ? `no OpenID Connect provider '${request.provider}'` : 'none';
      throw new LoginNotPossibleError(this.remote.title, `it lists ${wanted} (known: ${known})`);
    }
    const status = await this.sessionOf(provider).start();
    this.providerId = provider.id;
    this.basic.forget();
    return { ...status, method: 'oidc', provider: provider.id };
  }

  /** Forgets the login, also in the store that notebooks use. @throws RemoteError */
  async logOut(): Promise<LoginStatus> {
    this.basic.forget();
    this.assets = null;
    const sessions = await this.keptSessions();
    this.providerId = null;
    await Promise.all(sessions.map(({ session }) => session.logout()));
    return { state: 'none' };
  }

  /** Passes a request on to the API. @throws RemoteError */
  async forward(request: ForwardRequest): Promise<Response> {
    const { apiUrl } = await this.known();
    return forward(apiUrl, request, this.login, this.options.fetch);
  }

  /** Reads a result file of a job. @throws RemoteError */
  async readAsset(jobId: string, name: string, request: ForwardRequest): Promise<Response> {
    const { apiUrl } = await this.known();
    this.assets ??= new JobAssets(apiUrl, this.login, this.options.fetch);
    return this.assets.read(jobId, name, request);
  }

  /**
   * An access token of a login at an issuer that is wanted; null without one.
   *
   * @param refused - A token that was refused: a new one is asked for.
   * @throws RemoteError when the back-end or the issuer cannot be asked.
   */
  async accessToken(
    isWanted: (issuer: string) => boolean,
    refused?: string
  ): Promise<string | null> {
    for (const { provider, session } of await this.keptSessions()) {
      const token = isWanted(provider.issuer) ? await session.accessToken(refused) : null;
      if (token !== null) {
        return token;
      }
    }
    return null;
  }

  private async bearer(refused?: string) {
    for (const { provider, session } of await this.sessions()) {
      const token = await session.accessToken(refused);
      if (token !== null) {
        return { value: `oidc/${provider.id}/${token}`, secret: token };
      }
    }
    const basic = await this.basicLogin(refused);
    return basic && { value: `basic//${basic.token}`, secret: basic.token };
  }

  private async known(): Promise<ApiDescription> {
    return this.told ?? this.describe();
  }

  private async basicLogin(refused?: string): Promise<BasicLogin | null> {
    const { apiUrl, offersBasic } = await this.known();
    return offersBasic ? this.basic.login(apiUrl, refused) : null;
  }

  /**
   * The session that was logged in to here, then those that the store has a token for; none while
   * somebody is logged in by user name and password, which was the last wish then.
   */
  private async sessions(): Promise<KnownSession[]> {
    return this.basic.isOpen ? [] : this.keptSessions();
  }

  private async keptSessions(): Promise<KnownSession[]> {
    const { providers } = await this.known();
    const named = providers.find(({ id }) => id === this.providerId);
    const order = [named, this.preferred(providers), ...providers].filter(provider => !!provider);
    const config = this.config();
    return [...new Set(order)].flatMap(provider => {
      const client = chooseClient(provider, config.clients[provider.id] ?? null);
      const session = client && this.options.sessions.of(provider, client);
      return session && (provider === named || session.isKept()) ? [{ provider, session }] : [];
    });
  }

  private sessionOf(provider: OpenidProvider): OpenidSession {
    const configured = this.config().clients[provider.id] ?? null;
    return this.options.sessions.of(provider, chooseClient(provider, configured));
  }

  private preferred(providers: readonly OpenidProvider[]): OpenidProvider | null {
    const { environment } = this.options.surroundings;
    const configured = Object.keys(this.config().clients);
    return preferredProvider(providers, configured, environment.OPENEO_AUTH_PROVIDER_ID);
  }

  private config() {
    return readBackendConfig(this.remote.url, this.options.surroundings);
  }
}
