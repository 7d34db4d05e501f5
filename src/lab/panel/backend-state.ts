import type { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { IBackendClient, IBackendStatus } from '../tokens';

/** What a {@link BackendState} is made of. */
export interface IBackendStateOptions {
  client: Pick<IBackendClient, 'status'>;
  /** Whether the state can be seen now; nothing is asked while it cannot. */
  isVisible: () => boolean;
}

/** Keeps asking whether the embedded back-end runs, while someone looks. */
export class BackendState implements IDisposable {
  constructor(options: IBackendStateOptions) {
    this._poll = new Poll({
      name: 'jupyterlab-insar:backend-state',
      auto: true,
      factory: async () => {
        const status = await options.client.status();
        if (this.isDisposed) {
          return;
        }
        this._status = status;
        this._changed.emit();
        if (!status.running) {
          // A rejection is what makes the poll wait longer each time.
          throw new Error(status.message);
        }
      },
      frequency: { interval: 30_000, backoff: 2, max: 60_000 },
      standby: () => (options.isVisible() ? 'when-hidden' : true)
    });
  }

  /** Null until the first answer. */
  get status(): IBackendStatus | null {
    return this._status;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._poll.isDisposed;
  }

  /** Asks now. */
  refresh(): void {
    this._status = null;
    this._changed.emit();
    void this._poll.refresh();
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._poll.dispose();
    Signal.clearData(this);
  }

  private _status: IBackendStatus | null = null;
  private readonly _poll: Poll;
  private readonly _changed = new Signal<this, void>(this);
}
