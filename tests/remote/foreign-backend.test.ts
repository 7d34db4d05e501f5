import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildBackend,
  cleanEnvironment,
  newFolder,
  start,
  type Started,
  stopBackends
} from '../running-backend';
import { BrowserSide } from './browser-side';
import { environmentOf } from './home';
import { ensureDriver, OpeneoDriver } from './openeo-driver';
import { CLIENT_ID, OpenidProvider } from './openid-provider';
import { Person } from './person';
import { noPython, runPython } from './python';

const reason = noPython ?? ensureDriver();
const TITLE = `openEO's Python driver as a remote back-end${reason ? ` (${reason})` : ''}`;

interface Summary {
  apiUrl: string;
  apiVersion: string;
  processes: number;
  methods: { id: string; isOffered: boolean; missing: string[] }[];
  logins: object[];
  login: object;
}

describe.skipIf(reason !== null)(TITLE, () => {
  const home = newFolder();
  const data = newFolder();
  let provider: OpenidProvider;
  let driver: OpeneoDriver;
  let own: Started;
  let browser: BrowserSide;

  beforeAll(async () => {
    await buildBackend();
    provider = await OpenidProvider.start();
    driver = await OpeneoDriver.start(provider.issuer, CLIENT_ID);
    own = await start(['--data', data], environmentOf(home));
    browser = BrowserSide.of(own.ready);
    await browser.json('PUT', '/remotes', { remotes: [{ id: 'driver', url: driver.url }] });
  });

  afterAll(async () => {
    stopBackends();
    driver?.stop();
    await provider?.stop();
  });

  const me = async () => {
    const answer = await browser.ask('GET', '/remotes/driver/openeo/me');
    return answer.ok ? ((await answer.json()) as { user_id: string }).user_id : answer.status;
  };

  it('is described, with what is missing for each method', async () => {
    const summary = await browser.json<Summary>('GET', '/remotes/driver');
    expect(summary).toMatchObject({ apiUrl: `${driver.url}/openeo/1.2`, apiVersion: '1.2.0' });
    const answer = await fetch(`${driver.url}/openeo/1.2/processes`);
    const { processes } = (await answer.json()) as { processes: { id: string }[] };
    const offered = processes.map(({ id }) => id);
    expect(summary.processes).toBe(offered.length);
    const reference = summary.methods.find(({ id }) => id === 'insar_preprocessing');
    expect(reference?.isOffered).toBe(false);
    expect(reference?.missing).toContain('insar_preprocessing');
    expect(reference?.missing.filter(id => offered.includes(id))).toEqual([]);
    expect(reference?.missing).not.toContain('apply_kernel');
    expect(summary.logins).toEqual([
      {
        method: 'oidc',
        provider: 'campus',
        title: 'Campus login',
        issuer: provider.issuer,
        isPreferred: true,
        isPossible: true
      },
      { method: 'basic' }
    ]);
    expect(summary.login).toEqual({ state: 'none' });
  });

  it('refuses a wrong password with one sentence', async () => {
    const body = { method: 'basic', user: 'Alice', password: 'wrong-password' };
    const answer = await browser.ask('POST', '/remotes/driver/login', body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      code: 'LoginNotPossible',
      message: `No login at ${new URL(driver.url).host}: user name or password is not right.`
    });
  });

  it('takes user name and password, which are written nowhere', async () => {
    expect(await me()).toBe(401);
    const body = { method: 'basic', user: 'Alice', password: 'alice123' };
    expect(await browser.json('POST', '/remotes/driver/login', body)).toEqual({
      state: 'done',
      method: 'basic',
      user: 'Alice',
      isSharedWithNotebooks: false
    });
    expect(await me()).toBe('Alice');
    const files = [home, data].flatMap(folder =>
      readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter(entry => entry.isFile())
        .map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    );
    expect(files.length).toBeGreaterThan(2);
    expect(files.filter(text => text.includes('alice123'))).toEqual([]);
    expect(browser.seen.filter(text => text.includes('alice123'))).toEqual([]);
    expect(await browser.json('DELETE', '/remotes/driver/login')).toEqual({ state: 'none' });
    expect(await me()).toBe(401);
  });

  it('takes, lists and deletes a job', async () => {
    const login = { method: 'basic', user: 'Alice', password: 'alice123' };
    await browser.json('POST', '/remotes/driver/login', login);
    const graph = { add: { process_id: 'add', arguments: { x: 3, y: 5 }, result: true } };
    const created = await browser.ask('POST', '/remotes/driver/openeo/jobs', {
      title: 'sum',
      process: { process_graph: graph }
    });
    expect(created.status).toBe(201);
    const id = created.headers.get('openeo-identifier');
    const ids = async () => {
      const path = '/remotes/driver/openeo/jobs?limit=100';
      const { jobs } = await browser.json<{ jobs: { id: string }[] }>('GET', path);
      return jobs.map(job => job.id);
    };
    expect(await ids()).toContain(id);
    const gone = await browser.ask('DELETE', `/remotes/driver/openeo/jobs/${id}`);
    expect(gone.status).toBe(204);
    const none = await browser.ask('GET', '/remotes/driver/openeo/jobs/no-such-job');
    expect([none.status, (await none.json()).code]).toEqual([404, 'JobNotFound']);
    await browser.json('DELETE', '/remotes/driver/login');
  });

  it('takes a login by device code, and the openEO Python client the same one', async () => {
    const login = await browser.json('POST', '/remotes/driver/login', { method: 'oidc' });
    await new Person().approve(String(login.verificationUriComplete));
    expect(await browser.loginEnds('driver')).toMatchObject({ state: 'done', provider: 'campus' });
    expect(await me()).toBe('somebody');
    const printed = await runPython(
      `import openeo\nc = openeo.connect(${JSON.stringify(driver.url)}).authenticate_oidc()\n` +
        'print("user:", c.describe_account()["user_id"])',
      { ...cleanEnvironment(), ...environmentOf(home) }
    );
    expect(printed).toContain('Authenticated using refresh token.');
    expect(printed).toContain('user: somebody');
    await browser.json('DELETE', '/remotes/driver/login');
  });

  it('takes the password that the user wrote into the configuration of the openEO client', async () => {
    await runPython(
      'from openeo.rest.auth.config import AuthConfig\n' +
        `AuthConfig().set_basic_auth(${JSON.stringify(driver.url)}, "Alice", "alice123")`,
      { ...cleanEnvironment(), ...environmentOf(home) }
    );
    const other = await start(['--data', newFolder()], environmentOf(home));
    const panel = BrowserSide.of(other.ready);
    await panel.json('PUT', '/remotes', { remotes: [{ id: 'driver', url: driver.url }] });
    expect(await panel.json('GET', '/remotes/driver/login')).toEqual({
      state: 'done',
      method: 'basic',
      user: 'Alice',
      isSharedWithNotebooks: true
    });
  });

  it('keeps the entries of others in the store', async () => {
    const folder = join(home, '.local/share/openeo-python-client');
    mkdirSync(folder, { recursive: true });
    const store = join(folder, 'refresh-tokens.json');
    const others = { 'https://issuer.example': { client: { refresh_token: 'x', date: 'y' } } };
    writeFileSync(store, JSON.stringify(others), { mode: 0o600 });
    const login = await browser.json('POST', '/remotes/driver/login', { method: 'oidc' });
    await new Person().approve(String(login.verificationUriComplete));
    await browser.loginEnds('driver');
    const kept = JSON.parse(readFileSync(store, 'utf8'));
    expect(Object.keys(kept).sort()).toEqual([provider.issuer, 'https://issuer.example'].sort());
    await browser.json('DELETE', '/remotes/driver/login');
    expect(JSON.parse(readFileSync(store, 'utf8'))).toEqual(others);
  });
});
