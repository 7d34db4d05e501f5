import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const HOUR_S = 3600;
const LINK_LIFE_S = 7 * 24 * HOUR_S;
/** How long an access token holds, in seconds. */
export const TOKEN_LIFE_S = 30 * 24 * HOUR_S;

/** What a signature on a request is worth. */
export type LinkState = 'valid' | 'expired' | 'invalid' | 'unsigned';

/** Makes and checks signed links and access tokens: HMAC-SHA256 under the secret of the data folder. */
export class Signatures {
  constructor(
    private readonly secret: Uint8Array,
    private readonly now: () => Date
  ) {}

  /** When links that are signed now expire. On a full hour, so that they stay the same for a while. */
  linkExpiry(): Date {
    const hours = Math.ceil((this.seconds() + LINK_LIFE_S) / HOUR_S);
    return new Date(hours * HOUR_S * 1000);
  }

  /** @param path - Path below the API root, percent-encoded as it stands in the address. */
  signedPath(path: string): string {
    const expires = this.linkExpiry().getTime() / 1000;
    return `${path}?expires=${expires}&signature=${this.mac(`link ${expires} ${path}`)}`;
  }

  /** Checks a request for `path` below the API root. */
  linkState(path: string, query: URLSearchParams): LinkState {
    const [expires, signature] = [query.get('expires'), query.get('signature')];
    if (expires === null || signature === null) {
      return 'unsigned';
    }
    if (!sameText(signature, this.mac(`link ${expires} ${path}`))) {
      return 'invalid';
    }
    return Number(expires) > this.seconds() ? 'valid' : 'expired';
  }

  /**
   * An access token for a user: a JSON Web Token (RFC 7519). Its key depends on the password, so that
   * a new password ends it.
   */
  token(user: string, password: string): string {
    const issuedS = Math.floor(this.seconds());
    const claims = { sub: user, iat: issuedS, exp: issuedS + TOKEN_LIFE_S };
    const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
    return `${text}.${this.tokenMac(text, password)}`;
  }

  tokenIsValid(token: string, user: string, password: string): boolean {
    const [, text, claims, mac] = /^([\w-]+\.([\w-]+))\.([\w-]+)$/.exec(token) ?? [];
    if (mac === undefined || !sameText(mac, this.tokenMac(text, password))) {
      return false;
    }
    const { sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
      sub: string;
      exp: number;
    };
    return sub === user && exp > this.seconds();
  }

  private tokenMac(text: string, password: string): string {
    const key = createHmac('sha256', this.secret).update(`token ${password}`).digest();
    return createHmac('sha256', key).update(text).digest('base64url');
  }

  private mac(text: string): string {
    return createHmac('sha256', this.secret).update(text).digest('base64url');
  }

  private seconds(): number {
    return this.now().getTime() / 1000;
  }
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** Compares without telling by its duration where two texts differ. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
