import { Signal } from '@lumino/signaling';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { RemoteBackend, RemotesModel } from '../../remotes';
import type { BackendJobs } from '../backend-jobs';
import { JobsBoard } from '../board';
import { JobsModel } from '../model';
import { FakeSource, row } from './fake-source';

/** A back-end by hand. */
class FakeBackend {
  readonly changed = new Signal<this, void>(this);
  login: { state: string } | null = null;
  isDisposed = false;
  refreshes = 0;
  constructor(readonly id: string) {}
  get remote() {
    return { id: this.id, title: this.id, url: `https://${this.id}.example.org` };
  }
  refresh(): void {
    this.refreshes += 1;
  }
  becomes(state: string): void {
    this.login = { state };
    this.changed.emit();
  }
}

/** The list of back-ends by hand. */
class FakeRemotes {
  readonly changed = new Signal<this, void>(this);
  chosen: FakeBackend | null = null;
  constructor(readonly backends: FakeBackend[]) {}
  ofId(id: string): FakeBackend | null {
    return this.backends.find(backend => backend.id === id && !backend.isDisposed) ?? null;
  }
}

let sources: Map<string, FakeSource>;
let remotes: FakeRemotes;
let board: JobsBoard;
let made: string[];

function jobsOf(id: string): BackendJobs {
  const source = new FakeSource();
  source.rows = [row(`job of ${id}`, 'finished')];
  sources.set(id, source);
  return { model: new JobsModel({ list: () => source.list() }), source } as unknown as BackendJobs;
}

beforeEach(() => {
  vi.useFakeTimers();
  sources = new Map();
  made = [];
  remotes = new FakeRemotes([new FakeBackend('a'), new FakeBackend('b')]);
  board = new JobsBoard({
    own: jobsOf('own'),
    remotes: remotes as unknown as RemotesModel,
    jobsOf: backend => {
      made.push(backend.remote.id);
      return jobsOf(backend.remote.id);
    }
  });
});

afterEach(() => {
  board.dispose();
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const shown = (): string[] | undefined => board.shown?.model.jobs.map(({ id }) => id);

describe('JobsBoard', () => {
  it('shows the own jobs first, and those of others only after a login there', async () => {
    board.setSeen(true);
    await pass(10);
    expect(shown()).toEqual(['job of own']);
    board.choose('a');
    expect(board.shown).toBeNull();
    const [a] = remotes.backends;
    a.becomes('waiting');
    expect(made).toEqual([]);
    a.becomes('done');
    await pass(10);
    expect(shown()).toEqual(['job of a']);
    a.becomes('none');
    expect(board.shown).toBeNull();
    const lists = sources.get('a')?.lists;
    await pass(200_000);
    expect(sources.get('a')?.lists).toBe(lists);
  });

  it('follows the form, and can be set apart from it', () => {
    const [a, b] = remotes.backends;
    remotes.chosen = b;
    remotes.changed.emit();
    expect(board.remote).toBe(b as unknown as RemoteBackend);
    board.choose('a');
    remotes.changed.emit();
    expect(board.remote).toBe(a as unknown as RemoteBackend);
    remotes.chosen = null;
    remotes.changed.emit();
    expect(board.remote).toBeNull();
  });

  it('shows the own jobs where the back-end has left the list', async () => {
    const [a] = remotes.backends;
    a.becomes('done');
    board.choose('a');
    expect(made).toEqual(['a']);
    a.isDisposed = true;
    remotes.changed.emit();
    expect(board.remote).toBeNull();
    expect(board.shown).not.toBeNull();
  });

  it('reads nothing of a list that is out of sight beyond what jobs in hand need', async () => {
    const [a] = remotes.backends;
    a.becomes('done');
    board.setSeen(true);
    await pass(10);
    const own = sources.get('own') as FakeSource;
    const before = own.lists;
    board.choose('a');
    await pass(60_000);
    // Its list is calm: the times between two readings grow to a minute.
    expect(own.lists - before).toBeLessThan(10);
    expect(sources.get('a')?.lists).toBeGreaterThan(0);
  });
});
