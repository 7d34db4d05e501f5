import { describe, expect, it } from 'vitest';
import { ENDPOINTS } from '../endpoints';
import {
  BEARER,
  fakeBackend,
  graphOf,
  localPath,
  nullsIn,
  PASSWORD,
  ROOT,
  USER
} from './fake-backend';

const basic = (user: string, password: string) => ({
  Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
});

describe('discovery', () => {
  it('lists exactly the endpoints that answer', async () => {
    const { app } = fakeBackend();
    const root = await (await app.request(ROOT)).json();
    expect(root).toMatchObject({ api_version: '1.2.0', stac_version: '1.1.0' });
    expect(root.endpoints).toEqual(ENDPOINTS);
    const paths = new Set(
      app.routes
        .filter(route => route.method !== 'ALL')
        .map(({ method, path }) => {
          const below = path.replace(ROOT, '').replace(/:\w+/g, '{}') || '/';
          return `${method} ${below}`;
        })
    );
    const listed = ENDPOINTS.flatMap(({ path, methods }) =>
      methods.map(method => `${method} ${path.replace(/\{\w+\}/g, '{}')}`)
    );
    expect(listed.filter(entry => !paths.has(entry))).toEqual([]);
    const more = [...paths].filter(entry => !listed.includes(entry));
    expect(more.sort()).toEqual([
      'GET /.well-known/openeo',
      'GET /jobs/{}/results/assets/{}',
      'GET /jobs/{}/results/items/{}',
      'GET /oidc/.well-known/openid-configuration',
      'POST /oidc/token'
    ]);
  });

  it('is found from the server root and below the API root', async () => {
    const { app } = fakeBackend();
    for (const path of ['/.well-known/openeo', `${ROOT}/.well-known/openeo`]) {
      const { versions } = await (await app.request(path)).json();
      expect(versions[0]).toMatchObject({ url: `http://localhost${ROOT}`, api_version: '1.2.0' });
    }
  });

  it('uses the public address where one is given', async () => {
    for (const publicUrl of ['http://127.0.0.1:9/', `http://127.0.0.1:9${ROOT}`]) {
      const { app } = fakeBackend({ publicUrl });
      const { versions } = await (await app.request('/.well-known/openeo')).json();
      expect(versions[0].url).toBe(`http://127.0.0.1:9${ROOT}`);
    }
  });

  it('answers processes in one page unless a limit is asked for', async () => {
    const { app } = fakeBackend();
    const all = await (await app.request(`${ROOT}/processes`)).json();
    expect(all.processes).toHaveLength(5);
    const page = await (await app.request(`${ROOT}/processes?limit=3`)).json();
    expect(page.processes).toHaveLength(3);
    const rest = await (await app.request(page.links[0].href)).json();
    expect(rest.processes).toEqual(all.processes.slice(3));
    expect(rest.links).toEqual([]);
  });

  it('shows collections with links, and says which is missing', async () => {
    const { app } = fakeBackend();
    const { collections } = await (await app.request(`${ROOT}/collections`)).json();
    expect(collections[0].links[0].href).toBe(`http://localhost${ROOT}/collections/stack-1`);
    const one = await (await app.request(`${ROOT}/collections/stack-1`)).json();
    expect(one).toEqual(collections[0]);
    const none = await app.request(`${ROOT}/collections/none`);
    expect([none.status, (await none.json()).code]).toEqual([404, 'CollectionNotFound']);
  });

  it('lists what conditions on the metadata of a collection may ask for', async () => {
    const { app } = fakeBackend();
    const [{ links }] = (await (await app.request(`${ROOT}/collections`)).json()).collections;
    const { href } = (links as { rel: string; href: string }[]).find(({ rel }) =>
      rel.endsWith('/queryables')
    )!;
    const answer = await app.request(localPath(href));
    expect(answer.headers.get('Content-Type')).toBe('application/schema+json');
    expect(await answer.json()).toMatchObject({
      $id: href,
      properties: { platform: { type: 'string' } },
      additionalProperties: false
    });
    const missing = await app.request(`${ROOT}/collections/none/queryables`);
    expect([missing.status, (await missing.json()).code]).toEqual([404, 'CollectionNotFound']);
  });

  it('has no null member anywhere', async () => {
    const { app } = fakeBackend();
    for (const { path, methods } of ENDPOINTS) {
      if (methods.includes('GET') && !path.includes('{')) {
        const headers = path === '/credentials/basic' ? basic(USER, PASSWORD) : BEARER;
        const answer = await app.request(`${ROOT}${path}`, { headers });
        expect([path, answer.status, nullsIn(await answer.json())]).toEqual([path, 200, []]);
      }
    }
  });

  it('takes addresses with slashes doubled or at the end', async () => {
    const { app } = fakeBackend();
    for (const path of [
      `${ROOT}/`,
      `${ROOT}//processes`,
      `/${ROOT}/processes/`,
      `${ROOT}//jobs//`
    ]) {
      expect([
        path,
        (await app.request(`http://localhost${path}`, { headers: BEARER })).status
      ]).toEqual([path, 200]);
    }
  });
});

