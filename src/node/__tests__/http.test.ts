import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchJson, httpSource } from '..';

const BYTES = Uint8Array.from({ length: 5000 }, (_, i) => i % 251);
const asked: { path: string; authorization?: string }[] = [];
let failures = 0;
let base: string;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

function serveRange(request: IncomingMessage, response: ServerResponse): void {
  const [, first, last] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '')!.map(Number);
  response.writeHead(206, { 'content-range': `bytes ${first}-${last}/${BYTES.length}` });
  response.end(BYTES.subarray(first, last + 1));
}

const HANDLERS: Record<string, Handler> = {
  '/ranges.tif': serveRange,
  '/moved.tif': (_, response) => {
    response.writeHead(302, { location: '/ranges.tif?Signature=other' }).end();
  },
  '/whole.tif': (_, response) => {
    response.writeHead(200, { 'content-length': BYTES.length }).end(BYTES);
  },
  '/huge.tif': (_, response) => {
    response.writeHead(200, { 'content-length': 10 ** 12 }).write(BYTES);
  },
  '/unsized.tif': (_, response) => {
    response.writeHead(206, { 'content-range': 'bytes 0-0/*' }).end(BYTES.subarray(0, 1));
  },
  '/flaky.tif': (request, response) => {
    if (failures++ < 1) {
      response.writeHead(503).end();
    } else {
      serveRange(request, response);
    }
  },
  '/short.tif': (request, response) => {
    const start = Number(/bytes=(\d+)/.exec(request.headers.range!)![1]);
    response.writeHead(206, { 'content-range': `bytes ${start}-${start}/${BYTES.length}` });
    response.end(BYTES.subarray(0, 1));
  },
  '/denied.tif': (_, response) => {
    response.writeHead(403).end('no');
  },
  '/item.json': (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"type":"Feature"}');
  },
  '/broken.json': (_, response) => {
    response.writeHead(200).end('<html>');
  }
};

const server = createServer((request, response) => {
  const path = new URL(request.url!, 'http://localhost').pathname;
  asked.push({ path, authorization: request.headers.authorization });
  (HANDLERS[path] ?? ((_, answer) => answer.writeHead(404).end()))(request, response);
});

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('httpSource', () => {
  it.each(['/ranges.tif', '/moved.tif', '/whole.tif', '/flaky.tif'])('reads %s', async path => {
    const source = await httpSource(`${base}${path}?Signature=secret`);
    expect(source.name).toBe(`${base}${path}`);
    expect(source.size).toBe(5000);
    expect([...(await source.read(4990, 10))]).toEqual([...BYTES.subarray(4990)]);
    expect(await source.read(0, 0)).toHaveLength(0);
    await expect(source.read(4995, 10)).rejects.toMatchObject({ _tag: 'HttpAccessError' });
  });

  it('sends the headers it was given', async () => {
    asked.length = 0;
    await httpSource(`${base}/ranges.tif`, { headers: { authorization: 'Bearer x' } });
    expect(asked[0].authorization).toBe('Bearer x');
  });

  it.each([
    ['/huge.tif', /does not serve ranges.*1000000000000 bytes; download it/],
    ['/unsized.tif', /does not say how large/],
    ['/denied.tif', /answered 403/],
    ['/none.tif', /answered 404/]
  ])('refuses %s without telling the signature', async (path, message) => {
    const error = await httpSource(`${base}${path}?Signature=secret`).then(
      () => null,
      (reason: unknown) => reason as Error
    );
    expect(error).toMatchObject({ _tag: 'HttpAccessError' });
    expect(error!.message).toMatch(message);
    expect(error!.message).toContain(path);
    expect(error!.message).not.toContain('secret');
  });

  it('asks once for what will not pass by itself', async () => {
    asked.length = 0;
    await expect(httpSource(`${base}/denied.tif`)).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });

  it('refuses an answer shorter than the range', async () => {
    const source = await httpSource(`${base}/short.tif`);
    await expect(source.read(10, 20)).rejects.toThrow(/bytes=10-29 was asked for and 1 bytes came/);
  });

  it('says that nobody answers, without telling the signature', async () => {
    const error = await httpSource('http://127.0.0.1:9/x.tif?Signature=secret', {
      fetch: () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'X' } }))
    }).catch((reason: Error) => reason as Error);
    expect((error as Error).message).toBe('http://127.0.0.1:9/x.tif: no answer (TypeError).');
  });
});

describe('fetchJson', () => {
  it('gives the document', async () => {
    expect(await fetchJson(`${base}/item.json`)).toEqual({ type: 'Feature' });
  });

  it('names the address of what is no JSON', async () => {
    await expect(fetchJson(`${base}/broken.json?token=secret`)).rejects.toMatchObject({
      message: `${base}/broken.json: the answer is not JSON.`,
      status: 200
    });
  });
});
