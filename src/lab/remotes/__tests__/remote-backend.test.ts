import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { RemoteBackend } from '../remote-backend';
import { BIG, DONE, FakeCompanion, NONE, WAITING } from './fake-companion';

let companion: FakeCompanion;
let backend: RemoteBackend;

beforeEach(() => {
  vi.useFakeTimers();
  companion = new FakeCompanion();
  backend = new RemoteBackend({ remote: BIG, ask: companion.ask });
});

afterEach(() => {
  backend.dispose();
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('RemoteBackend', () => {
  it('asks nothing before someone watches, then what the back-end is, then for the login alone', async () => {
    await pass(200_000);
    expect(companion.asked).toEqual([]);
    const watching = backend.watch(() => true);
    await pass(10);
    expect(companion.asked).toEqual(['GET remotes/big']);
    expect(backend.summary?.backendTitle).toBe('The big one');
    expect(backend.login).toEqual(NONE);
    await pass(60_000);
    expect(companion.asked.slice(1)).toEqual(['GET remotes/big/login']);
    watching.dispose();
    await pass(200_000);
    expect(companion.asked).toHaveLength(2);
  });

  it('asks nothing while nobody can see it', async () => {
    let isVisible = false;
    backend.watch(() => isVisible);
    await pass(300_000);
    expect(companion.asked).toEqual([]);
    isVisible = true;
    backend.refresh();
    await pass(10);
    expect(companion.asked).toHaveLength(1);
  });

  it('follows a code that waits every two seconds, and is calm when it was confirmed', async () => {
    backend.watch(() => true);
    await pass(10);
    companion.login = WAITING;
    await backend.logIn('campus');
    expect(companion.bodies).toEqual([{ method: 'oidc', provider: 'campus' }]);
    expect(backend.login).toEqual(WAITING);
    await pass(10);
    const before = companion.asked.length;
    await pass(6_000);
    expect(companion.asked.length - before).toBe(3);
    companion.login = DONE;
    await pass(2_000);
    expect(backend.login).toEqual(DONE);
    const after = companion.asked.length;
    await pass(59_000);
    expect(companion.asked.length).toBe(after);
  });

  it('drops an answer to what was asked before the last action', async () => {
    backend.watch(() => true);
    await pass(10);
    let release: () => void = () => undefined;
    companion.hold = new Promise(resolve => (release = resolve));
    backend.refresh();
    await pass(10);
    companion.hold = null;
    companion.login = WAITING;
    await backend.logIn();
    release();
    await pass(1);
    expect(backend.login).toEqual(WAITING);
  });

  it('says why it cannot be asked, tries again ever more seldom, and finds it again', async () => {
    companion.down = new Error('https://big.example.org does not answer.');
    backend.watch(() => true);
    await pass(10);
    expect(backend.problem).toBe('https://big.example.org does not answer.');
    companion.down = null;
    await pass(200_000);
    expect(backend.problem).toBeNull();
    expect(backend.summary).not.toBeNull();
  });

  it('sends a password once and keeps it nowhere, also when it is wrong', async () => {
    backend.watch(() => true);
    await pass(10);
    companion.down = new Error('No login at Big: user name or password is not right.');
    await backend.logInBasic('alice', 'a secret of hers');
    expect(backend.loginProblem).toMatch(/not right/);
    expect(backend.isBusy).toBe(false);
    expect(companion.bodies).toEqual([
      { method: 'basic', user: 'alice', password: 'a secret of hers' }
    ]);
    expect(inspect(backend, { depth: 12, showHidden: true })).not.toContain('a secret of hers');
    companion.down = null;
    companion.login = NONE;
    await backend.logOut();
    expect(companion.asked.at(-1)).toMatch(/^(DELETE|GET) remotes\/big\/login$/);
    expect(backend.loginProblem).toBeNull();
  });
});