describe('authentication', () => {
  it('gives a token for the password, which is taken as basic//TOKEN and bare', async () => {
    const { app } = fakeBackend();
    const login = await app.request(`${ROOT}/credentials/basic`, {
      headers: basic(USER, PASSWORD)
    });
    const { access_token: token } = await login.json();
    expect(token).not.toContain(PASSWORD);
    for (const bearer of [`basic//${token}`, token]) {
      const headers = { Authorization: `Bearer ${bearer}` };
      const me = await app.request(`${ROOT}/me`, { headers });
      expect(await me.json()).toMatchObject({ user_id: USER });
    }
  });

  it('takes HTTP Basic and the password as a token from those who have it', async () => {
    const { app } = fakeBackend();
    for (const headers of [basic(USER, PASSWORD), BEARER]) {
      expect((await app.request(`${ROOT}/me`, { headers })).status).toBe(200);
    }
  });

  it('gives JSON Web Tokens that no one else can make', async () => {
    const { app } = fakeBackend();
    const headers = { Authorization: `Basic ${btoa(`${USER}:${PASSWORD}`)}` };
    const login = await app.request(`${ROOT}/credentials/basic`, { headers });
    const { access_token: token } = (await login.json()) as { access_token: string };
    const [head, claims, mac] = token.split('.');
    const decoded = [head, claims].map(part =>
      JSON.parse(Buffer.from(part, 'base64url').toString())
    );
    expect(decoded[0]).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(decoded[1]).toMatchObject({ sub: USER });
    expect(decoded[1].exp - decoded[1].iat).toBe(30 * 24 * 3600);
    const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const longer = encoded({ ...decoded[1], exp: decoded[1].exp + 1 });
    const none = encoded({ alg: 'none', typ: 'JWT' });
    for (const forged of [
      `${head}.${longer}.${mac}`,
      `${none}.${claims}.`,
      `${none}.${claims}.${mac}`
    ]) {
      const answer = await app.request(`${ROOT}/me`, {
        headers: { Authorization: `Bearer ${forged}` }
      });
      expect([answer.status, (await answer.json()).code]).toEqual([403, 'TokenInvalid']);
    }
  });

  it('ends tokens with their time and with the password', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const { app } = fakeBackend({ now: () => now });
    const login = await app.request(`${ROOT}/credentials/basic`, {
      headers: basic(USER, PASSWORD)
    });
    const headers = { Authorization: `Bearer basic//${(await login.json()).access_token}` };
    expect((await app.request(`${ROOT}/me`, { headers })).status).toBe(200);
    now = new Date('2026-02-01T00:00:00Z');
    expect((await app.request(`${ROOT}/me`, { headers })).status).toBe(403);
    now = new Date('2026-01-02T00:00:00Z');
    const other = fakeBackend({ now: () => now, password: 'another' });
    expect((await other.app.request(`${ROOT}/me`, { headers })).status).toBe(403);
  });

  it.each([
    ['/me', {}, 401, 'AuthenticationRequired'],
    ['/me', { Authorization: 'Bearer basic//wrong' }, 403, 'TokenInvalid'],
    ['/me', { Authorization: 'Bearer oidc/egi/abc' }, 403, 'AuthenticationSchemeInvalid'],
    ['/me', { Authorization: 'Digest abc' }, 403, 'AuthenticationSchemeInvalid'],
    ['/me', basic(USER, 'wrong'), 403, 'CredentialsInvalid'],
    ['/jobs', {}, 401, 'AuthenticationRequired'],
    ['/process_graphs', {}, 401, 'AuthenticationRequired'],
    ['/credentials/basic', {}, 401, 'AuthenticationRequired'],
    ['/credentials/basic', basic(USER, 'wrong'), 403, 'CredentialsInvalid'],
    ['/credentials/basic', basic('other', PASSWORD), 403, 'CredentialsInvalid']
  ])('%s with %o is %i %s', async (path, headers, status, code) => {
    const { app } = fakeBackend();
    const answer = await app.request(`${ROOT}${path}`, { headers: headers as HeadersInit });
    expect([answer.status, (await answer.json()).code]).toEqual([status, code]);
  });
});

