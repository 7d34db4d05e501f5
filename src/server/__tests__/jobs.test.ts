import { describe, expect, it } from 'vitest';
import { BEARER, fakeBackend, graphOf, nullsIn, ROOT } from './fake-backend';

describe('batch jobs', () => {
  it('are created with an identifier and a location, and say what they were given', async () => {
    const { send } = fakeBackend();
    const options = { 'driver-memory': '2g' };
    const answer = await send('POST', '/jobs', {
      title: 'Coherence',
      description: null,
      plan: null,
      budget: null,
      process: { ...graphOf('save', { x: null }), id: null, summary: null },
      job_options: options
    });
    expect(answer.status).toBe(201);
    const id = answer.headers.get('OpenEO-Identifier')!;
    expect(answer.headers.get('Location')).toBe(`http://localhost${ROOT}/jobs/${id}`);
    const job = await (await send('GET', `/jobs/${id}`)).json();
    expect(job).toMatchObject({
      id,
      title: 'Coherence',
      status: 'created',
      progress: 0,
      log_level: 'info',
      job_options: options,
      process: graphOf('save', { x: null })
    });
    expect(nullsIn(job)).toEqual(['$.process.process_graph.node1.arguments.x']);
  });

  it('refuse bodies without a process graph', async () => {
    const { send, app } = fakeBackend();
    const refused = async (body: unknown) => {
      const answer = await send('POST', '/jobs', body);
      return [answer.status, (await answer.json()).code];
    };
    expect(await refused({})).toEqual([400, 'ProcessGraphMissing']);
    expect(await refused({ process: {} })).toEqual([400, 'ProcessGraphMissing']);
    expect(await refused({ process: { process_graph: { a: 1 } } })).toEqual([
      400,
      'ProcessGraphInvalid'
    ]);
    expect(await refused({ process: graphOf('add'), log_level: 'loud' })).toEqual([
      400,
      'RequestInvalid'
    ]);
    expect(await refused({ process: graphOf('add'), budget: -1 })).toEqual([400, 'BudgetInvalid']);
    expect(await refused([])).toEqual([400, 'RequestInvalid']);
    const none = await app.request(`${ROOT}/jobs`, { method: 'POST', headers: BEARER });
    expect(none.status).toBe(400);
    const broken = await app.request(`${ROOT}/jobs`, {
      method: 'POST',
      headers: { ...BEARER, 'Content-Type': 'application/json' },
      body: '{"process":'
    });
    expect([broken.status, (await broken.json()).code]).toEqual([400, 'RequestInvalid']);
  });

  it('are listed newest first, by pages when a limit is asked for', async () => {
    const { app, send, create } = fakeBackend();
    const ids = [await create('add'), await create('add'), await create('add')].reverse();
    const all = await (await send('GET', '/jobs')).json();
    expect(all.jobs.map((job: { id: string }) => job.id)).toEqual(ids);
    expect(all.links).toEqual([]);
    expect(all.jobs[0].process).toBeUndefined();
    const first = await (await send('GET', '/jobs?limit=2')).json();
    expect(first.jobs.map((job: { id: string }) => job.id)).toEqual(ids.slice(0, 2));
    expect(first.links[0].rel).toBe('next');
    const second = await (await app.request(first.links[0].href, { headers: BEARER })).json();
    expect(second.jobs.map((job: { id: string }) => job.id)).toEqual(ids.slice(2));
    expect(second.links).toEqual([]);
    expect((await send('GET', '/jobs?limit=-1')).status).toBe(400);
    expect((await send('GET', '/jobs?limit=')).status).toBe(200);
  });

  it('are changed while they rest, and locked while they run', async () => {
    const { send, create, queue } = fakeBackend();
    const id = await create('wait', { title: 'Old', description: 'Kept' });
    expect((await send('PATCH', `/jobs/${id}`, { title: 'New' })).status).toBe(204);
    expect((await send('PATCH', `/jobs/${id}`, {})).status).toBe(204);
    expect((await send('PATCH', `/jobs/${id}`)).status).toBe(400);
    expect(await (await send('PATCH', `/jobs/${id}`, { status: 'finished' })).json()).toMatchObject(
      {
        code: 'PropertyNotEditable'
      }
    );
    const job = await (await send('GET', `/jobs/${id}`)).json();
    expect(job).toMatchObject({ title: 'New', description: 'Kept' });
    await send('PATCH', `/jobs/${id}`, { description: null });
    expect((await (await send('GET', `/jobs/${id}`)).json()).description).toBeUndefined();

    const started = await send('POST', `/jobs/${id}/results`);
    expect(started.status).toBe(202);
    expect(started.headers.get('Link')).toMatch(/\/logs>; rel="monitor"$/);
    expect((await send('POST', `/jobs/${id}/results`)).status).toBe(202);
    const locked = await send('PATCH', `/jobs/${id}`, { title: 'Newer' });
    expect([locked.status, (await locked.json()).code]).toEqual([400, 'JobLocked']);
    expect((await send('DELETE', `/jobs/${id}/results`)).status).toBe(204);
    await queue.idle();
    expect((await (await send('GET', `/jobs/${id}`)).json()).status).toBe('canceled');
  });

  it('say when their latest run was asked for and began', async () => {
    const { send, create, runJob } = fakeBackend();
    const created = await (await send('GET', `/jobs/${await create('add')}`)).json();
    expect(created).not.toHaveProperty('queued');
    expect(created).not.toHaveProperty('started');
    const id = await runJob('save');
    const {
      created: made,
      queued,
      started,
      updated
    } = await (await send('GET', `/jobs/${id}`)).json();
    const times = [made, queued, started, updated];
    expect(times.every(time => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time))).toBe(true);
    expect([...times].sort()).toEqual(times);
    const results = await (await send('GET', `/jobs/${id}/results`)).json();
    expect(results).toMatchObject({ queued, started });
  });

  it('are removed with all that belongs to them, also while they run', async () => {
    const { send, create, store } = fakeBackend();
    const id = await create('wait');
    await send('POST', `/jobs/${id}/results`);
    expect((await send('DELETE', `/jobs/${id}`)).status).toBe(204);
    expect((await send('GET', `/jobs/${id}`)).status).toBe(404);
    expect(store.logs(id).entries).toEqual([]);
  });

  it('show a log from any entry on and above any level', async () => {
    const { send, create, queue } = fakeBackend();
    const id = await create('fail', { log_level: 'debug' });
    await send('POST', `/jobs/${id}/results`);
    await queue.idle();
    const log = await (await send('GET', `/jobs/${id}/logs?offset=`)).json();
    expect(log.level).toBe('debug');
    expect(log.logs).toHaveLength(2);
    expect(log.logs[1]).toMatchObject({
      level: 'error',
      code: 'DimensionNotAvailable',
      message: 'The dimension is not there.',
      path: [{ node_id: 'node1' }]
    });
    expect(log.logs.every((entry: { id: unknown }) => typeof entry.id === 'string')).toBe(true);
    expect(nullsIn(log)).toEqual([]);
    const rest = await (await send('GET', `/jobs/${id}/logs?offset=${log.logs[0].id}`)).json();
    expect(rest.logs).toEqual(log.logs.slice(1));
    const errors = await (await send('GET', `/jobs/${id}/logs?level=error`)).json();
    expect(errors).toMatchObject({ level: 'error', logs: [log.logs[1]] });
    const page = await (await send('GET', `/jobs/${id}/logs?limit=1`)).json();
    expect(page.logs).toEqual(log.logs.slice(0, 1));
    expect(page.links[0].rel).toBe('next');
    expect((await send('GET', `/jobs/${id}/logs?level=loud`)).status).toBe(400);
  });

  it('that fail answer their results with 424 and the reason', async () => {
    const { send, runJob, folders } = fakeBackend();
    const id = await runJob('fail');
    const answer = await send('GET', `/jobs/${id}/results`);
    expect(answer.status).toBe(424);
    expect(await answer.json()).toMatchObject({ level: 'error', code: 'DimensionNotAvailable' });
    expect(folders.resultFile(id, '')).toBeNull();
  });

  it('that do not exist are 404 everywhere', async () => {
    const { send } = fakeBackend();
    const requests: [string, string][] = [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['GET', '/logs'],
      ['GET', '/estimate'],
      ['GET', '/results'],
      ['POST', '/results'],
      ['DELETE', '/results']
    ];
    for (const [method, path] of requests) {
      const body = method === 'PATCH' ? {} : undefined;
      const answer = await send(method, `/jobs/none${path}`, body);
      expect([method, path, answer.status]).toEqual([method, path, 404]);
      expect((await answer.json()).code).toBe('JobNotFound');
    }
  });

  it('cost nothing, and say so where clients ask', async () => {
    const { send, create } = fakeBackend();
    const id = await create('add');
    expect(await (await send('GET', `/jobs/${id}/estimate`)).json()).toEqual({ costs: 0 });
  });
});
