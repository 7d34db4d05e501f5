import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BearerSource, ForwardRequest } from '../forward';
import { JobAssets } from '../job-assets';
import { sendJson, StubServer } from './stub-server';

const TOKEN = 'the-token-of-this-test';
const login: BearerSource = {
  bearer: async () => ({ value: `oidc/x/${TOKEN}`, secret: TOKEN })
};
let server: StubServer;
let storage: StubServer;
/** Signature that the storage takes, and that the list of results names. */
let signature = '1';

beforeAll(async () => {
  storage = await new StubServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    if (searchParams.get('sig') !== signature) {
      response.writeHead(403).end();
    } else if (request.headers.range === 'bytes=2-4') {
      response.writeHead(206, { 'content-range': 'bytes 2-4/9', 'content-length': 3 }).end('cde');
    } else {
      response.end(pathname);
    }
  }).start();
  server = await new StubServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://x');
    if (pathname === '/api/jobs/j-1/results') {
      sendJson(response, {
        assets: {
          'far.tif': { href: `${storage.url}/far.tif?sig=${signature}` },
          'near.tif': { href: `${server.url}/api/files/near.tif` },
          'beside.tif': { href: `${server.url}/apis/beside.tif` },
          'relative.tif': { href: '../../files/relative.tif' },
          'dir/deep name.tif': { href: `${server.url}/api/files/deep` },
          'bucket.tif': { href: 's3://bucket/key' },
          'file.tif': { href: 'file:///etc/passwd' }
        }
      });
    } else if (pathname.startsWith('/api/jobs/')) {
      sendJson(response, { code: 'JobNotFinished', message: 'Job is not finished yet.' }, 400);
    } else {
      response.end(`${pathname} ${request.headers.authorization ?? 'nobody'}`);
    }
  }).start();
});

afterAll(() => {
  server.stop();
  storage.stop();
});

const request = (range?: string): ForwardRequest => ({
  method: 'GET',
  path: '',
  query: '',
  headers: new Headers(range ? { range } : {})
});
const assets = () => new JobAssets(`${server.url}/api`, login);
const read = async (name: string, range?: string) =>
  (await assets().read('j-1', name, request(range))).text();

describe('JobAssets', () => {
  it('takes the login along below the API only', async () => {
    expect(await read('near.tif')).toBe(`/api/files/near.tif Bearer oidc/x/${'*'.repeat(22)}`);
    expect(await read('beside.tif')).toBe('/apis/beside.tif nobody');
    expect(await read('far.tif')).toBe('/far.tif');
    expect(storage.asked.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it('reads by range, and addresses that are relative to the list', async () => {
    expect(await read('far.tif', 'bytes=2-4')).toBe('cde');
    expect(await read('relative.tif')).toMatch(/^\/api\/files\/relative.tif /);
    expect(await read('dir/deep name.tif')).toMatch(/^\/api\/files\/deep/);
  });

  it('asks for the list once, and again when a signature has run out', async () => {
    const lists = () => server.asked.filter(({ url }) => url?.endsWith('/results')).length;
    const known = assets();
    const before = lists();
    for (let i = 0; i < 3; i++) {
      expect((await known.read('j-1', 'far.tif', request())).status).toBe(200);
    }
    expect(lists() - before).toBe(1);
    signature = '2';
    expect((await known.read('j-1', 'far.tif', request())).status).toBe(200);
    expect(lists() - before).toBe(2);
  });

  it('says what a job has, and why there are no results', async () => {
    await expect(read('none.tif')).rejects.toThrow(
      /no result file 'none.tif'; it has far.tif, near/
    );
    await expect(assets().read('j-2', 'a.tif', request())).rejects.toThrow(
      /HTTP 400: Job is not finished yet/
    );
  });

  it.each(['bucket.tif', 'file.tif'])('reads %s from nowhere', async name => {
    await expect(read(name)).rejects.toThrow(/must start with https/);
  });

  it.each([
    ['https://10.0.0.1/x', /local network/],
    ['https://169.254.169.254/latest', /local network/],
    ['https://printer.local/x', /local network/],
    ['http://127.0.0.1:1/x', /local network/],
    ['http://other.example/x', /must start with https/]
  ])('of a back-end elsewhere, %s is not read', async (href, reason) => {
    const asked: string[] = [];
    const fetch = (async (url: string | URL | Request) => {
      asked.push(String(url));
      return Response.json({ assets: { x: { href } } });
    }) as typeof globalThis.fetch;
    const far = new JobAssets('https://big.example/api', login, fetch);
    await expect(far.read('j-1', 'x', request())).rejects.toThrow(reason);
    expect(asked).toEqual(['https://big.example/api/jobs/j-1/results']);
  });
});
