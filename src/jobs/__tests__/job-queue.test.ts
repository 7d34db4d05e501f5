import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ResultAsset } from '../../engine';
import {
  JobFolders,
  JobLockedError,
  JobNotFoundError,
  JobQueue,
  JobStore,
  openDatabase,
  RunCancelledError,
  RunFailedError,
  type RunEvents,
  type Runner,
  type RunOutcome,
  type RunTask,
  UserProcessStore
} from '..';

const REQUEST = { process: { process_graph: { a: { process_id: 'x', arguments: {} } } } };

function assetOf(fileName: string): ResultAsset {
  return {
    fileName,
    mediaType: 'text/plain',
    roles: ['data'],
    datetime: null,
    bbox: null,
    outline: null,
    bands: []
  };
}

/** A run that the test ends by hand. */
class HeldRun {
  readonly cancel = vi.fn();
  readonly terminate = vi.fn(() => this.fail(new RunCancelledError()));
  succeed!: (outcome: RunOutcome) => void;
  fail!: (error: Error) => void;
  readonly outcome = new Promise<RunOutcome>((resolve, reject) => {
    this.succeed = resolve;
    this.fail = reject;
  });

  constructor(
    readonly task: RunTask,
    readonly events: RunEvents
  ) {
    writeFileSync(join(task.outputFolder, 'one.tif'), 'one');
    events.result(assetOf('one.tif'));
  }
}

function backend(options: { mostRunning?: number; graceMs?: number } = {}, folder?: string) {
  const dataFolder = folder ?? mkdtempSync(join(tmpdir(), 'insar-jobs-'));
  const folders = new JobFolders(dataFolder);
  const database = openDatabase(folders.databasePath);
  const store = new JobStore(database);
  const runs: HeldRun[] = [];
  const runner: Runner = {
    start: (task, events) => {
      runs.push(new HeldRun(task, events));
      return runs[runs.length - 1];
    }
  };
  const userProcesses = new UserProcessStore(database);
  const queue = new JobQueue({ store, userProcesses, folders, runner, ...options });
  const create = () => store.create(REQUEST).id;
  return { dataFolder, folders, database, store, runs, queue, create };
}

const settled = () => new Promise(resolve => setTimeout(resolve, 30));

