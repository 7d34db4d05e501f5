import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { PartialJSONValue } from '@lumino/coreutils';
import { JSONExt } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import { OpeneoError } from '../client/errors';
import { reasonText } from '../reason-text';
import type { AskCompanion, IRemote, IRemoteList } from './answers';
import { RemoteBackend } from './remote-backend';
import { tidyUrl } from './tidy-url';

/** The setting that holds the list. */
const SETTING = 'remotes';
const RETRY_MS = 5_000;
const LONGEST_MS = 60_000;

/** What a {@link RemotesModel} is made of. */
export interface IRemotesModelOptions {
  readonly ask: AskCompanion;
  /** Where users edit the list; null where there are no settings. */
  readonly settings: ISettingRegistry.ISettings | null;
  /** Shows the list to edit. */
  readonly openSettings: () => void;
}

/**
 * The openEO back-ends that users may choose from: those of the settings, which the back-end process
 * is told, or those that the administrator of the server has set.
 */
export class RemotesModel implements IDisposable {
  constructor(private readonly _options: IRemotesModelOptions) {
    this._poll = new Poll({
      name: 'jupyterlab-insar:remotes',
      auto: true,
      factory: () => this._read(),
      frequency: { interval: RETRY_MS, backoff: true, max: LONGEST_MS },
      standby: 'when-hidden'
    });
    _options.settings?.changed.connect(this._onSettings, this);
  }

  get backends(): readonly RemoteBackend[] {
    return this._backends;
  }

  /** Whether the list was read at least once. */
  get isReady(): boolean {
    return this._isReady;
  }

  /** Whether users can edit the list. */
  get canEdit(): boolean {
    return this._isReady && !this._isFixed && this._options.settings !== null;
  }

  /** Whether the administrator of the server has set the list. */
  get isFixed(): boolean {
    return this._isFixed;
  }

  /** Why the list, or that of the settings, could not be used; null when it could. */
  get problem(): string | null {
    return this._problem;
  }

  /** The back-end that the panel's form shows; null for the one of the Jupyter server. */
  get chosen(): RemoteBackend | null {
    return this._chosenUrl === null ? null : this.ofUrl(this._chosenUrl);
  }

  /** The list, what is wrong with it, or the chosen back-end is another. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._poll.isDisposed;
  }

  ofId(id: string): RemoteBackend | null {
    return this._backends.find(({ remote }) => remote.id === id) ?? null;
  }

  /** The back-end with this address, however it is written. */
  ofUrl(url: string): RemoteBackend | null {
    const tidy = tidyUrl(url);
    return this._backends.find(({ remote }) => remote.url === tidy) ?? null;
  }

  /** Says which back-end the form shows, by its address. */
  choose(url: string | null): void {
    if (url !== this._chosenUrl) {
      this._chosenUrl = url;
      this._changed.emit();
    }
  }

  /** Adds an address to the list of the settings. Never rejects: see `problem`. */
  async add(url: string): Promise<void> {
    const { settings } = this._options;
    if (settings) {
      const list = this._wanted();
      const entry = { url: tidyUrl(url) ?? url.trim() };
      await settings.set(SETTING, [...list, entry]).catch(reason => this._fail(reason));
    }
  }

  edit(): void {
    this._options.openSettings();
  }

  /** Reads the list again. */
  refresh(): void {
    if (!this.isDisposed) {
      void this._poll.refresh();
    }
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._poll.dispose();
    this._options.settings?.changed.disconnect(this._onSettings, this);
    this._backends.forEach(backend => backend.dispose());
    Signal.clearData(this);
  }

  private _onSettings(): void {
    if (!JSONExt.deepEqual(this._wanted(), this._sent)) {
      this.refresh();
    }
  }

  /** The list as the settings have it. */
  private _wanted(): PartialJSONValue[] {
    const value = this._options.settings?.get(SETTING).composite;
    return Array.isArray(value) ? value : [];
  }

  private async _read(): Promise<void> {
    const { ask, settings } = this._options;
    try {
      const known = await ask<IRemoteList>('GET', 'remotes');
      let told: IRemoteList = known;
      let problem = known.problem ?? null;
      if (!known.isFixed && settings) {
        try {
          this._sent = this._wanted();
          told = await ask('PUT', 'remotes', { remotes: this._sent });
        } catch (reason) {
          if (!(reason instanceof OpeneoError)) {
            throw reason;
          }
          // The list of the settings is refused: the one before stays.
          problem = reason.message;
        }
      }
      this._accept(told, problem);
      this._setPace(Poll.NEVER);
    } catch (reason) {
      this._fail(reason);
      this._setPace(RETRY_MS);
      throw reason;
    }
  }

  private _setPace(interval: number): void {
    if (!this.isDisposed) {
      this._poll.frequency = { ...this._poll.frequency, interval };
    }
  }

  private _accept({ remotes, isFixed }: IRemoteList, problem: string | null): void {
    if (this.isDisposed) {
      return;
    }
    const before = new Map(this._backends.map(backend => [keyOf(backend.remote), backend]));
    this._backends = remotes.map(remote => {
      const same = before.get(keyOf(remote));
      before.delete(keyOf(remote));
      return same ?? new RemoteBackend({ remote, ask: this._options.ask });
    });
    this._isFixed = isFixed;
    this._isReady = true;
    this._problem = problem;
    this._changed.emit();
    before.forEach(gone => gone.dispose());
  }

  private _fail(reason: unknown): void {
    if (!this.isDisposed) {
      this._problem = reasonText(reason);
      this._changed.emit();
    }
  }

  private readonly _poll: Poll;
  private readonly _changed = new Signal<this, void>(this);
  private _backends: readonly RemoteBackend[] = [];
  private _chosenUrl: string | null = null;
  private _sent: PartialJSONValue[] | null = null;
  private _isFixed = false;
  private _isReady = false;
  private _problem: string | null = null;
}

function keyOf({ id, title, url }: IRemote): string {
  return JSON.stringify([id, title, url]);
}
