import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  buildBackend,
  cleanEnvironment,
  newFolder,
  start,
  type Started,
  stopBackends
} from '../running-backend';
import { BrowserSide } from './browser-side';
import { finishedJob, RESULT_FILE } from './finished-job';
import { Gate, PROVIDER_ID } from './gate';
import { environmentOf } from './home';
import { CLIENT_ID, OpenidProvider } from './openid-provider';
import { Person } from './person';
import { noPython, runPython } from './python';

const ACCESS_TOKEN_S = 8;

interface Waiting {
  state: string;
  verificationUri: string;
  verificationUriComplete: string;
  userCode: string;
  expires: string;
}

let provider: OpenidProvider;
let remote: Started;
let gate: Gate;

beforeAll(async () => {
  await buildBackend();
  provider = await OpenidProvider.start({ accessTokenS: ACCESS_TOKEN_S });
  remote = await start(['--data', newFolder()]);
  gate = new Gate(remote.ready, provider.issuer);
  await gate.start();
});

afterAll(async () => {
  stopBackends();
  gate?.stop();
  await provider?.stop();
});

/** The own back-end of a user with a home of their own, and the browser beside it. */
class User {
  readonly home = newFolder();
  readonly data = newFolder();
  printed = '';
  own!: Started;
  browser!: BrowserSide;

  get environment(): Record<string, string> {
    return environmentOf(this.home);
  }

  get store(): string {
    return join(this.home, '.local/share/openeo-python-client/refresh-tokens.json');
  }

  storedToken(): string | undefined {
    const store = JSON.parse(readFileSync(this.store, 'utf8'));
    return store[provider.issuer]?.[CLIENT_ID]?.refresh_token;
  }

  async start(): Promise<void> {
    this.own = await start(['--data', this.data], this.environment);
    this.own.child.stdout?.on('data', chunk => (this.printed += String(chunk)));
    this.own.child.stderr?.on('data', chunk => (this.printed += String(chunk)));
    this.browser = BrowserSide.of(this.own.ready);
    await this.browser.json('PUT', '/remotes', { remotes: [{ id: 'big', url: gate.url }] });
  }

  async logIn(): Promise<void> {
    const login = await this.browser.json<Waiting>('POST', '/remotes/big/login', {
      method: 'oidc'
    });
    await new Person().approve(login.verificationUriComplete);
    expect(await this.browser.loginEnds('big')).toMatchObject({ state: 'done' });
  }

  me(): Promise<Response> {
    return this.browser.ask('GET', '/remotes/big/openeo/me');
  }

  python(code: string, onLine?: (line: string) => void): Promise<string> {
    // Without the environment of this process' own logins and proxies of the openEO client.
    const environment = { ...cleanEnvironment(), ...this.environment };
    return runPython(code, environment, onLine);
  }
}

let user: User;

beforeEach(async () => {
  user = new User();
  await user.start();
});

const CONNECT = (more: string) =>
  `import openeo\nc = openeo.connect(${JSON.stringify(gate.url)}).authenticate_oidc()\n${more}`;

