import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchives, openSampleScene } from '../../archive';
import { GROUND, TOOLS } from '../../archive/__tests__/support';
import { expect } from 'vitest';
import { Remotes } from '../../remote';
import type { BurstSearchAnswer } from '../../workflow';
import { Campaigns } from '../../campaigns';
import { type CompanionOptions, createCompanion } from '../app';
import { remoteCampaignBackend } from '../campaign-backends';

export const LOGIN = { user: 'jupyter', password: 'pass:word' };
export const HEADERS = { Authorization: `Basic ${btoa('jupyter:pass:word')}` };

interface Options {
  readonly overviews?: CompanionOptions['overviews'];
  readonly folder?: string;
  readonly fixed?: string;
  readonly catalogueUrl?: string;
  readonly fetch?: typeof fetch;
}

/** A companion over a data folder of its own, that asks by `fetch` where it is given. */
export function companion(options: Options = {}) {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'insar-companion-'));
  const surroundings = { home: folder, platform: 'linux' as const, environment: {} };
  const file = join(folder, 'remotes.json');
  const { fetch, fixed } = options;
  const remotes = new Remotes({ file, fixed, surroundings, fetch });
  const problems: string[] = [];
  const archives = openArchives(folder, TOOLS);
  const bursts = {
    ...archives,
    groundOf: async () => ({ ...GROUND, pass: 'descending' as const }),
    sampleScene: () => openSampleScene(folder, TOOLS),
    catalogueUrl: options.catalogueUrl
  };
  const report = (problem: unknown) => problems.push(String(problem));
  const campaigns = new Campaigns({
    file: ':memory:',
    backendOf: id => remoteCampaignBackend(remotes.get(id)),
    report
  });
  const overviews = options.overviews ?? {
    folder: join(folder, 'overviews'),
    run: () => Promise.reject(new Error('unused'))
  };
  const app = createCompanion({ ...LOGIN, remotes, campaigns, bursts, overviews, report });
  const ask = (method: string, path: string, body?: unknown, signal?: AbortSignal) =>
    app.request(`/companion${path}`, {
      method,
      headers: HEADERS,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal
    });
  return { app, ask, problems, folder, archives };
}

/** The body of an answer that must be one. */
export async function answerOf<T = BurstSearchAnswer>(
  asked: Response | Promise<Response>
): Promise<T> {
  const answer = await asked;
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}
