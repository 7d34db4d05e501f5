import { NotebookActions } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';

import { UNDOABLE_CLASS } from './undoable';

/** The members of a Yjs undo manager that are read here. */
interface UndoStack {
  readonly undoStack: readonly object[];
}

/** What a notebook looked like just after cells were written. */
interface Written {
  /** The step of the notebook's history that the writing is. */
  readonly step: object | undefined;
  /** Depth of each cell's own history of typing, by cell id. */
  readonly depths: ReadonlyMap<string, number>;
}

/**
 * Remembers which notebooks can take back the writing of our cells as their last change.
 *
 * JupyterLab keeps two histories: typing, a cell each (the undo key), and cell operations (another
 * key). Writing cells is an operation, but one expects the undo key to take it back as long as
 * nothing was typed since.
 */
export class WriteHistory {
  /** Remembers the last change of a notebook as ours. */
  note(panel: NotebookPanel): void {
    const shared = panel.content.model!.sharedModel;
    const depths = new Map(shared.cells.map(cell => [cell.getId(), depthOf(cell)]));
    this._written.set(panel, { step: lastStep(shared), depths });
    panel.content.addClass(UNDOABLE_CLASS);
  }

  /** Whether our writing is the last change, and nothing was typed in the active cell since. */
  canUndo(panel: NotebookPanel): boolean {
    const written = this._written.get(panel);
    const shared = panel.isDisposed ? undefined : panel.content.model?.sharedModel;
    if (!written?.step || !shared || lastStep(shared) !== written.step) {
      return false;
    }
    const active = panel.content.activeCell?.model.sharedModel;
    return !active || depthOf(active) <= (written.depths.get(active.getId()) ?? 0);
  }

  /** Takes our writing back, if it is the last change. */
  undo(panel: NotebookPanel): boolean {
    if (!this.canUndo(panel)) {
      panel.content.removeClass(UNDOABLE_CLASS);
      return false;
    }
    this._written.delete(panel);
    panel.content.removeClass(UNDOABLE_CLASS);
    NotebookActions.undo(panel.content);
    return true;
  }

  private readonly _written = new WeakMap<NotebookPanel, Written>();
}

function stackOf(shared: object): readonly object[] {
  const { undoManager } = shared as { undoManager?: UndoStack | null };
  return undoManager?.undoStack ?? [];
}

function lastStep(shared: object): object | undefined {
  return stackOf(shared).at(-1);
}

function depthOf(cell: object): number {
  return stackOf(cell).length;
}
