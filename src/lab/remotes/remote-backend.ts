import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import { Poll } from '@lumino/polling';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import { reasonText } from '../reason-text';
import type { AskCompanion, IRemote, IRemoteSummary, LoginState } from './answers';

const CALM_MS = 60_000;
const WAITING_MS = 2_000;

/** What a {@link RemoteBackend} is made of. */
export interface IRemoteBackendOptions {
  readonly remote: IRemote;
  readonly ask: AskCompanion;
}

/**
 * What is known of one back-end and of the login there. Nothing is asked before someone watches, nor
 * while nobody can see it; what fails here concerns no other back-end.
 */
export class RemoteBackend implements IDisposable {
  constructor(options: IRemoteBackendOptions) {
    this.remote = options.remote;
    this._ask = options.ask;
    this._path = `remotes/${encodeURIComponent(options.remote.id)}`;
    this._poll = new Poll({
      name: `jupyterlab-insar:remote-${options.remote.id}`,
      auto: false,
      factory: () => this._read(),
      frequency: { interval: CALM_MS, backoff: true, max: CALM_MS },
      standby: () => (this._isSeen() ? 'when-hidden' : true)
    });
  }

  readonly remote: IRemote;

  /** Null until it has answered. */
  get summary(): IRemoteSummary | null {
    return this._summary;
  }

  /** Null until known. */
  get login(): LoginState | null {
    return this._login;
  }

  /** Why it could not be asked last, or null. */
  get problem(): string | null {
    return this._problem;
  }

  /** Why the last attempt to log in or out failed at once, or null. */
  get loginProblem(): string | null {
    return this._loginProblem;
  }

  /** Whether an attempt to log in or out has not been answered. */
  get isBusy(): boolean {
    return this._isBusy;
  }

  /** Anything above is another. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._poll.isDisposed;
  }

  /** Keeps what is known fresh, whenever it can be seen, until the result is disposed. */
  watch(isVisible: () => boolean): IDisposable {
    this._watchers.add(isVisible);
    if (!this.isDisposed) {
      void this._poll.start();
      this.refresh();
    }
    return new DisposableDelegate(() => {
      this._watchers.delete(isVisible);
    });
  }

  /** Asks now. */
  refresh(): void {
    if (!this.isDisposed) {
      void this._poll.refresh();
    }
  }

  /** Asks for a device code, which then waits for the user. Never rejects: see `loginProblem`. */
  logIn(provider?: string): Promise<void> {
    return this._act('POST', { method: 'oidc', ...(provider !== undefined && { provider }) });
  }

  /** Logs in by user name and password, which are sent and forgotten. Never rejects. */
  logInBasic(user: string, password: string): Promise<void> {
    return this._act('POST', { method: 'basic', user, password });
  }

  /** Forgets the login, also that of notebooks, or ends one that waits. Never rejects. */
  logOut(): Promise<void> {
    return this._act('DELETE');
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._poll.dispose();
    this._watchers.clear();
    this._changed.emit();
    Signal.clearData(this);
  }

  private async _act(method: 'POST' | 'DELETE', body?: unknown): Promise<void> {
    this._turn += 1;
    this._isBusy = true;
    this._loginProblem = null;
    this._changed.emit();
    try {
      this._login = await this._ask<LoginState>(method, `${this._path}/login`, body);
    } catch (reason) {
      this._loginProblem = reasonText(reason);
    }
    this._turn += 1;
    this._isBusy = false;
    if (!this.isDisposed) {
      this._setPace();
      this._changed.emit();
      this.refresh();
    }
  }

  private async _read(): Promise<void> {
    const turn = this._turn;
    try {
      if (this._summary && this._problem === null) {
        const login = await this._ask<LoginState>('GET', `${this._path}/login`);
        this._take(turn, login);
      } else {
        const summary = await this._ask<IRemoteSummary>('GET', this._path);
        this._summary = summary;
        this._problem = null;
        this._take(turn, summary.login);
      }
    } catch (reason) {
      if (!this.isDisposed) {
        this._problem = reasonText(reason);
        this._changed.emit();
      }
      // A rejection is what makes the poll wait longer each time.
      throw reason;
    }
  }

  /** An answer to what was asked before the last action says nothing any more. */
  private _take(turn: number, login: LoginState): void {
    if (this.isDisposed) {
      return;
    }
    if (turn === this._turn) {
      this._login = login;
    }
    this._setPace();
    this._changed.emit();
  }

  private _setPace(): void {
    const interval = this._login?.state === 'waiting' ? WAITING_MS : CALM_MS;
    this._poll.frequency = { ...this._poll.frequency, interval };
  }

  private _isSeen(): boolean {
    return [...this._watchers].some(isVisible => isVisible());
  }

  private readonly _ask: AskCompanion;
  private readonly _path: string;
  private readonly _poll: Poll;
  private readonly _watchers = new Set<() => boolean>();
  private readonly _changed = new Signal<this, void>(this);
  private _summary: IRemoteSummary | null = null;
  private _login: LoginState | null = null;
  private _problem: string | null = null;
  private _loginProblem: string | null = null;
  private _isBusy = false;
  /** Counts actions, begun and ended. */
  private _turn = 0;
}
