import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { methods } from '../needs';
import { companion } from './support';

const REFERENCE = resolve(__dirname, '..', '..', '..', '..', 'shared', 'reference');
const GRAPHS = ['insar_preprocessing', 'coherence'].map(name =>
  join(REFERENCE, `${name}.process-graph.json`)
);
const NO_REFERENCE = GRAPHS.every(existsSync)
  ? ''
  : ' (../shared/reference is not beside the project)';

/** A back-end on paper: answers by path, and HTTP 404 for others. */
const paper =
  (answers: Record<string, unknown>): typeof fetch =>
  async url => {
    const answer = answers[new URL(String(url)).pathname];
    return answer === undefined ? new Response(null, { status: 404 }) : Response.json(answer);
  };

describe('the companion', () => {
  it.each<Record<string, string>>([
    {},
    { Authorization: 'Basic eDp5' },
    { Authorization: 'token x' }
  ])('serves the Jupyter server alone, not %o', async headers => {
    const { app } = companion();
    const answer = await app.request('/companion/remotes', { headers });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'AuthenticationRequired' });
  });

  it('lists and replaces the back-ends, and says what is wrong with a list', async () => {
    const { ask } = companion();
    const { remotes } = await (await ask('GET', '/remotes')).json();
    expect(remotes.map(({ id }: { id: string }) => id)).toEqual(['cdse', 'cdse-staging']);
    const answer = await ask('PUT', '/remotes', { remotes: ['a.example'] });
    expect(await answer.json()).toEqual({
      remotes: [{ id: 'a-example', title: 'a.example', url: 'https://a.example' }],
      isFixed: false
    });
    const wrong = await ask('PUT', '/remotes', { remotes: ['http://a.example'] });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({
      code: 'RemoteSettings',
      message: expect.stringMatching(/^remotes\[0\]\.url: .*https:/)
    });
    expect((await ask('PUT', '/remotes')).status).toBe(400);
    const { ask: fixed } = companion({ fixed: '["campus.example"]' });
    expect((await fixed('PUT', '/remotes', { remotes: [] })).status).toBe(400);
    const { ask: spoilt } = companion({ fixed: 'campus' });
    expect(await (await spoilt('GET', '/remotes')).json()).toEqual({
      remotes: [],
      isFixed: true,
      problem: expect.stringMatching(/^INSAR_REMOTES: .*administrator/)
    });
  });

  it('answers errors in the shape of openEO, with a status that fits', async () => {
    const { ask, problems } = companion({
      fetch: async () => {
        throw new TypeError('fetch failed', {
          cause: Object.assign(new Error(), { code: 'ENOTFOUND' })
        });
      }
    });
    const statusOf = async (method: string, path: string, body?: unknown) => {
      const answer = await ask(method, path, body);
      const { code, message } = await answer.json();
      return [answer.status, code, message];
    };
    expect(await statusOf('GET', '/remotes/x')).toEqual([
      404,
      'UnknownRemote',
      expect.stringContaining("no back-end 'x'")
    ]);
    expect(await statusOf('GET', '/remotes/cdse')).toEqual([
      502,
      'RemoteUnreachable',
      expect.stringContaining('(ENOTFOUND)')
    ]);
    const wrong = await statusOf('POST', '/remotes/cdse/login', { method: 'magic' });
    expect(wrong.slice(0, 2)).toEqual([400, 'RemoteSettings']);
    expect((await statusOf('GET', '/nothing')).slice(0, 2)).toEqual([404, 'NotFound']);
    expect(problems).toEqual([]);
  });

  it('says of a back-end what it is, what each method lacks, and how to log in', async () => {
    const offered = methods()[0].needs.filter(id => id !== 'apply_kernel');
    const { ask } = companion({
      fetch: paper({
        '/.well-known/openeo': {
          versions: [
            { url: 'https://a.example/v1', api_version: '1.1.0' },
            { url: 'https://a.example/v2/', api_version: '1.2.0', production: true },
            { url: 'https://a.example/v3', api_version: '1.3.0', production: false }
          ]
        },
        '/v2/': {
          api_version: '1.2.0',
          title: 'A',
          endpoints: [{ path: '/credentials/oidc', methods: ['GET'] }]
        },
        '/v2/processes': {
          processes: offered.slice(0, 5).map(id => ({ id })),
          links: [{ rel: 'next', href: '/v2/more' }]
        },
        '/v2/more': { processes: offered.slice(5).map(id => ({ id })) },
        '/v2/credentials/oidc': {
          providers: [
            { id: 'first', issuer: 'https://id.example', title: 'First', default_clients: [] }
          ]
        }
      })
    });
    await ask('PUT', '/remotes', { remotes: ['a.example'] });
    expect(await (await ask('GET', '/remotes/a-example')).json()).toEqual({
      id: 'a-example',
      title: 'a.example',
      url: 'https://a.example',
      backendTitle: 'A',
      apiUrl: 'https://a.example/v2',
      apiVersion: '1.2.0',
      isProduction: true,
      processes: offered.length,
      methods: methods().map(({ id, needs }) => ({
        id,
        isOffered: false,
        missing: needs.filter(process => !offered.includes(process))
      })),
      logins: [
        {
          method: 'oidc',
          provider: 'first',
          title: 'First',
          issuer: 'https://id.example',
          isPreferred: true,
          isPossible: false
        }
      ],
      login: { state: 'none' }
    });
    const login = await ask('POST', '/remotes/a-example/login', { method: 'oidc' });
    expect([login.status, (await login.json()).message]).toEqual([
      400,
      'No login at First: it lists no client for a device code that can be refreshed.'
    ]);
  });

  it('follows no back-end to a host that is not listed', async () => {
    const versions = [{ url: 'https://evil.example/api', api_version: '1.2.0' }];
    const { ask } = companion({ fetch: paper({ '/.well-known/openeo': { versions } }) });
    const answer = await ask('GET', '/remotes/cdse');
    expect(answer.status).toBe(403);
    expect((await answer.json()).message).toMatch(/^https:\/\/evil.example\/api is not asked/);
  });
});

describe.skipIf(NO_REFERENCE !== '')(`the needs of the reference workflow${NO_REFERENCE}`, () => {
  it('are the processes of its two graphs', () => {
    const ids = GRAPHS.flatMap(path =>
      [...readFileSync(path, 'utf8').matchAll(/"process_id":\s*"(\w+)"/g)].map(([, id]) => id)
    );
    const reference = methods().find(({ id }) => id === 'insar_preprocessing');
    expect(reference?.needs).toEqual([...new Set(ids)].sort());
  });
});
