import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  claimFolder,
  JobFolders,
  JobNotFoundError,
  JobStore,
  openDatabase,
  UserProcessNotFoundError,
  UserProcessStore
} from '..';

const process = { process_graph: { a: { process_id: 'x', arguments: {} } } };

describe('JobStore', () => {
  it('keeps a job over a restart, with members that openEO does not name', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'insar-store-')), 'deep', 'jobs.sqlite');
    const first = openDatabase(path);
    const request = {
      process,
      title: "O'Neil; --",
      additional: { job_options: { cores: [1, 2] } }
    };
    const job = new JobStore(first).create(request);
    first.close();
    const second = new JobStore(openDatabase(path));
    expect(second.get(job.id)).toEqual(job);
    expect(job).toMatchObject({ ...request, status: 'created', progress: 0, logLevel: 'info' });
  });

  it('changes members one by one, and removes those that are null', () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const store = new JobStore(openDatabase(':memory:'), () => now);
    const { id } = store.create({ process, title: 'a', budget: 3, additional: { x: 1 } });
    now = new Date('2026-01-01T00:00:01Z');
    store.change(id, { title: null, description: 'b', additional: { y: 2 } });
    const job = store.get(id);
    expect(job).toMatchObject({ description: 'b', budget: 3, additional: { x: 1, y: 2 } });
    expect(job).not.toHaveProperty('title');
    expect([job.created, job.updated]).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:00:01.000Z'
    ]);
    expect(() => store.change('none', {})).toThrow(JobNotFoundError);
  });

  it('keeps the log lines that the job asked for, with ids that only grow', () => {
    const store = new JobStore(openDatabase(':memory:'));
    const quiet = store.create({ process, logLevel: 'error' }).id;
    const loud = store.create({ process, logLevel: 'debug' }).id;
    for (const id of [quiet, loud]) {
      store.log(id, { level: 'debug', message: 'd' });
      store.log(id, { level: 'error', message: 'e' });
    }
    const messages = (id: string) => store.logs(id).entries.map(entry => entry.message);
    expect(messages(quiet)).toEqual(['e']);
    expect(messages(loud)).toEqual(['d', 'e']);
    const last = Number(store.logs(loud).entries[1].id);
    store.clearRun(loud);
    store.log(loud, { level: 'info', message: 'again' });
    expect(Number(store.logs(loud).entries[0].id)).toBeGreaterThan(last);
    expect(store.logs(loud, { after: 'no id' }).entries).toHaveLength(1);
  });

  it('rounds progress to a tenth of a percent and keeps it within bounds', () => {
    const store = new JobStore(openDatabase(':memory:'));
    const { id } = store.create({ process });
    const progress = [0.12345, -1, 7].map(share => {
      store.setProgress(id, share);
      return store.get(id).progress;
    });
    expect(progress).toEqual([12.3, 0, 100]);
  });
});

describe('UserProcessStore', () => {
  it('stores, replaces and removes', () => {
    const store = new UserProcessStore(openDatabase(':memory:'));
    store.put({ ...process, id: 'b' });
    store.put({ ...process, id: 'a' });
    store.put({ ...process, id: 'a', summary: 'new' });
    expect(store.list()).toEqual([
      { ...process, id: 'a', summary: 'new' },
      { ...process, id: 'b' }
    ]);
    store.remove('a');
    expect(() => store.get('a')).toThrow(UserProcessNotFoundError);
    expect(() => store.remove('a')).toThrow(UserProcessNotFoundError);
  });
});

describe('JobFolders', () => {
  it('never leave the data folder', () => {
    const folders = new JobFolders(mkdtempSync(join(tmpdir(), 'insar-folders-')));
    expect(() => folders.results('../x')).toThrow(RangeError);
    for (const name of ['..', '.', '', 'a/b', 'a\\b', 'a\0']) {
      expect(folders.resultFile('j-1', name)).toBeNull();
    }
  });

  it('are claimed by one at a time', () => {
    const folder = mkdtempSync(join(tmpdir(), 'insar-claim-'));
    const release = claimFolder(folder)!;
    expect(claimFolder(folder)).toBeNull();
    release();
    expect(claimFolder(folder)).not.toBeNull();
  });
});
