import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import { parametersFromJson } from '../../workflow';
import type { InsarParameters } from '../../workflow';
import { existingCells } from './cell-set';

/** A notebook has come to the front. */
export interface FollowedNotebook {
  readonly path: string;
  /** What its InSAR cells say; null when it has none. */
  readonly parameters: InsarParameters | null;
  /** True the first time, unless JupyterLab brought it back with the page. */
  readonly isOpened: boolean;
}

/** What a {@link NotebookFollower} is made of. */
export interface INotebookFollowerOptions {
  tracker: INotebookTracker;
}

/** Tells of the notebook in front and of the parameters that its cells hold. */
export class NotebookFollower implements IDisposable {
  constructor(options: INotebookFollowerOptions) {
    this._tracker = options.tracker;
    this._tracker.forEach(panel => this._seen.add(panel));
    this._tracker.widgetAdded.connect(this._onWidgetAdded, this);
    this._tracker.currentChanged.connect(this._onCurrentChanged, this);
    void this._tracker.restored.then(() => {
      this._isRestored = true;
    });
  }

  /** Another notebook is in front, and loaded. */
  get followed(): ISignal<this, FollowedNotebook> {
    return this._followed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._tracker.widgetAdded.disconnect(this._onWidgetAdded, this);
    this._tracker.currentChanged.disconnect(this._onCurrentChanged, this);
    Signal.clearData(this);
  }

  /** Tells of the notebook in front now. */
  async look(): Promise<void> {
    const panel = this._tracker.currentWidget;
    if (!panel) {
      return;
    }
    await panel.context.ready;
    if (this._isDisposed || panel.isDisposed || this._tracker.currentWidget !== panel) {
      return;
    }
    const isOpened = !this._seen.has(panel);
    this._seen.add(panel);
    this._followed.emit({ path: panel.context.path, parameters: cellParameters(panel), isOpened });
  }

  private _onWidgetAdded(_: INotebookTracker, panel: NotebookPanel): void {
    if (!this._isRestored) {
      this._seen.add(panel);
    }
  }

  private _onCurrentChanged(): void {
    // A notebook that cannot be loaded says so itself.
    void this.look().catch(() => undefined);
  }

  private _isDisposed = false;
  private _isRestored = false;
  private readonly _seen = new WeakSet<NotebookPanel>();
  private readonly _tracker: INotebookTracker;
  private readonly _followed = new Signal<this, FollowedNotebook>(this);
}

/** What the InSAR cells of a notebook say: of the active cell's set, or of the first one. */
export function cellParameters(panel: NotebookPanel): InsarParameters | null {
  const { model, activeCellIndex } = panel.content;
  if (!model) {
    return null;
  }
  const cells = existingCells(model);
  const metadata = cells[activeCellIndex]?.metadata ?? cells.find(cell => cell.metadata)?.metadata;
  return metadata ? parametersFromJson(metadata.parameters).parameters : null;
}