describe('requests from browsers', () => {
  it('are let through by OPTIONS without a token, anywhere', async () => {
    const { app } = fakeBackend();
    for (const path of ['/openeo/1.2/jobs', '/openeo/1.2/jobs/x/results', '/nowhere']) {
      const answer = await app.request(path, {
        method: 'OPTIONS',
        headers: { Origin: 'http://localhost:8888', 'Access-Control-Request-Method': 'PATCH' }
      });
      expect(answer.status).toBe(204);
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
      expect(answer.headers.get('Access-Control-Allow-Headers')).toContain('Authorization');
      expect(answer.headers.get('Access-Control-Allow-Methods')).toContain('PATCH');
    }
  });

  it('may read the headers of answers and of errors', async () => {
    const { app } = fakeBackend();
    for (const path of [ROOT, `${ROOT}/me`]) {
      const answer = await app.request(path, { headers: { Origin: 'http://localhost:8888' } });
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
      const exposed = answer.headers.get('Access-Control-Expose-Headers');
      for (const name of [
        'Location',
        'Link',
        'OpenEO-Identifier',
        'OpenEO-Costs',
        'Content-Range'
      ]) {
        expect(exposed).toContain(name);
      }
    }
  });
});

describe('wrong requests', () => {
  it('have an id, which the back-end reports with its own faults', async () => {
    const reported: [unknown, string][] = [];
    const { app, store } = fakeBackend({ report: (error, id) => reported.push([error, id]) });
    const answers = [await app.request(`${ROOT}/me`), await app.request(`${ROOT}/me`)];
    const [first, second] = await Promise.all(answers.map(answer => answer.json()));
    expect(first.id).toMatch(/^[\da-f-]{36}$/);
    expect(second.id).not.toBe(first.id);
    expect(first.links).toMatchObject([{ rel: 'about' }]);
    expect(reported).toEqual([]);
    store.list = () => {
      throw new Error('disk');
    };
    const broken = await app.request(`${ROOT}/jobs`, { headers: BEARER });
    expect(broken.status).toBe(500);
    const { id, code } = await broken.json();
    expect(code).toBe('Internal');
    expect(reported).toEqual([[new Error('disk'), id]]);
  });

  it('say what is possible instead', async () => {
    const { app, send } = fakeBackend();
    const method = await send('DELETE', '/jobs');
    expect([method.status, method.headers.get('Allow')]).toEqual([405, 'GET, POST']);
    expect((await method.json()).code).toBe('MethodNotAllowed');
    expect((await (await send('PUT', '')).json()).code).toBe('MethodNotAllowed');
    const leftOut = await send('GET', '/services');
    expect([leftOut.status, (await leftOut.json()).code]).toEqual([501, 'FeatureUnsupported']);
    expect((await send('GET', '/nowhere')).status).toBe(404);
    expect((await app.request('/openeo/1.1/processes')).status).toBe(404);
    const type = await send(
      'POST',
      '/jobs',
      { process: graphOf('add') },
      {
        'Content-Type': 'text/plain'
      }
    );
    expect([type.status, (await type.json()).code]).toEqual([400, 'ContentTypeInvalid']);
    const large = await send('POST', '/validation', { text: 'x'.repeat(11 * 1024 * 1024) });
    expect([large.status, (await large.json()).code]).toEqual([413, 'RequestTooLarge']);
  });
});