describe('a login by device code', () => {
  it('shows page and code, and opens what needs a login when it is confirmed', async () => {
    const { browser } = user;
    expect((await user.me()).status).toBe(401);
    expect(await browser.json('GET', '/remotes/big/login')).toEqual({ state: 'none' });

    const login = await browser.json<Waiting>('POST', '/remotes/big/login', { method: 'oidc' });
    expect(login).toMatchObject({
      state: 'waiting',
      provider: PROVIDER_ID,
      verificationUri: `${provider.issuer}/device`
    });
    expect(login.userCode).toMatch(/^\w{4}-\w{4}$/);
    const leftS = (Date.parse(login.expires) - Date.now()) / 1000;
    expect(leftS).toBeGreaterThan(570);
    expect(leftS).toBeLessThan(605);
    // A second panel sees the same code.
    expect(await browser.json('POST', '/remotes/big/login', { method: 'oidc' })).toEqual(login);

    await new Person().approve(login.verificationUriComplete);
    expect(await browser.loginEnds('big')).toEqual({
      state: 'done',
      method: 'oidc',
      provider: PROVIDER_ID,
      isSharedWithNotebooks: true
    });
    expect(await (await user.me()).json()).toMatchObject({ user_id: remote.ready.user });
    expect(statSync(user.store).mode & 0o777).toBe(0o600);
  });

  it('reads result files by range, and says which ones there are', async () => {
    await user.logIn();
    const job = await finishedJob(remote.ready);
    const path = `/remotes/big/jobs/${job}/assets`;
    const whole = await user.browser.ask('GET', `${path}/${RESULT_FILE}`);
    const text = await whole.text();
    expect(whole.headers.get('content-length')).toBe(String(text.length));
    const part = await user.browser.ask('GET', `${path}/${RESULT_FILE}`, undefined, {
      Range: 'bytes=3-9'
    });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 3-9/${text.length}`);
    expect(await part.text()).toBe(text.slice(3, 10));
    const head = await user.browser.ask('HEAD', `${path}/${RESULT_FILE}`);
    expect(head.headers.get('content-length')).toBe(String(text.length));
    const none = await user.browser.ask('GET', `${path}/other.tif`);
    expect(none.status).toBe(404);
    expect((await none.json()).message).toContain(`it has ${RESULT_FILE}`);
  });

  it('is refused with a plain word', async () => {
    const { browser } = user;
    const login = await browser.json<Waiting>('POST', '/remotes/big/login', { method: 'oidc' });
    await new Person().refuse(login.verificationUriComplete);
    const end = await browser.loginEnds('big');
    expect(end).toMatchObject({ state: 'refused' });
    expect(end.message).toMatch(/was refused at http.*Log in again/);
    expect(existsSync(user.store)).toBe(false);
    expect((await user.me()).status).toBe(401);
    // And it can be tried again.
    await user.logIn();
  });

  it('expires with a plain word', async () => {
    const hasty = await OpenidProvider.start({ deviceCodeS: 2 });
    const other = new Gate(remote.ready, hasty.issuer);
    await other.start();
    try {
      const { browser } = user;
      await browser.json('PUT', '/remotes', { remotes: [{ id: 'hasty', url: other.url }] });
      await browser.json('POST', '/remotes/hasty/login', { method: 'oidc' });
      const end = await browser.loginEnds('hasty');
      expect(end).toMatchObject({ state: 'expired' });
      expect(end.message).toMatch(/not confirmed in time/);
    } finally {
      other.stop();
      await hasty.stop();
    }
  });

  it('goes on when the issuer is away for a moment', async () => {
    const { browser } = user;
    const login = await browser.json<Waiting>('POST', '/remotes/big/login', { method: 'oidc' });
    provider.isAway = true;
    try {
      await new Person().approve(login.verificationUriComplete);
      while (provider.breaks < 2) {
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      expect(await browser.json('GET', '/remotes/big/login')).toMatchObject({ state: 'waiting' });
    } finally {
      provider.isAway = false;
    }
    expect(await browser.loginEnds('big')).toMatchObject({ state: 'done' });
  });

  it('is renewed before it expires, with tokens that rotate', async () => {
    await user.logIn();
    const first = user.storedToken();
    const before = provider.grants.filter(grant => grant === 'refresh_token').length;
    const refused = gate.refused.length;
    for (let second = 0; second <= ACCESS_TOKEN_S + 2; second += 2) {
      expect((await user.me()).status).toBe(200);
      await new Promise(resolve => setTimeout(resolve, 2000));
    }
    const renewals = provider.grants.filter(grant => grant === 'refresh_token').length - before;
    expect(renewals).toBeGreaterThanOrEqual(1);
    expect(renewals).toBeLessThanOrEqual(3);
    // No request was sent with a token that had run out.
    expect(gate.refused.length).toBe(refused);
    expect(user.storedToken()).not.toBe(first);
    expect(statSync(user.store).mode & 0o777).toBe(0o600);
  });

  it('is renewed once for many requests at a time when the back-end refuses the token', async () => {
    await user.logIn();
    const before = provider.grants.filter(grant => grant === 'refresh_token').length;
    await provider.forgetAccessTokens();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => user.me()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(provider.grants.filter(grant => grant === 'refresh_token').length - before).toBe(1);
  });

  it('is found again by a process that was started anew', async () => {
    await user.logIn();
    user.own.child.kill('SIGTERM');
    user.own = await start(['--data', user.data], user.environment);
    user.browser = BrowserSide.of(user.own.ready);
    expect(await user.browser.json('GET', '/remotes')).toEqual({
      remotes: [{ id: 'big', title: new URL(gate.url).host, url: gate.url }],
      isFixed: false
    });
    expect((await user.me()).status).toBe(200);
  });

  it('is forgotten at the logout, here, in the store and at the issuer', async () => {
    const folder = join(user.store, '..');
    mkdirSync(folder, { recursive: true });
    await user.logIn();
    const refresh = String(user.storedToken());
    expect(await user.browser.json('DELETE', '/remotes/big/login')).toEqual({ state: 'none' });
    expect(JSON.parse(readFileSync(user.store, 'utf8'))).toEqual({});
    expect(readdirSync(folder)).toEqual(['refresh-tokens.json']);
    expect((await user.me()).status).toBe(401);
    const answer = await fetch(`${provider.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: CLIENT_ID,
        refresh_token: refresh
      })
    });
    expect(await answer.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('that has ended elsewhere is told, and is not tried over and over', async () => {
    await user.logIn();
    await provider.forgetAccessTokens();
    await provider.revoke(String(user.storedToken()));
    expect((await user.me()).status).toBe(403);
    const login = await user.browser.json('GET', '/remotes/big/login');
    expect(login).toMatchObject({ state: 'none' });
    expect(login.message).toMatch(/has ended. Log in again/);
    const grants = provider.grants.length;
    await user.me();
    expect(provider.grants.length).toBe(grants);
    // The same to a process that finds the login in the store.
    const other = await start(['--data', newFolder()], user.environment);
    const panel = BrowserSide.of(other.ready);
    await panel.json('PUT', '/remotes', { remotes: [{ id: 'big', url: gate.url }] });
    for (let asked = 0; asked < 2; asked++) {
      expect((await panel.json('GET', '/remotes/big/login')).message).toMatch(/has ended/);
    }
    expect(provider.grants.length).toBe(grants + 1);
  });
});

