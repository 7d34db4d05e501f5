import type { Context, Hono } from 'hono';
import { type Addresses, API_ROOT } from '../addresses';
import { type Authentication, OWN_PROVIDER } from '../authentication';
import { TOKEN_LIFE_S } from '../signatures';

const GRANT = 'client_credentials';

const DESCRIPTION =
  'For scripts whose openEO client logs in with OpenID Connect only: the client credentials grant, ' +
  'with the user name of this back-end as client id and its password as client secret. There is no ' +
  'login page and no device code; people log in with HTTP Basic.';

/**
 * The one OpenID Connect provider that this back-end lists: itself. It knows a single grant, client
 * credentials (RFC 6749, section 4.4), which gives the same token as `/credentials/basic`.
 */
export function openidRoutes(app: Hono, authentication: Authentication, addresses: Addresses) {
  const issuer = `${API_ROOT}/oidc`;

  app.get(`${API_ROOT}/credentials/oidc`, c =>
    c.json({
      providers: [
        {
          id: OWN_PROVIDER,
          issuer: addresses.of(c, '/oidc'),
          title: 'Client credentials of this back-end',
          description: DESCRIPTION,
          scopes: ['openid']
        }
      ]
    })
  );

  app.get(`${issuer}/.well-known/openid-configuration`, c =>
    c.json({
      issuer: addresses.of(c, '/oidc'),
      token_endpoint: addresses.of(c, '/oidc/token'),
      grant_types_supported: [GRANT],
      response_types_supported: [],
      scopes_supported: ['openid'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic']
    })
  );

  app.post(`${issuer}/token`, async c => {
    const form = new URLSearchParams(await c.req.text());
    const grant = form.get('grant_type');
    if (grant !== GRANT) {
      return refused(
        c,
        400,
        grant === null ? 'invalid_request' : 'unsupported_grant_type',
        `Send grant_type=${GRANT}; this back-end knows no other.`
      );
    }
    const [id, secret] = clientOf(c, form);
    const token = authentication.tokenFor(id, secret);
    if (token === null) {
      const message = 'The client id must be the user name, the client secret the password.';
      return refused(c, 401, 'invalid_client', message);
    }
    c.header('Cache-Control', 'no-store');
    return c.json({ access_token: token, token_type: 'Bearer', expires_in: TOKEN_LIFE_S });
  });
}

/** Client id and secret from the form, or from HTTP Basic, where both are form-encoded. */
function clientOf(c: Context, form: URLSearchParams): [string, string] {
  const encoded = /^Basic\s+(\S+)\s*$/i.exec(c.req.header('Authorization') ?? '')?.[1];
  if (encoded === undefined) {
    return [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
  }
  const [id, ...secret] = Buffer.from(encoded, 'base64').toString().split(':');
  const decoded = (text: string) => new URLSearchParams(`x=${text}`).get('x') ?? '';
  return [decoded(id), decoded(secret.join(':'))];
}

/** An error in the shape of OAuth 2 (RFC 6749, section 5.2), which its clients expect here. */
function refused(c: Context, status: 400 | 401, error: string, description: string) {
  const headers: Record<string, string> = { 'Cache-Control': 'no-store' };
  if (status === 401) {
    headers['WWW-Authenticate'] = 'Basic realm="openEO"';
  }
  return c.json({ error, error_description: description }, status, headers);
}