describe('JobQueue', () => {
  it('runs so many jobs at a time, in the order they were started', async () => {
    const { queue, store, runs, create } = backend({ mostRunning: 2 });
    const ids = [create(), create(), create()];
    ids.forEach(id => queue.start(id));
    await settled();
    expect(ids.map(id => store.get(id).status)).toEqual(['running', 'running', 'queued']);
    runs[0].succeed({ usage: { durationS: 1 } });
    await settled();
    expect(ids.map(id => store.get(id).status)).toEqual(['finished', 'running', 'running']);
    expect(store.get(ids[0])).toMatchObject({ progress: 100, usage: { durationS: 1 } });
    runs[1].succeed({});
    runs[2].succeed({});
    await queue.idle();
    expect(ids.map(id => store.get(id).status)).toEqual(['finished', 'finished', 'finished']);
  });

  it('keeps progress, log and results as they come', async () => {
    const { queue, store, runs, folders, create } = backend();
    const id = create();
    queue.start(id);
    await settled();
    runs[0].events.progress(0.4567);
    runs[0].events.log({ level: 'warning', message: 'Careful.', nodeId: 'a' });
    runs[0].events.log({ level: 'debug', message: 'Not kept at level info.' });
    expect(store.get(id).progress).toBe(45.7);
    expect(store.logs(id).entries).toMatchObject([{ level: 'warning', message: 'Careful.' }]);
    runs[0].succeed({});
    await queue.idle();
    expect(store.results(id)).toEqual([assetOf('one.tif')]);
    expect(folders.resultFile(id, 'one.tif')).toBe(join(folders.results(id), 'one.tif'));
  });

  it('leaves nothing of a job that fails but the reason', async () => {
    const { queue, store, runs, folders, create } = backend();
    const id = create();
    queue.start(id);
    await settled();
    runs[0].fail(new RunFailedError({ code: 'NoDataAvailable', message: 'None.', nodeId: 'a' }));
    await queue.idle();
    expect(store.get(id).status).toBe('error');
    expect(store.results(id)).toEqual([]);
    expect(existsSync(folders.results(id))).toBe(false);
    expect(store.logs(id).entries).toMatchObject([
      { level: 'error', code: 'NoDataAvailable', message: 'None.', nodeId: 'a' }
    ]);
  });

  it('cancels a run that ends by itself, and ends one that does not', async () => {
    const { queue, store, runs, folders, create } = backend({ graceMs: 40 });
    const [polite, stubborn, queued] = [create(), create(), create()];
    [polite, stubborn, queued].forEach(id => queue.start(id));
    await settled();
    runs[0].cancel.mockImplementation(() => runs[0].fail(new RunCancelledError()));
    await queue.cancel(queued);
    await queue.cancel(polite);
    expect(runs[0].terminate).not.toHaveBeenCalled();
    await settled();
    const askedMs = performance.now();
    await queue.cancel(stubborn);
    expect(performance.now() - askedMs).toBeGreaterThanOrEqual(35);
    expect(runs[1].cancel).toHaveBeenCalled();
    expect(runs[1].terminate).toHaveBeenCalled();
    expect(runs).toHaveLength(2);
    for (const id of [polite, stubborn, queued]) {
      expect(store.get(id).status).toBe('canceled');
      expect(store.results(id)).toHaveLength(id === queued ? 0 : 1);
    }
    expect(existsSync(folders.results(queued))).toBe(false);
    await queue.cancel(polite);
    await expect(queue.cancel('none')).rejects.toBeInstanceOf(JobNotFoundError);
  });

  it('keeps of a cancelled run the files that it called whole', async () => {
    const { queue, store, runs, folders, create } = backend({ graceMs: 5 });
    const id = create();
    queue.start(id);
    await settled();
    writeFileSync(join(folders.results(id), 'unfinished'), 'part');
    await queue.cancel(id);
    expect(runs[0].terminate).toHaveBeenCalled();
    expect(store.results(id).map(asset => asset.fileName)).toEqual(['one.tif']);
    expect(readdirSync(folders.results(id))).toEqual(['one.tif']);
  });

  it('forgets an earlier run when a job is started again', async () => {
    const { queue, store, runs, folders, create } = backend();
    const id = create();
    queue.start(id);
    queue.start(id);
    await settled();
    expect(runs).toHaveLength(1);
    writeFileSync(join(folders.results(id), 'first.tif'), 'first');
    runs[0].events.result(assetOf('first.tif'));
    runs[0].events.log({ level: 'info', message: 'First.' });
    runs[0].succeed({});
    await queue.idle();
    queue.start(id);
    await settled();
    expect(store.get(id)).toMatchObject({ status: 'running', progress: 0 });
    expect(readdirSync(folders.results(id))).toEqual(['one.tif']);
    runs[1].succeed({});
    await queue.idle();
    expect(store.results(id).map(asset => asset.fileName)).toEqual(['one.tif']);
    expect(store.logs(id).entries).toEqual([]);
  });

  it('locks a job that is queued or runs', async () => {
    const { queue, runs, create, store } = backend();
    const id = create();
    queue.start(id);
    expect(() => queue.change(id, { title: 'x' })).toThrow(JobLockedError);
    await settled();
    expect(() => queue.change(id, { title: 'x' })).toThrow(JobLockedError);
    runs[0].succeed({});
    await queue.idle();
    queue.change(id, { title: 'x' });
    expect(store.get(id).title).toBe('x');
  });

  it('removes a running job with its folder', async () => {
    const { queue, runs, create, store, dataFolder } = backend({ graceMs: 1 });
    const id = create();
    queue.start(id);
    await settled();
    await queue.remove(id);
    expect(runs[0].terminate).toHaveBeenCalled();
    expect(() => store.get(id)).toThrow(JobNotFoundError);
    expect(existsSync(join(dataFolder, 'jobs', id))).toBe(false);
  });

  it('marks what was under way when it closes', async () => {
    const { queue, create, store } = backend({ graceMs: 1 });
    const ids = [create(), create()];
    ids.forEach(id => queue.start(id));
    await settled();
    await queue.close('The back-end was stopped.');
    for (const id of ids) {
      expect(store.get(id).status).toBe('error');
      expect(store.logs(id).entries.map(line => line.message)).toEqual([
        'The back-end was stopped.'
      ]);
      expect(store.results(id)).toEqual([]);
    }
  });

  it('marks what an earlier process left under way, and keeps the rest', async () => {
    const first = backend();
    const [finished, running, queued, created] = [0, 1, 2, 3].map(first.create);
    first.queue.start(finished);
    await settled();
    first.runs[0].succeed({});
    await first.queue.idle();
    first.queue.start(running);
    first.queue.start(queued);
    await settled();
    first.database.close();

    const second = backend({}, first.dataFolder);
    const status = (id: string) => second.store.get(id).status;
    expect([finished, running, queued, created].map(status)).toEqual([
      'finished',
      'error',
      'error',
      'created'
    ]);
    expect(second.store.logs(running).entries[0].message).toMatch(/ended while .* running/);
    expect(second.store.logs(queued).entries[0].message).toMatch(/ended while .* queued/);
    expect(second.store.results(finished)).toHaveLength(1);
    expect(second.store.results(running)).toEqual([]);
    expect(existsSync(second.folders.results(running))).toBe(false);
    second.queue.start(running);
    await settled();
    expect(status(running)).toBe('running');
  });
});
