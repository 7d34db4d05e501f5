import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS } from '../../workflow';
import type { CampaignProgress, CampaignRequest } from '../../workflow';
import { CampaignNotFoundError, CampaignRequestError, Campaigns } from '..';
import { FakeBackend } from './fake-backend';

const BURSTS = 12;
let folder: string;
let opened: Campaigns[];
const problems: unknown[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'insar-campaigns-'));
  opened = [];
  problems.length = 0;
});

afterEach(async () => {
  await Promise.all(opened.map(campaigns => campaigns.close()));
  rmSync(folder, { recursive: true });
});

function open(backend: FakeBackend, file = 'campaigns.sqlite'): Campaigns {
  const side = backend.side();
  const campaigns = new Campaigns({
    file: join(folder, file),
    backendOf: () => side,
    report: problem => problems.push(problem)
  });
  campaigns.open();
  return campaigns;
}

function openKept(backend: FakeBackend): Campaigns {
  const campaigns = open(backend);
  opened.push(campaigns);
  return campaigns;
}

function request(bursts = BURSTS): CampaignRequest {
  return {
    title: 'South Tyrol',
    backend: '',
    mostAtOnce: null,
    bursts: Array.from({ length: bursts }, (_, i) => ({
      parameters: { ...DEFAULT_PARAMETERS, burstId: 249_435 + i },
      epsg: 32632
    }))
  };
}

async function until(
  campaigns: Campaigns,
  id: string,
  holds: (progress: CampaignProgress) => boolean
): Promise<CampaignProgress> {
  const endMs = Date.now() + 10_000;
  while (!holds(campaigns.get(id))) {
    if (Date.now() > endMs) {
      throw new Error(`Still ${JSON.stringify(campaigns.get(id))}`);
    }
    await new Promise(resolve => setTimeout(resolve, 1));
  }
  return campaigns.get(id);
}

const isFinished = ({ state }: CampaignProgress): boolean => state === 'finished';