describe('user-defined processes', () => {
  it('are stored, listed without their graphs, and removed', async () => {
    const { send } = fakeBackend();
    const process = { ...graphOf('add'), id: 'other', summary: null, parameters: [] };
    expect((await send('PUT', '/process_graphs/my-process_1', process)).status).toBe(200);
    const { processes } = await (await send('GET', '/process_graphs')).json();
    expect(processes).toEqual([{ id: 'my-process_1', parameters: [] }]);
    const one = await (await send('GET', '/process_graphs/my-process_1')).json();
    expect(one).toEqual({ ...graphOf('add'), id: 'my-process_1', parameters: [] });
    expect((await send('DELETE', '/process_graphs/my-process_1')).status).toBe(204);
    for (const method of ['GET', 'DELETE']) {
      const gone = await send(method, '/process_graphs/my-process_1');
      expect([gone.status, (await gone.json()).code]).toEqual([404, 'ProcessGraphNotFound']);
    }
  });

  it('are refused without a graph, with the id of a process of the back-end, or an odd id', async () => {
    const { send } = fakeBackend();
    const code = async (id: string, body: unknown) =>
      (await (await send('PUT', `/process_graphs/${id}`, body)).json()).code;
    expect(await code('mine', {})).toBe('ProcessGraphMissing');
    expect(await code('mine', undefined)).toBe('RequestInvalid');
    expect(await code('add', graphOf('add'))).toBe('PredefinedProcessExists');
    expect(await code('a%20b', graphOf('add'))).toBe('ProcessInvalid');
  });
});

describe('validation', () => {
  it('names code and node, with status 200', async () => {
    const { send } = fakeBackend();
    const errors = async (body: unknown) =>
      (await (await send('POST', '/validation', body)).json()).errors;
    expect(await errors(graphOf('add'))).toEqual([]);
    expect(await errors({})).toMatchObject([{ code: 'ProcessGraphMissing' }]);
    expect(await errors(graphOf('nothing'))).toEqual([
      {
        code: 'ProcessUnsupported',
        message: "There is no process nothing. (node 'node1')",
        path: [{ node_id: 'node1' }]
      }
    ]);
    expect((await send('POST', '/validation')).status).toBe(400);
  });
});

describe('synchronous processing', () => {
  const run = (processId: string, args: object = {}) =>
    fakeBackend().send('POST', '/result', { process: graphOf(processId, args), budget: null });

  it('answers a value as JSON', async () => {
    const answer = await run('add', { x: 2 });
    expect([answer.status, await answer.json()]).toEqual([200, 3]);
    expect(answer.headers.get('OpenEO-Costs')).toBe('0');
    expect(answer.headers.get('OpenEO-Identifier')).toMatch(/^r-/);
  });

  it('answers one file as it is and several as a tar', async () => {
    const one = await run('save', { x: 1 });
    expect(one.headers.get('Content-Type')).toMatch(/^image\/tiff/);
    expect((await one.arrayBuffer()).byteLength).toBe(1000);
    const two = await run('save');
    expect(two.headers.get('Content-Type')).toBe('application/x-tar');
    // Per file a header of 512 bytes and 1000 bytes padded to 1024; then two empty blocks.
    const bytes = Buffer.from(await two.arrayBuffer());
    expect(bytes.length).toBe(2 * (512 + 1024) + 1024);
    expect(bytes.subarray(0, 22).toString()).toBe('openEO_2023-03-19Z.tif');
    expect(bytes.subarray(1536, 1558).toString()).toBe('openEO_2023-03-31Z.tif');
  });

  it('refuses what cannot run and tells why a run failed', async () => {
    const unknown = await run('nothing');
    expect([unknown.status, (await unknown.json()).code]).toEqual([400, 'ProcessUnsupported']);
    const failed = await run('fail');
    expect(failed.status).toBe(400);
    expect(await failed.json()).toMatchObject({
      code: 'DimensionNotAvailable',
      message: "The dimension is not there. (node 'node1')"
    });
  });
});
