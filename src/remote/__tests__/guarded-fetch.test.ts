import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RemoteAddressError, RemoteAnswerError, RemoteUnreachableError } from '../errors';
import { guardedFetch, guardedJson, limitedText } from '../guarded-fetch';
import { sendJson, StubServer } from './stub-server';

let other: StubServer;
let server: StubServer;

beforeAll(async () => {
  other = await new StubServer((request, response) =>
    sendJson(response, { authorization: request.headers.authorization ?? null })
  ).start();
  server = await new StubServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    if (pathname === '/to') {
      const status = Number(searchParams.get('status') ?? 302);
      response.writeHead(status, { location: searchParams.get('where') ?? '' }).end();
    } else if (pathname === '/slow') {
      setTimeout(() => sendJson(response, {}), 2000);
    } else if (pathname === '/text') {
      response.end('<html>');
    } else {
      sendJson(response, { authorization: request.headers.authorization ?? null });
    }
  }).start();
});

afterAll(() => {
  server.stop();
  other.stop();
});

const to = (where: string, status = 302) =>
  `${server.url}/to?status=${status}&where=${encodeURIComponent(where)}`;
const onlyHere = () => ({ origins: new Set([server.url]) });

describe('guardedFetch', () => {
  it('asks no other origin', async () => {
    await expect(guardedFetch(other.url, {}, onlyHere())).rejects.toThrow(RemoteAddressError);
    expect(other.asked).toHaveLength(0);
  });

  it('follows redirects at home, relative ones too, and up to a number', async () => {
    const headers = { authorization: 'Bearer x' };
    for (const where of ['/json', `${server.url}/json`]) {
      const answer = await guardedJson(to(where), onlyHere(), headers);
      expect(answer).toEqual({ authorization: 'Bearer x' });
    }
    expect((await guardedFetch(to(to('/json')), {}, onlyHere())).status).toBe(200);
  });

  it('stops at a redirect without end', async () => {
    const round = await new StubServer((request, response) =>
      response.writeHead(302, { location: `/${request.url?.length}x` }).end()
    ).start();
    await expect(guardedFetch(round.url, {}, { origins: new Set([round.url]) })).rejects.toThrow(
      /without end/
    );
    expect(round.asked).toHaveLength(6);
    round.stop();
  });

  it.each([301, 302, 303, 307, 308])('refuses a redirect %i elsewhere', async status => {
    const asked = other.asked.length;
    await expect(
      guardedFetch(to(`${other.url}/?secret=1`, status), {}, onlyHere())
    ).rejects.toThrow(new RegExp(`${server.url} redirects there`));
    expect(other.asked).toHaveLength(asked);
  });

  it('gives no login to the second origin, where it is allowed', async () => {
    const origins = new Set([server.url, other.url]);
    const headers = { authorization: 'Bearer x' };
    expect(await guardedJson(to(other.url), { origins }, headers)).toEqual({ authorization: null });
  });

  it('refuses to send a body where it is redirected to', async () => {
    const post = { method: 'POST', body: '{}' };
    await expect(guardedFetch(to('/json', 307), post, onlyHere())).rejects.toThrow(
      /redirects a POST/
    );
  });

  it('gives up on a slow answer and on none', async () => {
    const options = { ...onlyHere(), answerMs: 100 };
    await expect(guardedFetch(`${server.url}/slow`, {}, options)).rejects.toThrow(/too slow/);
    const gone = 'http://127.0.0.1:1';
    await expect(guardedFetch(gone, {}, { origins: new Set([gone]) })).rejects.toThrow(
      RemoteUnreachableError
    );
  });

  it('says when an answer is no JSON, or too long', async () => {
    await expect(guardedJson(`${server.url}/text`, onlyHere())).rejects.toThrow(RemoteAnswerError);
    const long = new Response('x'.repeat(100));
    await expect(limitedText(long, 'https://a.example', 99)).rejects.toThrow(/longer than 99/);
  });
});
