import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CampaignProgress } from '../../src/workflow';
import { Jupyter } from '../remote/jupyter';
import { noPython } from '../remote/python';
import { buildBackend, newFolder } from '../running-backend';
import { addSmallStacks, smallCampaign } from './small-stacks';

const TITLE = `a campaign of 12 bursts${noPython ? ` (${noPython})` : ''}`;
const BURSTS = Array.from({ length: 12 }, (_, i) => 249_435 + i);

describe.skipIf(noPython !== null)(TITLE, () => {
  const home = newFolder();
  let jupyter: Jupyter;

  const ask = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const answer = await fetch(`${jupyter.url}/jupyterlab-insar/backend${path}`, {
      method,
      headers: { Authorization: `token ${jupyter.token}`, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body)
    });
    expect(answer.ok, `${method} ${path}`).toBe(true);
    return answer;
  };

  const until = async (
    id: string,
    holds: (progress: CampaignProgress) => boolean
  ): Promise<CampaignProgress> => {
    for (let attempt = 0; attempt < 1500; attempt++) {
      const answer = await ask('GET', `/companion/campaigns/${id}`);
      const progress = (await answer.json()) as CampaignProgress;
      if (holds(progress)) {
        return progress;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(await (await ask('GET', `/companion/campaigns/${id}`)).text());
  };

  beforeAll(async () => {
    await buildBackend();
    await addSmallStacks(join(home, 'insar-data'), BURSTS);
    jupyter = await Jupyter.start(home);
  }, 120_000);

  afterAll(() => jupyter.stop());

  it('survives a restart of Jupyter in the middle, loses none and submits none twice', async () => {
    const started = await ask('POST', '/companion/campaigns', smallCampaign('', BURSTS, 2));
    const { id } = (await started.json()) as CampaignProgress;
    const count = ({ bursts }: CampaignProgress, state: string): number =>
      bursts.filter(burst => burst.state === state).length;
    const middle = await until(id, now => count(now, 'finished') >= 4 && count(now, 'running') > 0);
    expect(count(middle, 'waiting')).toBeGreaterThan(0);
    await jupyter.stop();

    jupyter = await Jupyter.start(home);
    const end = await until(id, ({ state }) => state === 'finished');
    expect(end.bursts.map(({ burstId, state, message }) => [burstId, state, message])).toEqual(
      BURSTS.map(burstId => [burstId, 'finished', ''])
    );
    const jobs = (
      (await (await ask('GET', '/openeo/1.2/jobs')).json()) as {
        jobs: { id: string; title: string; status: string }[];
      }
    ).jobs;
    const recorded = end.bursts.flatMap(({ jobs: { preprocessing, coherence } }) => [
      preprocessing,
      coherence
    ]);
    expect(jobs.map(job => job.id).sort()).toEqual(recorded.sort());
    expect(new Set(jobs.map(({ title }) => title)).size).toBe(2 * BURSTS.length);
    expect(jobs.map(({ status }) => status)).toEqual(jobs.map(() => 'finished'));
  }, 240_000);
});
