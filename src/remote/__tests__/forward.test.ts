import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BearerSource, forward, type ForwardRequest } from '../forward';
import { sendJson, StubServer } from './stub-server';

const TOKEN = 'the-token-of-this-test';
let server: StubServer;
let api: string;
/** Sends the rest of a stream of which the first part went out. */
let finishStream = () => {};
let streamIsOver = false;
/** The token that the server takes. */
let valid = TOKEN;

beforeAll(async () => {
  server = await new StubServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '', 'http://x');
    if (pathname === '/api/zipped') {
      const zipped = gzipSync('x'.repeat(1000));
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': zipped.length });
      response.end(zipped);
    } else if (pathname === '/api/stream') {
      response.write('begin');
      response.on('close', () => (streamIsOver = true));
      finishStream = () => response.end('over');
    } else if (pathname === '/api/page') {
      response.writeHead(200, {
        'content-type': 'text/html',
        'set-cookie': 'a=b',
        'content-security-policy': "script-src 'unsafe-inline'",
        'access-control-allow-origin': '*',
        link: `<https://x.example?t=${TOKEN}>`
      });
      response.end(`<script>${TOKEN}</script>`);
    } else if (pathname === '/api/private' && !request.headers.authorization?.endsWith(valid)) {
      sendJson(response, { code: 'TokenInvalid', message: 'no' }, 403);
    } else if (pathname === '/api/forbidden') {
      sendJson(response, { code: 'PermissionsInsufficient', message: 'no' }, 403);
    } else {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () =>
        sendJson(response, {
          path: pathname + search,
          method: request.method,
          headers: request.headers,
          body: Buffer.concat(chunks).toString()
        })
      );
    }
  }).start();
  api = `${server.url}/api`;
});

afterAll(() => server.stop());
beforeEach(() => {
  valid = TOKEN;
  server.asked.length = 0;
});

const source = (tokens: string[]): BearerSource & { refused: (string | undefined)[] } => {
  const refused: (string | undefined)[] = [];
  return {
    refused,
    bearer: async token => {
      refused.push(token);
      const secret = tokens[Math.min(refused.length, tokens.length) - 1];
      return secret === undefined ? null : { value: `oidc/x/${secret}`, secret };
    }
  };
};

const request = (path: string, more: Partial<ForwardRequest> = {}): ForwardRequest => ({
  method: 'GET',
  path,
  query: '',
  headers: new Headers(),
  ...more
});

describe('forward', () => {
  it('sends method, path, query and body, with its own login and none of the browser', async () => {
    const headers = new Headers({
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: 'token of-jupyter',
      cookie: 'a=b',
      referer: 'http://hub/user',
      'x-xsrftoken': 'x',
      range: 'bytes=0-1'
    });
    const body = new TextEncoder().encode('{"a": "é"}').buffer as ArrayBuffer;
    const more = { method: 'PATCH', query: '?limit=1&a=%2F', headers, body };
    const answer = await forward(api, request('jobs/a%20b', more), source([TOKEN]));
    const seen = await answer.json();
    expect(seen).toMatchObject({ path: '/api/jobs/a%20b?limit=1&a=%2F', method: 'PATCH' });
    expect(seen.body).toBe('{"a": "é"}');
    expect(Object.keys(seen.headers).sort()).toEqual(
      [
        ...['accept', 'accept-encoding', 'authorization', 'content-length', 'content-type'],
        ...['range', 'user-agent', 'host', 'connection', 'accept-language', 'sec-fetch-mode']
      ].sort()
    );
    expect(seen.headers.authorization).toBe(`Bearer oidc/x/${'*'.repeat(TOKEN.length)}`);
    expect(server.asked[0].headers.authorization).toBe(`Bearer oidc/x/${TOKEN}`);
  });

  it.each([
    '../secret',
    'a/../../secret',
    '%2e%2e/secret',
    '..%5csecret/../..',
    '//elsewhere.example/'
  ])('stays below the API with %s', async path => {
    try {
      const { path: asked } = await (await forward(api, request(path), source([TOKEN]))).json();
      expect(asked).toMatch(/^\/api\//);
    } catch (error) {
      expect(String(error)).toMatch(/it is not below/);
      expect(server.asked).toHaveLength(0);
    }
  });

  it.each([
    'credentials/basic',
    'credentials/basic/',
    '/credentials//basic',
    'credentials/%62asic'
  ])('asks for no token on behalf of the browser: %s', async path => {
    await expect(forward(api, request(path), source([TOKEN]))).rejects.toThrow(/is a token/);
    expect(server.asked).toHaveLength(0);
  });

  it('lets no page of another site act in the name of the Jupyter server', async () => {
    const answer = await forward(api, request('page'), source([TOKEN]));
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-security-policy': "sandbox; default-src 'none'",
      'content-type': 'text/html',
      link: `<https://x.example?t=${'*'.repeat(TOKEN.length)}>`,
      'x-content-type-options': 'nosniff'
    });
    expect(await answer.text()).toBe(`<script>${'*'.repeat(TOKEN.length)}</script>`);
  });

  it('passes an answer on while it comes, and stops when nobody reads any more', async () => {
    const gone = new AbortController();
    const open = async () => {
      const answer = await forward(
        api,
        request('stream', { signal: gone.signal }),
        source([TOKEN])
      );
      const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
      expect(new TextDecoder().decode((await reader.read()).value)).toBe('begin');
      return reader;
    };
    const reader = await open();
    finishStream();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('over');

    streamIsOver = false;
    const left = await open();
    gone.abort();
    await expect(left.read()).rejects.toThrow();
    while (!streamIsOver) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  });

  it('tells no length of what was sent compressed unasked', async () => {
    const answer = await forward(api, request('zipped'), source([TOKEN]));
    expect(answer.headers.get('content-length')).toBeNull();
    expect(await answer.text()).toBe('x'.repeat(1000));
    expect(server.asked[0].headers['accept-encoding']).toBe('identity');
  });

  it('asks for a new token once, and only when the token is said to be invalid', async () => {
    valid = 'a-newer-token';
    const renewing = source([TOKEN, 'a-newer-token']);
    expect((await forward(api, request('private'), renewing)).status).toBe(200);
    expect(renewing.refused).toEqual([undefined, TOKEN]);

    const stuck = source([TOKEN]);
    const refused = await forward(api, request('private'), stuck);
    expect([refused.status, (await refused.json()).code]).toEqual([403, 'TokenInvalid']);
    expect(stuck.refused).toEqual([undefined, TOKEN]);

    const forbidden = source([TOKEN, 'a-newer-token']);
    expect((await forward(api, request('forbidden'), forbidden)).status).toBe(403);
    expect(forbidden.refused).toEqual([undefined]);
  });

  it('sends no login where there is none', async () => {
    expect(
      (await (await forward(api, request('x'), source([]))).json()).headers
    ).not.toHaveProperty('authorization');
    expect((await forward(api, request('private'), source([]))).status).toBe(403);
  });
});
