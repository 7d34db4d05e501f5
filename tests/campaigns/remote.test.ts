import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CampaignProgress } from '../../src/workflow';
import { BrowserSide } from '../remote/browser-side';
import { Gate } from '../remote/gate';
import { environmentOf } from '../remote/home';
import { CLIENT_ID, OpenidProvider } from '../remote/openid-provider';
import { Person } from '../remote/person';
import {
  buildBackend,
  newFolder,
  send,
  start,
  type Started,
  stopBackends
} from '../running-backend';
import { addSmallStacks, smallCampaign } from './small-stacks';

const BURSTS = [249_435, 249_436];

let provider: OpenidProvider;
let remote: Started;
let gate: Gate;

beforeAll(async () => {
  await buildBackend();
  provider = await OpenidProvider.start();
  const dataFolder = newFolder();
  await addSmallStacks(dataFolder, BURSTS);
  remote = await start(['--data', dataFolder]);
  gate = new Gate(remote.ready, provider.issuer);
  await gate.start();
}, 60_000);

afterAll(async () => {
  stopBackends();
  gate?.stop();
  await provider?.stop();
});

it('runs on another back-end with the login, and goes on after a crash of the own one', async () => {
  const home = newFolder();
  const data = newFolder();
  let own = await start(['--data', data], environmentOf(home));
  let browser = BrowserSide.of(own.ready);
  const until = async (
    id: string,
    holds: (progress: CampaignProgress) => boolean
  ): Promise<CampaignProgress> => {
    for (let attempt = 0; attempt < 900; attempt++) {
      const progress = await browser.json<CampaignProgress>('GET', `/campaigns/${id}`);
      if (holds(progress)) {
        return progress;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(JSON.stringify(await browser.json('GET', `/campaigns/${id}`)));
  };

  await browser.json('PUT', '/remotes', { remotes: [{ id: 'big', url: gate.url }] });
  const request = smallCampaign('big', BURSTS, null);
  const { id, mostAtOnce } = await browser.json<CampaignProgress>('POST', '/campaigns', request);
  expect(mostAtOnce).toBe(2);
  const { problem, bursts } = await until(id, now => now.problem !== '');
  expect(problem).toContain('wants a login');
  expect(bursts.map(({ state }) => state)).not.toContain('failed');

  const login = await browser.json<{ verificationUriComplete: string }>(
    'POST',
    '/remotes/big/login',
    { method: 'oidc' }
  );
  await new Person().approve(login.verificationUriComplete);
  expect(await browser.loginEnds('big')).toMatchObject({ state: 'done' });
  await browser.json('POST', `/campaigns/${id}/resume`);
  await until(id, now => now.bursts.every(burst => burst.jobs.preprocessing !== null));

  own.child.kill('SIGKILL');
  await once(own.child, 'exit');
  own = await start(['--data', data], environmentOf(home));
  browser = BrowserSide.of(own.ready);
  const end = await until(id, ({ state }) => state === 'finished');
  expect(end.bursts.map(({ state, message }) => [state, message])).toEqual(
    BURSTS.map(() => ['finished', ''])
  );
  const { jobs } = (await (await send(remote.ready, 'GET', '/jobs')).json()) as {
    jobs: { id: string; status: string }[];
  };
  const recorded = end.bursts.flatMap(burst => Object.values(burst.jobs));
  expect(jobs.map(job => job.id).sort()).toEqual(recorded.sort());

  const store = join(home, '.local/share/openeo-python-client/refresh-tokens.json');
  const token = JSON.parse(readFileSync(store, 'utf8'))[provider.issuer][CLIENT_ID].refresh_token;
  const kept = readdirSync(data).filter(name => name.startsWith('campaigns'));
  expect(kept.length).toBeGreaterThan(0);
  for (const name of kept.filter(file => existsSync(join(data, file)))) {
    expect(readFileSync(join(data, name), 'latin1')).not.toContain(token);
  }
}, 150_000);