describe.skipIf(noPython !== null)(
  `the openEO Python client${noPython ? ` (${noPython})` : ''}`,
  () => {
    it('needs no prompt in a kernel after a login in the panel, and the panel none after that', async () => {
      await user.logIn();
      const cell = CONNECT('print("user:", c.describe_account()["user_id"])');
      const printed = await user.python(`
import nbclient, nbformat
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(${JSON.stringify(cell)})])
nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3", allow_errors=True).execute()
print(nbformat.writes(notebook))
`);
      expect(printed).toContain('Authenticated using refresh token.');
      expect(printed).toContain(`user: ${remote.ready.user}`);
      expect(printed).not.toMatch(/Visit|user code/);
      for (const token of provider.tokens) {
        expect(printed.includes(token)).toBe(false);
      }
      // The kernel has replaced the token, which the issuer takes once only.
      await provider.forgetAccessTokens();
      expect((await user.me()).status).toBe(200);
      // And the other way round once more.
      expect(await user.python(cell)).toContain('Authenticated using refresh token.');
    });

    it('logs the panel in', async () => {
      const printed = await user.python(CONNECT('print(c.describe_account())'), line => {
        const address = /Visit (\S+) to authenticate/.exec(line)?.[1];
        if (address) {
          void new Person().approve(address);
        }
      });
      expect(printed).toContain('Authenticated using device code flow.');
      expect(await user.browser.json('GET', '/remotes/big/login')).toMatchObject({
        state: 'done',
        provider: PROVIDER_ID,
        isSharedWithNotebooks: true
      });
      expect((await user.me()).status).toBe(200);
    });
  }
);
