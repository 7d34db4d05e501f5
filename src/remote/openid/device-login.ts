import * as openid from 'openid-client';
import { secureUrl } from '../addresses';
import { LoginNotPossibleError, RemoteUnreachableError } from '../errors';
import { codeOf, remoteErrorOf } from './issuer';
import type { OpenidClient } from './provider';

/** What the issuer gave. */
export type TokenAnswer = Awaited<ReturnType<typeof openid.refreshTokenGrant>>;

/** A login that a person is to confirm on a page of the issuer. */
export interface WaitingLogin {
  readonly state: 'waiting';
  /** Page where the code is to be typed in. */
  readonly verificationUri: string;
  /** The same page with the code filled in, where the issuer has one. */
  readonly verificationUriComplete?: string;
  readonly userCode: string;
  /** RFC 3339 time after which the code is worth nothing. */
  readonly expires: string;
}

/** A login that came to nothing, with what to do. */
export interface FailedLogin {
  readonly state: 'refused' | 'expired' | 'failed';
  readonly message: string;
}

/** What a login by device code needs. */
export interface DeviceLoginOptions {
  readonly issuer: string;
  readonly client: OpenidClient;
  /** Separated by spaces. */
  readonly scope: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Called once with the tokens. */
  readonly onTokens: (answer: TokenAnswer) => void;
}

/** A login by device code (RFC 8628) that asks the issuer by itself until it is decided. */
export class DeviceLogin {
  state: WaitingLogin | FailedLogin | { readonly state: 'done' };
  private readonly cancelled = new AbortController();

  private constructor(
    private readonly configuration: openid.Configuration,
    private readonly answer: openid.DeviceAuthorizationResponse,
    private readonly verifier: string | null,
    private readonly options: DeviceLoginOptions
  ) {
    const expiresMs = Date.now() + answer.expires_in * 1000;
    this.state = {
      state: 'waiting',
      verificationUri: secureUrl(answer.verification_uri).href,
      ...(answer.verification_uri_complete && {
        verificationUriComplete: secureUrl(answer.verification_uri_complete).href
      }),
      userCode: answer.user_code,
      expires: new Date(expiresMs).toISOString()
    };
    void this.poll(expiresMs);
  }

  /** @throws RemoteError when the issuer gives no code. */
  static async start(
    configuration: openid.Configuration,
    options: DeviceLoginOptions
  ): Promise<DeviceLogin> {
    const { issuer, client, scope } = options;
    if (!configuration.serverMetadata().device_authorization_endpoint) {
      throw new LoginNotPossibleError(issuer, 'it offers no login by device code');
    }
    const verifier = client.usesPkce ? openid.randomPKCECodeVerifier() : null;
    const challenge = verifier && {
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256'
    };
    try {
      const answer = await openid.initiateDeviceAuthorization(configuration, {
        scope,
        ...challenge,
        ...options.parameters
      });
      return new DeviceLogin(configuration, answer, verifier, options);
    } catch (cause) {
      throw remoteErrorOf(cause, issuer);
    }
  }

  cancel(): void {
    this.cancelled.abort();
  }

  private async poll(expiresMs: number): Promise<void> {
    const left = AbortSignal.timeout(Math.max(0, expiresMs - Date.now()));
    const signal = AbortSignal.any([left, this.cancelled.signal]);
    const parameters: Record<string, string> = this.verifier
      ? { code_verifier: this.verifier }
      : {};
    for (;;) {
      try {
        const tokens = await openid.pollDeviceAuthorizationGrant(
          this.configuration,
          this.answer,
          parameters,
          { signal }
        );
        if (!this.cancelled.signal.aborted) {
          this.options.onTokens(tokens);
          this.state = { state: 'done' };
        }
        return;
      } catch (error) {
        const failure = this.failureOf(error, left.aborted);
        if (failure) {
          this.state = failure;
          return;
        }
      }
    }
  }

  /** How the login ended, or null where asking once more may help. */
  private failureOf(error: unknown, isLate: boolean): FailedLogin | null {
    const { issuer } = this.options;
    if (this.cancelled.signal.aborted) {
      return { state: 'failed', message: 'The login was cancelled.' };
    }
    const code = codeOf(error);
    if (code === 'access_denied') {
      const message = `The login was refused at ${issuer}. Log in again and allow the access there.`;
      return { state: 'refused', message };
    }
    if (isLate || code === 'expired_token') {
      const message = 'The code was not confirmed in time. Log in again for a new one.';
      return { state: 'expired', message };
    }
    const known = remoteErrorOf(error, issuer);
    // An issuer that cannot be reached for a moment is asked again, until the code expires.
    return known instanceof RemoteUnreachableError
      ? null
      : { state: 'failed', message: `The login failed. ${known.message}` };
  }
}
