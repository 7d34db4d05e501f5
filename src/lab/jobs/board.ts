import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { RemoteBackend, RemotesModel } from '../remotes';
import type { BackendJobs } from './backend-jobs';

/** What a {@link JobsBoard} is made of. */
export interface IJobsBoardOptions {
  /** The jobs of the back-end that comes with the extension. */
  readonly own: BackendJobs;
  /** Null where other back-ends cannot be asked. */
  readonly remotes: RemotesModel | null;
  /** Makes what follows the jobs of another back-end, which somebody is logged in to. */
  readonly jobsOf: (backend: RemoteBackend) => BackendJobs;
}

/**
 * Whose jobs the section shows. It follows the panel's form, and shows another back-end when asked
 * to. The jobs of another back-end are read only while somebody is logged in there.
 */
export class JobsBoard implements IDisposable {
  constructor(private readonly _options: IJobsBoardOptions) {
    this.remotes = _options.remotes;
    this.remotes?.changed.connect(this._onRemotes, this);
    this._onRemotes();
  }

  readonly remotes: RemotesModel | null;

  /** The other back-end that is shown; null for the one that comes with the extension. */
  get remote(): RemoteBackend | null {
    return this._remoteId === null ? null : (this.remotes?.ofId(this._remoteId) ?? null);
  }

  /** The jobs that are shown; null for a back-end without a login. */
  get shown(): BackendJobs | null {
    const { remote } = this;
    return remote ? (this._jobs.get(remote) ?? null) : this._options.own;
  }

  /** What the two above give is another. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isSeen(): boolean {
    return this._isSeen;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Shows the jobs of another back-end, by its id, or of the own one. */
  choose(remoteId: string | null): void {
    if (remoteId !== this._remoteId) {
      this._remoteId = remoteId;
      this._update();
    }
  }

  /** Says whether the section is in view. */
  setSeen(isSeen: boolean): void {
    this._isSeen = isSeen;
    this._update();
    if (isSeen) {
      this.remote?.refresh();
    }
  }

  /** Reads all lists anew that are followed, as after a cell that may have made a job. */
  refresh(): void {
    this._jobs.forEach(({ model }) => void model.refresh());
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this.remotes?.changed.disconnect(this._onRemotes, this);
    this._watched?.changed.disconnect(this._update, this);
    this._jobs.forEach(jobs => jobs.model.dispose());
    Signal.clearData(this);
  }

  private _onRemotes(): void {
    const chosenId = this.remotes?.chosen?.remote.id ?? null;
    if (chosenId !== this._followedId) {
      this._followedId = chosenId;
      this._remoteId = chosenId;
    }
    for (const backend of this._jobs.keys()) {
      if (backend.isDisposed) {
        this._drop(backend);
      }
    }
    this._update();
  }

  private _update(): void {
    const { remote } = this;
    if (remote !== this._watched) {
      this._watched?.changed.disconnect(this._update, this);
      remote?.changed.connect(this._update, this);
      this._watched = remote;
    }
    if (remote?.login) {
      const isIn = remote.login.state === 'done';
      if (isIn && !this._jobs.has(remote)) {
        this._jobs.set(remote, this._options.jobsOf(remote));
      } else if (!isIn) {
        this._drop(remote);
      }
    }
    const { shown } = this;
    for (const jobs of [this._options.own, ...this._jobs.values()]) {
      jobs.model.setVisible(this._isSeen && jobs === shown);
    }
    this._changed.emit();
  }

  private _drop(backend: RemoteBackend): void {
    this._jobs.get(backend)?.model.dispose();
    this._jobs.delete(backend);
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _jobs = new Map<RemoteBackend, BackendJobs>();
  private _remoteId: string | null = null;
  /** What the form showed last. */
  private _followedId: string | null = null;
  private _watched: RemoteBackend | null = null;
  private _isSeen = false;
  private _isDisposed = false;
}
