import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { IJobRow } from '../../tokens';
import { JobsModel } from '../model';
import { FakeSource, row } from './fake-source';

let source: FakeSource;
let model: JobsModel;
let ended: IJobRow[];
let changes: number;

beforeEach(() => {
  vi.useFakeTimers();
  source = new FakeSource();
  model = new JobsModel({ list: () => source.list() });
  ended = [];
  changes = 0;
  model.ended.connect((_, job) => ended.push(job));
  model.changed.connect(() => (changes += 1));
});

afterEach(() => {
  model.dispose();
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const refresh = (): Promise<unknown> => Promise.all([model.refresh(), pass(10)]);

describe('JobsModel', () => {
  it('leaves the back-end alone until someone asks', async () => {
    await pass(120_000);
    expect(source.lists).toBe(0);
    expect(model.isReady).toBe(false);
  });

  it('reads when it comes into view, and each second while a job is under way', async () => {
    source.rows = [row('a', 'running')];
    model.setVisible(true);
    await pass(10);
    expect(model.jobs.map(({ id }) => id)).toEqual(['a']);
    expect(model.isActive).toBe(true);
    const before = source.lists;
    await pass(10_000);
    expect(source.lists - before).toBe(10);
  });

  it('reads every five seconds when nobody looks', async () => {
    source.rows = [row('a', 'running')];
    model.setVisible(true);
    await pass(10);
    model.setVisible(false);
    await pass(1_000);
    const before = source.lists;
    await pass(20_000);
    expect(source.lists - before).toBe(4);
  });

  it('slows down while nothing happens, and is quick again when asked', async () => {
    source.rows = [row('a', 'finished')];
    model.setVisible(true);
    await pass(600_000);
    const before = source.lists;
    await pass(120_000);
    expect(source.lists - before).toBe(2);
    void model.refresh();
    await pass(3_000);
    expect(source.lists - before).toBeGreaterThanOrEqual(4);
  });

  it('tells of changes only', async () => {
    source.rows = [row('a', 'running')];
    model.setVisible(true);
    await pass(5_000);
    expect(changes).toBe(1);
    source.rows = [{ ...row('a', 'running'), progressPercent: 10 }];
    await pass(5_000);
    expect(changes).toBe(2);
  });

  it('tells once of a job that ends, not of those that had ended before', async () => {
    source.rows = [row('old', 'finished'), row('a', 'running')];
    model.setVisible(true);
    await pass(1_500);
    expect(ended).toEqual([]);
    source.rows = [row('old', 'finished'), row('a', 'error')];
    await pass(5_000);
    expect(ended.map(({ id, status }) => [id, status])).toEqual([['a', 'error']]);
  });

  it('tells of a job that began and ended between two readings', async () => {
    model.setVisible(true);
    await pass(1_500);
    source.rows = [row('quick', 'finished')];
    await pass(60_000);
    expect(ended.map(({ id }) => id)).toEqual(['quick']);
  });

  it('tells again of a job that was run again', async () => {
    source.rows = [row('a', 'error')];
    model.setVisible(true);
    await pass(100);
    source.rows = [row('a', 'running')];
    await refresh();
    source.rows = [row('a', 'finished')];
    await pass(5_000);
    expect(ended.map(({ status }) => status)).toEqual(['finished']);
  });

  it('drops an answer that a later question has overtaken', async () => {
    model.setVisible(true);
    await pass(100);
    const slow = source.answerBy(5_000, [row('a', 'running')]);
    void model.refresh();
    await pass(10);
    source.rows = [row('a', 'canceled')];
    void model.refresh();
    await pass(10);
    expect(model.jobs[0].status).toBe('canceled');
    await pass(6_000);
    await slow;
    expect(model.jobs[0].status).toBe('canceled');
    expect(ended).toHaveLength(1);
  });

  it('keeps the list when the back-end is down, waits longer each time, and recovers', async () => {
    source.rows = [row('a', 'running')];
    model.setVisible(true);
    await pass(100);
    source.down = new Error('The back-end does not run.');
    await pass(1_000);
    expect(model.problem?.message).toBe('The back-end does not run.');
    expect(model.jobs).toHaveLength(1);
    const before = source.lists;
    await pass(5_000 + 10_000 + 20_000 + 40_000 + 500);
    expect(source.lists - before).toBe(4);
    await pass(600_000);
    expect(source.lists - before).toBe(14);
    source.down = null;
    await refresh();
    expect(model.problem).toBeNull();
  });

  it('says so when the first reading fails', async () => {
    source.down = new Error('gone');
    await refresh();
    expect(model.isReady).toBe(false);
    expect(model.problem?.message).toBe('gone');
    expect(changes).toBe(1);
  });

  it('rests once it is disposed', async () => {
    model.setVisible(true);
    await pass(100);
    model.dispose();
    const before = source.lists;
    await model.refresh();
    await pass(60_000);
    expect(source.lists).toBe(before);
  });
});
