import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Signal } from '@lumino/signaling';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { DEFAULT_REMOTES, parseRemotes } from '../../../remote';
import { OpeneoError } from '../../client/errors';
import type { IRemotesModelOptions } from '../model';
import { RemotesModel } from '../model';
import { FakeCompanion } from './fake-companion';

/** Settings by hand. */
class FakeSettings {
  readonly changed = new Signal<this, void>(this);
  constructor(public remotes: unknown) {}
  get(): { composite: unknown } {
    return { composite: this.remotes };
  }
  async set(_: string, value: unknown): Promise<void> {
    this.remotes = value;
    this.changed.emit();
  }
}

const LISTED = [{ id: 'big', title: 'Big', url: 'https://big.example.org' }];
let companion: FakeCompanion;
let settings: FakeSettings;
let model: RemotesModel;

beforeEach(() => {
  vi.useFakeTimers();
  companion = new FakeCompanion();
  settings = new FakeSettings(LISTED);
});

afterEach(() => {
  model.dispose();
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

async function make(): Promise<void> {
  model = new RemotesModel({
    ask: companion.ask,
    settings: settings as unknown as IRemotesModelOptions['settings'],
    openSettings: () => undefined
  });
  await pass(10);
}

describe('RemotesModel', () => {
  it('hands the list of the settings in, and keeps what is known when another entry changes', async () => {
    await make();
    expect(companion.asked).toEqual(['GET remotes', 'PUT remotes']);
    expect(companion.bodies).toEqual([{ remotes: LISTED }]);
    const [big] = model.backends;
    await model.add('other.example.org/');
    await pass(10);
    expect(settings.remotes).toEqual([...LISTED, { url: 'https://other.example.org' }]);
    expect(model.backends.map(({ remote }) => remote.url)).toEqual([
      'https://big.example.org',
      'https://other.example.org'
    ]);
    expect(model.backends[0]).toBe(big);
    settings.remotes = [];
    settings.changed.emit();
    await pass(10);
    expect(model.backends).toEqual([]);
    expect(big.isDisposed).toBe(true);
  });

  it('leaves a list alone that the administrator has set', async () => {
    companion.isFixed = true;
    await make();
    expect(companion.asked).toEqual(['GET remotes']);
    expect(model.isFixed).toBe(true);
    expect(model.canEdit).toBe(false);
  });

  it('says what is wrong with the settings, and goes on with the list before', async () => {
    const message = 'remotes[0].url: expected the address of an openEO back-end.';
    companion.refusal = new OpeneoError('RemoteSettings', message, 400);
    await make();
    expect(model.problem).toBe(message);
    expect(model.backends).toHaveLength(1);
    expect(model.canEdit).toBe(true);
  });

  it('tries again where the back-end process does not answer', async () => {
    companion.down = new Error('The back-end does not run.');
    await make();
    expect(model.problem).toBe('The back-end does not run.');
    expect(model.isReady).toBe(false);
    companion.down = null;
    await pass(120_000);
    expect(model.problem).toBeNull();
    expect(model.backends).toHaveLength(1);
  });

  it('knows the chosen back-end by its address, however it is written', async () => {
    await make();
    let changes = 0;
    model.changed.connect(() => (changes += 1));
    for (const url of ['https://big.example.org', 'https://BIG.example.org/', 'big.example.org']) {
      model.choose(url);
      expect(model.chosen?.remote.id).toBe('big');
    }
    expect(changes).toBe(3);
    model.choose('https://big.example.org/openeo/1.1');
    expect(model.chosen).toBeNull();
    model.choose(null);
    expect(model.chosen).toBeNull();
  });
});

it('the settings list by default what the back-end process does, in a form that it takes', () => {
  const path = join(__dirname, '../../../../schema/remotes.json');
  const schema = JSON.parse(readFileSync(path, 'utf8'));
  const list = schema.properties.remotes.default;
  expect(list).toEqual(DEFAULT_REMOTES);
  expect(parseRemotes(list)).toEqual(DEFAULT_REMOTES);
});
