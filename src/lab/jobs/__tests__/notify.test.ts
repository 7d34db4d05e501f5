import type { TranslationBundle } from '@jupyterlab/translation';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { JobActions } from '../actions';
import { noticeOf } from '../notify';
import type { INoticeOptions } from '../notify';
import { entry, FakeSource, row } from './fake-source';

const trans = {
  __: (text: string, ...args: unknown[]) =>
    text.replace(/%(\d)/g, (_, place) => String(args[Number(place) - 1]))
} as TranslationBundle;

let source: FakeSource;
let options: INoticeOptions;
const openOnMap = vi.fn();
const show = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  source = new FakeSource();
  const actions = { canOpenOnMap: true, openOnMap } as unknown as JobActions;
  options = { source, actions, trans, show };
});

describe('noticeOf', () => {
  it('offers the first raster of a finished job', async () => {
    const raster = { name: 'a.tif', url: '/a.tif', isGeoTiff: true, sizeBytes: null };
    source.files = [{ ...raster, name: 'a.json', isGeoTiff: false }, raster];
    const notice = await noticeOf(row('a', 'finished'), options);
    expect(notice).toMatchObject({ type: 'success', message: 'Job "Job a" has finished.' });
    expect(notice?.actions.map(({ label }) => label)).toEqual(['Open on map', 'Show job']);
    notice?.actions[0].callback();
    expect(openOnMap).toHaveBeenCalledWith(raster);
  });

  it('offers no map where there is no raster', async () => {
    const notice = await noticeOf(row('a', 'finished'), options);
    expect(notice?.actions.map(({ label }) => label)).toEqual(['Show job']);
  });

  it('says in one line why a job failed, and stays', async () => {
    source.entries = [entry('1', 'error', 'No pair of 12 days: widen the dates.\ntrace')];
    const notice = await noticeOf(row('a', 'error'), options);
    expect(notice).toMatchObject({
      type: 'error',
      message: 'Job "Job a" failed: No pair of 12 days: widen the dates.',
      autoClose: false
    });
    notice?.actions[0].callback();
    expect(show).toHaveBeenCalledWith('a');
  });

  it('still tells of a failure whose log cannot be read', async () => {
    source.down = new Error('gone');
    const notice = await noticeOf(row('a', 'error'), options);
    expect(notice?.message).toBe('Job "Job a" failed.');
  });

  it('says nothing of what the user canceled', async () => {
    expect(await noticeOf(row('a', 'canceled'), options)).toBeNull();
  });
});
