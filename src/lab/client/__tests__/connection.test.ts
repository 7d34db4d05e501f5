// @vitest-environment jsdom
import type { ServerConnection } from '@jupyterlab/services';
import { beforeEach, describe, expect, it } from 'vitest';

import type { MakeRequest } from '../adapter';
import { connect } from '../connection';
import {
  BackendMissing,
  BackendNotRunning,
  BackendRefused,
  BackendUnreachable,
  OpeneoError,
  UnexpectedAnswer
} from '../errors';
import { proxied } from '../proxied';

const BASE = 'http://hub.example/user/joe/';
const BACKEND = `${BASE}jupyterlab-insar/backend`;
const OPENEO = `${BACKEND}/openeo/1.2`;
const SETTINGS = { baseUrl: BASE } as ServerConnection.ISettings;

const CAPABILITIES = {
  api_version: '1.2.0',
  conformsTo: [],
  endpoints: [
    { path: '/jobs', methods: ['GET'] },
    { path: '/jobs/{job_id}', methods: ['GET'] }
  ],
  links: []
};

type Answer = () => Response;

let sent: { url: string; init: RequestInit; settings: ServerConnection.ISettings }[];
let answers: Map<string, Answer>;

const json = (body: unknown, status = 200): Answer => {
  return () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' }
    });
};

const makeRequest: MakeRequest = async (url, init, settings) => {
  sent.push({ url, init, settings });
  const answer = answers.get(url);
  if (!answer) {
    throw new TypeError(`no answer for ${url}`);
  }
  return answer();
};

const open = (): ReturnType<typeof connect> =>
  connect({
    openeoUrl: OPENEO,
    serverSettings: SETTINGS,
    makeRequest,
    proxied: href => proxied(href, BACKEND, BASE)
  });

beforeEach(() => {
  sent = [];
  answers = new Map([[`${OPENEO}/`, json(CAPABILITIES)]]);
});

describe('connect', () => {
  it('sends everything through the Jupyter server, with the settings of the application', async () => {
    answers.set(`${OPENEO}/jobs`, json({ jobs: [{ id: 'a', status: 'running' }], links: [] }));
    const connection = await open();
    const jobs = (await connection.listJobs()) as unknown as { id: string }[];
    expect(jobs.map(({ id }) => id)).toEqual(['a']);
    expect(sent.map(({ url }) => url)).toEqual([`${OPENEO}/`, `${OPENEO}/jobs`]);
    expect(sent.every(({ settings }) => settings === SETTINGS)).toBe(true);
  });

  it('sends no credential of its own', async () => {
    await open();
    expect(Object.keys(sent[0].init.headers ?? {}).map(name => name.toLowerCase())).not.toContain(
      'authorization'
    );
  });

  it('sends bodies as JSON, with the method', async () => {
    answers.set(`${OPENEO}/validation`, json({ errors: [] }));
    const connection = await open();
    await connection.validateProcess({ process_graph: {} });
    const { init } = sent[1];
    expect(init.method).toBe('POST');
    expect(JSON.parse(String(init.body))).toEqual({ process_graph: {} });
    expect(new Headers(init.headers as HeadersInit).get('Content-Type')).toBe('application/json');
  });

  it('follows a next link that names the address of the back-end', async () => {
    const next = 'http://127.0.0.1:40123/openeo/1.2/jobs?from=1';
    answers.set(
      `${OPENEO}/jobs`,
      json({ jobs: [{ id: 'a' }], links: [{ rel: 'next', href: next }] })
    );
    answers.set(`${OPENEO}/jobs?from=1`, json({ jobs: [{ id: 'b' }], links: [] }));
    const pages = (await open()).paginateJobs(null);
    await pages.nextPage();
    const page = (await pages.nextPage()) as { id: string }[];
    expect(page.map(job => job.id)).toEqual(['b']);
    expect(pages.hasNextPage()).toBe(false);
  });
});

describe('a request that fails', () => {
  it("has openEO's own code and message", async () => {
    const error = { id: 'e', code: 'JobNotFound', message: 'There is no job x.', links: [] };
    answers.set(`${OPENEO}/jobs/x`, json(error, 404));
    const connection = await open();
    const reason = await connection.getJob('x').catch(reason => reason);
    expect(reason).toBeInstanceOf(OpeneoError);
    expect(reason).toMatchObject({
      _tag: 'OpeneoError',
      code: 'JobNotFound',
      message: 'There is no job x.',
      status: 404
    });
  });

  it.each([
    [401, BackendRefused],
    [403, BackendRefused],
    [404, BackendMissing],
    [500, UnexpectedAnswer],
    [502, BackendNotRunning],
    [503, BackendNotRunning]
  ])('says what HTTP %i of the Jupyter server means', async (status, kind) => {
    answers.set(`${OPENEO}/`, json({ message: 'the disk is full' }, status));
    const reason = await open().catch(reason => reason);
    expect(reason).toBeInstanceOf(kind);
    expect(reason.message).toMatch(/\w{3,}/);
  });

  it('keeps the words of the Jupyter server on why the back-end is down', async () => {
    answers.set(`${OPENEO}/`, json({ message: 'It ended with code 1.' }, 503));
    await expect(open()).rejects.toThrow('It ended with code 1.');
  });

  it('is told apart when nobody answers', async () => {
    answers.clear();
    await expect(open()).rejects.toBeInstanceOf(BackendUnreachable);
  });

  it('is told apart when a page comes back in place of JSON', async () => {
    answers.set(
      `${OPENEO}/`,
      () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } })
    );
    await expect(open()).rejects.toBeInstanceOf(UnexpectedAnswer);
  });
});
