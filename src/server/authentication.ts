import type { Context, MiddlewareHandler } from 'hono';
import { ApiError } from './api-error';
import type { LinkState, Signatures } from './signatures';
import { sameText } from './signatures';
import { pathBelowRoot } from './addresses';

/** Id of the OpenID Connect provider that this back-end is itself. */
export const OWN_PROVIDER = 'insar';

const BASIC = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i;

/** Knows the one user of this back-end by password, token or signed link. */
export class Authentication {
  constructor(
    private readonly signatures: Signatures,
    readonly user: string,
    private readonly password: string
  ) {}

  /** Checks an `Authorization: Basic` header and gives an access token. @throws ApiError */
  login(header: string | undefined): string {
    const encoded = BASIC.exec(header ?? '')?.[1];
    if (!encoded) {
      throw new ApiError(
        'AuthenticationRequired',
        'Send user name and password with HTTP Basic authentication.',
        { 'WWW-Authenticate': 'Basic realm="openEO", charset="UTF-8"' }
      );
    }
    return this.tokenOfBasic(encoded);
  }

  /** An access token for user name and password; null when they are not right. */
  tokenFor(user: string, password: string): string | null {
    const right = [sameText(user, this.user), sameText(password, this.password)];
    return right.every(Boolean) ? this.signatures.token(this.user, this.password) : null;
  }

  /**
   * Checks an `Authorization: Bearer` header: `basic//TOKEN`, `oidc/PROVIDER/TOKEN` with a token of
   * our own provider, or the token alone. The password serves as a token too, and HTTP Basic is taken
   * as well: a proxy that was handed the password need not log in. @throws ApiError
   */
  check(header: string | undefined): void {
    if (!header) {
      throw new ApiError(
        'AuthenticationRequired',
        'This address needs a token: log in at /credentials/basic first.',
        { 'WWW-Authenticate': 'Bearer realm="openEO"' }
      );
    }
    const encoded = BASIC.exec(header)?.[1];
    if (encoded) {
      this.tokenOfBasic(encoded);
      return;
    }
    const bearer = /^Bearer\s+(.*\S)\s*$/i.exec(header)?.[1];
    if (!bearer) {
      throw new ApiError('AuthenticationSchemeInvalid', 'Send the token as "Bearer basic//TOKEN".');
    }
    const [method, provider, ...rest] = bearer.split('/');
    const token = rest.length > 0 ? rest.join('/') : bearer;
    const kind = `${method}/${provider}`;
    if (rest.length > 0 && kind !== 'basic/' && kind !== `oidc/${OWN_PROVIDER}`) {
      throw new ApiError(
        'AuthenticationSchemeInvalid',
        `This back-end knows tokens of the kind basic//TOKEN or oidc/${OWN_PROVIDER}/TOKEN, not ${kind}/….`
      );
    }
    if (
      !sameText(token, this.password) &&
      !this.signatures.tokenIsValid(token, this.user, this.password)
    ) {
      throw new ApiError('TokenInvalid', 'The token is invalid or has expired; log in again.');
    }
  }

  isAuthenticated(header: string | undefined): boolean {
    try {
      this.check(header);
      return true;
    } catch {
      return false;
    }
  }

  /** Lets only the user in. */
  readonly required: MiddlewareHandler = async (c, next) => {
    this.check(c.req.header('Authorization'));
    await next();
  };

  /**
   * Lets the user in, whatever signature the address has, and whoever has a link that was signed for
   * this path. @throws ApiError when there is only a signature, and it does not hold.
   */
  readonly requiredOrSigned: MiddlewareHandler = async (c, next) => {
    const header = c.req.header('Authorization');
    if (!this.isAuthenticated(header) && !this.linkHolds(c)) {
      this.check(header);
    }
    await next();
  };

  /** Whether the address of the request was signed and still holds. */
  linkIsValid(c: Context): boolean {
    return this.linkState(c) === 'valid';
  }

  private linkState(c: Context): LinkState {
    const url = new URL(c.req.url);
    return this.signatures.linkState(pathBelowRoot(url.pathname), url.searchParams);
  }

  /** @throws ApiError when there is a signature that does not hold. */
  private linkHolds(c: Context): boolean {
    const state = this.linkState(c);
    if (state === 'expired') {
      throw new ApiError(
        'ResultLinkExpired',
        'This signed link has expired; ask for the results of the job again.'
      );
    }
    if (state === 'invalid') {
      throw new ApiError('PermissionsInsufficient', 'The signature of this link is not valid.');
    }
    return state === 'valid';
  }

  /** @throws ApiError */
  private tokenOfBasic(encoded: string): string {
    const text = Buffer.from(encoded, 'base64').toString();
    const [, user = '', password = ''] = /^([^:]*):(.*)$/s.exec(text) ?? [];
    const token = this.tokenFor(user, password);
    if (token === null) {
      throw new ApiError('CredentialsInvalid', 'User name or password is not correct.');
    }
    return token;
  }
}