describe('a campaign', () => {
  it('computes each burst by two jobs, no more than its limit at once', async () => {
    const backend = new FakeBackend();
    const campaigns = openKept(backend);
    const { id, mostAtOnce } = campaigns.start(request());
    const { bursts } = await until(campaigns, id, isFinished);
    expect(mostAtOnce).toBe(3);
    expect(backend.mostActive).toBe(3);
    expect(bursts.map(({ state }) => state)).toEqual(Array(BURSTS).fill('finished'));
    expect(backend.jobs).toHaveLength(2 * BURSTS);
    const coherence = backend.jobs.find(job => job.id === bursts[0].jobs.coherence);
    expect(coherence?.title).toContain('South Tyrol: burst 249435, IW2, coherence');
    const stack = Object.values(coherence?.graph ?? {}).find(n => n.process_id === 'load_stac');
    expect(stack?.arguments.url).toBe(`http://fake/0/${bursts[0].jobs.preprocessing}?signature=x`);
    expect(problems).toEqual([]);
  });

  it.each([true, false])(
    'loses no burst and submits none twice, wherever its process ends (back-end ends too: %s)',
    async endsToo => {
      let isOver = false;
      let cuts = 0;
      for (let at = 1; !isOver; at++) {
        for (const isDone of [false, true]) {
          const backend = new FakeBackend(endsToo, 1);
          const file = `${at}-${isDone}.sqlite`;
          const first = open(backend, file);
          const { id } = first.start(request(2));
          const broken = backend.breakAt({ request: at, isDone });
          const ended = until(first, id, isFinished).catch(() => null);
          isOver = await Promise.race([
            broken.then(() => false),
            ended.then(progress => progress !== null)
          ]);
          void first.close();
          cuts += isOver ? 0 : 1;
          backend.restart();
          const second = open(backend, file);
          const { bursts } = await until(second, id, isFinished);
          const where = `request ${at}, ${isDone ? 'done' : 'lost'}`;
          expect(
            bursts.map(({ state }) => state),
            where
          ).toEqual(Array(2).fill('finished'));
          const titles = backend.jobs.map(({ title }) => title);
          expect(new Set(titles).size, where).toBe(titles.length);
          expect(titles, where).toHaveLength(4);
          if (!endsToo) {
            expect(
              backend.jobs.map(({ starts }) => starts),
              where
            ).toEqual(Array(4).fill(1));
          }
          await second.close();
        }
      }
      expect(cuts).toBeGreaterThan(25);
      expect(problems).toEqual([]);
    },
    60_000
  );

  it('reads the stack by its new address after a restart', async () => {
    const backend = new FakeBackend(true, 1000);
    const first = openKept(backend);
    const { id } = first.start(request(1));
    await until(first, id, ({ bursts }) => bursts[0].jobs.preprocessing !== null);
    const preprocessing = backend.jobs[0];
    preprocessing.left = 1;
    await until(first, id, ({ bursts }) => bursts[0].jobs.coherence !== null);
    await first.close();
    opened.length = 0;
    backend.restart();
    const second = openKept(backend);
    await until(second, id, () => backend.jobs[1].starts === 2);
    const stack = Object.values(backend.jobs[1].graph).find(n => n.process_id === 'load_stac');
    expect(stack?.arguments.url).toBe('http://fake/1/j-1?signature=x');
    expect(backend.jobs).toHaveLength(2);
  });

  it('waits for the login, says so, and goes on by itself', async () => {
    const backend = new FakeBackend();
    backend.isLoggedOut = true;
    const campaigns = openKept(backend);
    const { id } = campaigns.start(request(2));
    const { problem, bursts } = await until(campaigns, id, progress => progress.problem !== '');
    expect(problem).toBe(
      'Fake back-end wants a login (Log in.). Log in in the panel; the campaign goes on by itself.'
    );
    expect(bursts.map(({ state }) => state)).not.toContain('failed');
    backend.isLoggedOut = false;
    expect((await until(campaigns, id, isFinished)).problem).toBe('');
    expect(backend.jobs).toHaveLength(4);
  });

  it.each([
    [true, 'submits another job where the old one cannot be started again', 5],
    [false, 'starts the same job again', 4]
  ])('keeps the others when a burst fails; retrying (%s) %s', async (refuses, _, jobs) => {
    const backend = new FakeBackend();
    backend.refusesChanges = refuses;
    backend.failing.set('burst 249436, IW2, coherence', 1);
    const campaigns = openKept(backend);
    const { id } = campaigns.start(request(2));
    const { bursts } = await until(campaigns, id, isFinished);
    expect(bursts.map(({ state, message }) => [state, message])).toEqual([
      ['finished', ''],
      ['failed', 'The fake job failed.']
    ]);
    await campaigns.retry(id);
    const again = await until(campaigns, id, isFinished);
    expect(again.bursts.map(({ state }) => state)).toEqual(['finished', 'finished']);
    expect(backend.jobs).toHaveLength(jobs);
  });

  it('fails a burst without a pair by its name, before a coherence job is made', async () => {
    const backend = new FakeBackend();
    const campaigns = openKept(backend);
    const [burst] = request(1).bursts;
    const parameters = { ...burst.parameters, temporalBaselineDays: 6 };
    const { id } = campaigns.start({ ...request(1), bursts: [{ ...burst, parameters }] });
    const { bursts } = await until(campaigns, id, isFinished);
    expect(bursts[0].message).toBe(
      'No two acquisitions of burst 249435 are 6 days apart; there are 2024-08-09, 2024-08-21, 2024-09-02. Change the temporal baseline or the dates in a new campaign.'
    );
    expect(backend.jobs).toHaveLength(1);
  });

  it('computes the pairs that were chosen, and names a date that is not there', async () => {
    const backend = new FakeBackend();
    const campaigns = openKept(backend);
    const [burst] = request(1).bursts;
    const withPairs = (burstId: number, secondary: string) => ({
      ...burst,
      parameters: { ...burst.parameters, burstId, pairs: [{ primary: '2024-08-09', secondary }] }
    });
    const { id } = campaigns.start({
      ...request(1),
      bursts: [withPairs(1, '2024-09-02'), withPairs(2, '2024-08-15')]
    });
    const { bursts } = await until(campaigns, id, isFinished);
    expect(bursts.map(({ message }) => message)).toEqual([
      '',
      'Burst 2 has no acquisition on 2024-08-15; there are 2024-08-09, 2024-08-21, 2024-09-02. Choose other pairs in a new campaign.'
    ]);
    const coherence = backend.jobs.find(job => job.id === bursts[0].jobs.coherence);
    const saved = Object.values(coherence?.graph ?? {}).filter(n => n.process_id === 'save_result');
    expect(saved).toHaveLength(1);
  });

  it('submits no further burst while it is paused', async () => {
    const backend = new FakeBackend();
    const campaigns = openKept(backend);
    const { id } = campaigns.start({ ...request(4), mostAtOnce: 1 });
    await until(campaigns, id, ({ bursts }) => bursts[0].jobs.preprocessing !== null);
    campaigns.pause(id);
    await until(campaigns, id, ({ bursts }) => bursts[0].state === 'finished');
    await new Promise(resolve => setTimeout(resolve, 20));
    const paused = campaigns.get(id);
    expect(paused.state).toBe('paused');
    expect(paused.bursts.map(({ state }) => state)).toEqual([
      'finished',
      'waiting',
      'waiting',
      'waiting'
    ]);
    campaigns.resume(id);
    await until(campaigns, id, isFinished);
    expect(backend.jobs).toHaveLength(8);
  });

  it('brings what was half submitted to its end, also while it is paused', async () => {
    const backend = new FakeBackend();
    backend.isLoggedOut = true;
    const campaigns = openKept(backend);
    const { id } = campaigns.start({ ...request(2), mostAtOnce: 1 });
    await until(campaigns, id, ({ problem }) => problem !== '');
    campaigns.pause(id);
    await new Promise(resolve => setTimeout(resolve, 20));
    backend.isLoggedOut = false;
    const { bursts } = await until(
      campaigns,
      id,
      progress => progress.bursts[0].state === 'finished'
    );
    expect(bursts[1].state).toBe('waiting');
    expect(backend.jobs).toHaveLength(2);
  });

  it('cancels what is under way, and can be removed', async () => {
    const backend = new FakeBackend(true, 1000);
    const campaigns = openKept(backend);
    const { id } = campaigns.start(request(4));
    await until(campaigns, id, ({ bursts }) => bursts[2].jobs.preprocessing !== null);
    const { bursts, state } = await campaigns.cancel(id);
    expect(state).toBe('finished');
    expect(bursts.map(burst => burst.state)).toEqual(Array(4).fill('canceled'));
    expect(backend.jobs.map(({ status }) => status)).toEqual(Array(3).fill('canceled'));
    await campaigns.remove(id);
    expect(campaigns.list()).toEqual([]);
    expect(() => campaigns.get(id)).toThrow(CampaignNotFoundError);
  });

  it('is refused with what is wrong, before anything is submitted', () => {
    const backend = new FakeBackend();
    const campaigns = openKept(backend);
    const [burst] = request(1).bursts;
    const wrong: [unknown, string][] = [
      [null, 'Expected an object'],
      [{ ...request(), title: ' ' }, 'needs a title'],
      [{ ...request(), mostAtOnce: 0 }, 'mostAtOnce'],
      [{ ...request(), bursts: [] }, '1 to 500 bursts'],
      [{ ...request(), bursts: [burst, burst] }, 'bursts[1] is the same as bursts[0]'],
      [
        { ...request(), bursts: [{ ...burst, parameters: { ...burst.parameters, burstId: 0 } }] },
        'bursts[0].burstId'
      ]
    ];
    for (const [value, message] of wrong) {
      expect(() => campaigns.start(value)).toThrow(CampaignRequestError);
      expect(() => campaigns.start(value)).toThrow(message);
    }
    expect(backend.jobs).toEqual([]);
    expect(campaigns.list()).toEqual([]);
  });
});
