import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { INotebookTracker } from '@jupyterlab/notebook';
import { NotebookActions } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';

import { findNotebook } from '../notebook';
import { reasonText } from '../reason-text';
import type { CellWriter } from './ask/cell-parts';

export interface IInsertCellOptions {
  readonly app: JupyterFrontEnd;
  readonly notebooks: INotebookTracker | null;
  readonly trans: TranslationBundle;
}

/**
 * Puts cells below the chosen one of the notebook; makes a notebook where none is open. What stands
 * against it is told.
 */
export async function insertCells(
  { app, notebooks, trans }: IInsertCellOptions,
  write: readonly CellWriter[]
): Promise<void> {
  if (!notebooks) {
    return;
  }
  try {
    const panel = await findNotebook({ app, tracker: notebooks });
    const { contents } = app.serviceManager;
    const folder = PathExt.dirname(contents.localPath(panel.context.path));
    for (const each of write) {
      const code = each(path => PathExt.relative(folder, contents.localPath(path)));
      NotebookActions.insertBelow(panel.content);
      panel.content.activeCell!.model.sharedModel.setSource(code);
    }
    app.shell.activateById(panel.id);
  } catch (error) {
    const reason = reasonText(error);
    Notification.error(trans.__('No cell was made: %1', reason), { autoClose: 8000 });
  }
}
