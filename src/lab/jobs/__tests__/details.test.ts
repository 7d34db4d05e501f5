import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { JobDetails } from '../details';
import { entry, FakeSource, row } from './fake-source';

let source: FakeSource;
let details: JobDetails;

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const messages = (): string[] => details.entries.map(({ message }) => message);

beforeEach(() => {
  vi.useFakeTimers();
  source = new FakeSource();
});

afterEach(() => {
  details.dispose();
  vi.useRealTimers();
});

describe('JobDetails', () => {
  it('follows the log of a running job', async () => {
    source.entries = [entry('1', 'info', 'one')];
    details = new JobDetails({ source, row: row('a', 'running') });
    await pass(100);
    expect(messages()).toEqual(['one']);
    expect(details.results).toBeNull();
    source.entries = [...source.entries, entry('2', 'info', 'two')];
    await pass(1_500);
    expect(messages()).toEqual(['one', 'two']);
    expect(details.request?.resultCount).toBe(1);
  });

  it('shows each entry once, though readings overlap', async () => {
    source.entries = [entry('1', 'info', 'one')];
    source.logDelayMs = 400;
    details = new JobDetails({ source, row: row('a', 'queued') });
    await pass(200);
    details.update(row('a', 'running'));
    await pass(5_000);
    expect(messages()).toEqual(['one']);
  });

  it('reads an ended job once and leaves it alone', async () => {
    source.files = [{ name: 'a.tif', url: '/a.tif', isGeoTiff: true, sizeBytes: null }];
    details = new JobDetails({ source, row: row('a', 'running') });
    await pass(100);
    details.update({ ...row('a', 'finished'), updatedMs: 5 });
    await pass(100);
    expect(details.results).toEqual(source.files);
    const before = source.logReads;
    await pass(60_000);
    expect(source.logReads).toBe(before);
  });

  it('begins anew when a job is run again', async () => {
    source.entries = [entry('1', 'error', 'failed')];
    details = new JobDetails({ source, row: row('a', 'error') });
    await pass(100);
    source.entries = [entry('1', 'info', 'queued')];
    details.update(row('a', 'queued'));
    await pass(100);
    expect(messages()).toEqual(['queued']);
  });

  it('keeps the log that it has read when the results cannot be listed', async () => {
    source.entries = [entry('1', 'info', 'one')];
    source.resultsDown = new Error('the results have expired');
    details = new JobDetails({ source, row: row('a', 'finished') });
    await pass(100);
    expect(details.problem?.message).toBe('the results have expired');
    expect(messages()).toEqual(['one']);
    source.resultsDown = null;
    details.retry();
    await pass(100);
    expect(details.problem).toBeNull();
    expect(messages()).toEqual(['one']);
    expect(details.results).toEqual([]);
  });

  it('says what went wrong, keeps what it has, and retries when told to', async () => {
    source.entries = [entry('1', 'info', 'one')];
    details = new JobDetails({ source, row: row('a', 'running') });
    await pass(100);
    source.down = new Error('gone');
    await pass(2_000);
    expect(details.problem?.message).toBe('gone');
    expect(messages()).toEqual(['one']);
    source.down = null;
    details.retry();
    await pass(100);
    expect(details.problem).toBeNull();
  });
});
