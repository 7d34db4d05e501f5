import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { Widget } from '@lumino/widgets';

/** Where maps go: beside the notebook, and further maps behind the first. */
export class Arrangement {
  constructor(
    private readonly _shell: JupyterFrontEnd.IShell,
    private readonly _notebooks: INotebookTracker | null,
    private readonly _maps: () => readonly Widget[]
  ) {}

  /** Options for the next map that is opened. */
  next(): DocumentRegistry.IOpenOptions {
    const map = this._maps().find(widget => widget.isVisible);
    if (map) {
      return { mode: 'tab-after', ref: map.id };
    }
    const notebook = this._notebook();
    return notebook ? { mode: 'split-right', ref: notebook.id } : {};
  }

  /**
   * Takes a map that JupyterLab is about to put in front of the notebook (a double click in the
   * file browser) to its side instead.
   */
  moveAside(map: Widget): void {
    const notebook = this._notebook();
    if (!notebook) {
      return;
    }
    const options = this.next();
    window.setTimeout(() => {
      if (map.isDisposed || notebook.isDisposed || notebook.isVisible || !map.isAttached) {
        return;
      }
      this._shell.add(map, 'main', options);
      this._shell.activateById(notebook.id);
      this._shell.activateById(map.id);
    }, 0);
  }

  private _notebook(): Widget | null {
    const current = this._notebooks?.currentWidget ?? null;
    return current?.isVisible ? current : null;
  }
}
