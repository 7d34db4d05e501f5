import { describe, expect, it } from 'vitest';
import { fakeBackend, localPath, PASSWORD, ROOT, USER } from './fake-backend';

type App = ReturnType<typeof fakeBackend>['app'];

/** Finds the token endpoint as clients do: from the provider that is listed. */
async function tokenEndpoint(app: App) {
  const { providers } = await (await app.request(`${ROOT}/credentials/oidc`)).json();
  const [{ issuer, id }] = providers;
  const address = localPath(`${issuer}/.well-known/openid-configuration`);
  const discovery = await (await app.request(address)).json();
  return { issuer, id, discovery, path: localPath(discovery.token_endpoint) };
}

async function ask(app: App, form: Record<string, string>, headers: Record<string, string> = {}) {
  const { path } = await tokenEndpoint(app);
  const body = new URLSearchParams(form).toString();
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return app.request(path, { method: 'POST', headers: { ...type, ...headers }, body });
}

const right = { grant_type: 'client_credentials', client_id: USER, client_secret: PASSWORD };

describe('the OpenID Connect provider of the back-end', () => {
  it('is listed with an issuer that is where it says and promises one grant', async () => {
    const { issuer, discovery, id } = await tokenEndpoint(fakeBackend().app);
    expect(issuer).toMatch(/[^/]$/);
    expect(id).toMatch(/^\w{1,20}$/);
    expect(discovery.issuer).toBe(issuer);
    expect(discovery.grant_types_supported).toEqual(['client_credentials']);
    // No page to log in at and no device code: clients that look for them say so at once.
    expect(Object.keys(discovery).filter(name => /authorization|device/.test(name))).toEqual([]);
  });

  it('gives a token that the API takes under the id of the provider, and no other', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const { app } = fakeBackend({ now: () => now });
    const answer = await ask(app, right);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    const { access_token: token, expires_in: lifeS, token_type: type } = await answer.json();
    expect(type).toBe('Bearer');
    const { id } = await tokenEndpoint(app);
    const me = async (bearer: string) => {
      const headers = { Authorization: `Bearer ${bearer}` };
      return (await app.request(`${ROOT}/me`, { headers })).status;
    };
    expect(await me(`oidc/${id}/${token}`)).toBe(200);
    expect(await me(`oidc/egi/${token}`)).toBe(403);
    expect(await me(`basic/${id}/${token}`)).toBe(403);
    expect(await me(`oidc/${id}/wrong`)).toBe(403);
    now = new Date(now.getTime() + lifeS * 1000 + 1000);
    expect(await me(`oidc/${id}/${token}`)).toBe(403);
  });

  it('takes id and secret from HTTP Basic, form-encoded', async () => {
    const { app } = fakeBackend({ user: 'a b', password: 'p:%+ é' });
    const encoded = (text: string) => new URLSearchParams({ x: text }).toString().slice(2);
    const basic = btoa(`${encoded('a b')}:${encoded('p:%+ é')}`);
    const form = { grant_type: 'client_credentials' };
    expect((await ask(app, form, { Authorization: `Basic ${basic}` })).status).toBe(200);
    expect((await ask(app, form, { Authorization: `Basic ${btoa('a b:p')}` })).status).toBe(401);
  });

  it.each([
    [{ ...right, client_secret: 'wrong' }, 401, 'invalid_client'],
    [{ ...right, client_id: 'other' }, 401, 'invalid_client'],
    [{ grant_type: 'client_credentials' }, 401, 'invalid_client'],
    [{ ...right, grant_type: 'password' }, 400, 'unsupported_grant_type'],
    [{}, 400, 'invalid_request']
  ])('refuses %o with %i %s', async (form, status, error) => {
    const answer = await ask(fakeBackend().app, form as Record<string, string>);
    expect([answer.status, (await answer.json()).error]).toEqual([status, error]);
  });
});
