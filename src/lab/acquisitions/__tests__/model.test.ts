import type { IStateDB } from '@jupyterlab/statedb';
import { afterEach, describe, expect, it, vi } from 'vitest';

import type { BurstSearchAnswer, BurstSearchRequest } from '../../../workflow';
import { AcquisitionsModel } from '../model';
import type { SearchBursts } from '../source';
import { answer, record } from './records';

const AREA = '11, 46.5, 11.5, 46.75';

/** A search whose answers come when the test says so, in any order. */
class HeldSearch {
  readonly asked: {
    readonly request: BurstSearchRequest;
    readonly signal: AbortSignal;
    readonly resolve: (answer: BurstSearchAnswer) => void;
    readonly reject: (error: Error) => void;
  }[] = [];

  readonly search: SearchBursts = (request, signal) =>
    new Promise((resolve, reject) => this.asked.push({ request, signal, resolve, reject }));

  /** The latest request to a source. */
  last(source: string) {
    return this.asked.filter(({ request }) => request.source === source).pop()!;
  }
}

class MemoryState {
  readonly kept = new Map<string, unknown>();
  fetch = async (key: string): Promise<unknown> => this.kept.get(key);
  save = async (key: string, value: unknown): Promise<void> => {
    this.kept.set(key, JSON.parse(JSON.stringify(value)));
  };
}

function made(state: MemoryState | null = null) {
  const held = new HeldSearch();
  const model = new AcquisitionsModel({
    search: held.search,
    state: state as unknown as IStateDB | null,
    settleMs: 20
  });
  return { held, model };
}

const settled = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0));

afterEach(() => {
  vi.useRealTimers();
});

describe('the search', () => {
  it('waits until the typing has come to rest', async () => {
    vi.useFakeTimers();
    const { held, model } = made();
    for (let end = 1; end <= AREA.length; end++) {
      model.update({ area: AREA.slice(0, end) });
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(held.asked).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(30);
    expect(held.asked.map(({ request }) => request.source)).toEqual(['archive', 'cdse']);
    expect(held.asked[0].request.area).toHaveLength(5);
  });

  it('asks the archive without an area, the catalogue only with one', async () => {
    const { held, model } = made();
    void model.search();
    expect(held.asked.map(({ request }) => request.source)).toEqual(['archive']);
    expect(model.snapshot.sources.cdse.status).toBe('idle');
  });

  it('drops stale answers, whichever comes first', async () => {
    const { held, model } = made();
    model.update({ area: AREA, sources: ['cdse'] });
    void model.search();
    const first = held.last('cdse');
    model.update({ area: '0, 0, 1, 1' });
    void model.search();
    const second = held.last('cdse');
    expect(first.signal.aborted).toBe(true);
    second.resolve(answer('cdse', [record({ burstId: 2 })]));
    await settled();
    first.resolve(answer('cdse', [record({ burstId: 1 })]));
    await settled();
    expect(model.snapshot.series.map(({ burstId }) => burstId)).toEqual([2]);
  });

  it('lets no source that fails empty another, and asks it alone again', async () => {
    const { held, model } = made();
    model.update({ area: AREA });
    void model.search();
    held.last('archive').resolve(answer('archive', [record()]));
    held.last('cdse').reject(new Error('The catalogue does not answer. Try again later.'));
    await settled();
    expect(model.snapshot.series).toHaveLength(1);
    expect(model.snapshot.sources.cdse).toMatchObject({
      status: 'failed',
      problem: 'The catalogue does not answer. Try again later.'
    });
    void model.retry('cdse');
    expect(model.snapshot.sources.archive.status).toBe('done');
    expect(held.asked).toHaveLength(3);
    held.last('cdse').resolve(answer('cdse', [record(), record({ burstId: 7 })]));
    await settled();
    expect(model.snapshot.series.map(({ sources }) => sources)).toEqual([
      ['cdse'],
      ['archive', 'cdse']
    ]);
  });

  it.each([
    ['endDate', { startDate: '2024-09-02', endDate: '2024-08-09' }],
    ['area', { area: 'POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))' }],
    ['sources', { area: AREA, sources: [] }],
    ['startDate', { startDate: '' }]
  ] as const)('asks nothing while %s is wrong', async (field, change) => {
    const { held, model } = made();
    model.update(change);
    await model.search();
    expect(held.asked).toHaveLength(0);
    expect(model.snapshot.problems.map(problem => problem.field)).toEqual([field]);
  });

  it('keeps what was found in sight while a field is wrong', async () => {
    const { held, model } = made();
    model.update({ area: AREA, sources: ['cdse'] });
    void model.search();
    held.last('cdse').resolve(answer('cdse', [record()]));
    await settled();
    model.update({ area: '11, 46.5, 11.5, 4' });
    await model.search();
    expect(model.snapshot.series).toHaveLength(1);
    model.update({ area: '', sources: ['cdse'] });
    await model.search();
    expect(model.snapshot.series).toHaveLength(0);
  });

  it('ends with the model', async () => {
    const { held, model } = made();
    void model.search();
    model.dispose();
    expect(held.last('archive').signal.aborted).toBe(true);
    held.last('archive').resolve(answer('archive', [record()]));
    await settled();
    expect(model.snapshot.series).toHaveLength(0);
  });
});

describe('the choice', () => {
  it('survives a reload with its area, and waits for its burst', async () => {
    const state = new MemoryState();
    const before = made(state);
    before.model.update({ area: AREA, startDate: '2024-01-01', sources: ['cdse'] });
    void before.model.search();
    before.held.last('cdse').resolve(answer('cdse', [record(), record({ burstId: 7 })]));
    await settled();
    before.model.choose('249434-IW2');
    expect(before.model.chosen?.burstId).toBe(249434);

    const { held, model } = made(state);
    void model.restore();
    await settled();
    expect(model.snapshot.fields).toMatchObject({ area: AREA, startDate: '2024-01-01' });
    expect(model.chosen).toBeNull();
    held.last('cdse').resolve(answer('cdse', [record()]));
    await settled();
    expect(model.chosen?.records).toHaveLength(1);
  });

  it('is the burst of the form at first, until another was chosen', async () => {
    const state = new MemoryState();
    const opened = async (formKey: string) => {
      const { held, model } = made(state);
      void model.restore(formKey);
      await settled();
      held.last('archive').resolve(answer('archive', [record(), record({ burstId: 7 })]));
      await settled();
      return model;
    };
    const model = await opened('249434-IW2');
    expect(model.chosen?.burstId).toBe(249434);
    model.choose('7-IW2');
    expect((await opened('249434-IW2')).chosen?.burstId).toBe(7);
  });

  it('goes with its burst, and comes back with it', async () => {
    const { held, model } = made();
    model.update({ area: AREA, sources: ['cdse'] });
    const find = async (burstId: number): Promise<void> => {
      void model.search();
      held.last('cdse').resolve(answer('cdse', [record({ burstId })]));
      await settled();
    };
    await find(249434);
    model.choose('249434-IW2');
    await find(7);
    expect(model.chosen).toBeNull();
    await find(249434);
    expect(model.chosen?.burstId).toBe(249434);
  });

  it('what is pointed at leaves the snapshot as it is', () => {
    const { model } = made();
    const before = model.snapshot;
    let count = 0;
    model.pointed.connect(() => count++);
    model.point('249434-IW2');
    model.point('249434-IW2');
    expect(model.pointedKey).toBe('249434-IW2');
    expect(count).toBe(1);
    expect(model.snapshot).toBe(before);
  });
});
