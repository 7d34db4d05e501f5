import { Dialog, InputDialog, showDialog } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';

import type { ICommandContext } from './commands';

/** What is asked for. */
export interface IFileWish {
  readonly title: string;
  /** Name to begin with, in the folder of the file browser. */
  readonly name: string;
  /** The path with the ending that the file needs. */
  readonly ended: (path: string) => string;
}

/**
 * Asks where to write a file, and once more before one that is there is written over.
 *
 * @returns the path; null where the user thinks better of it
 */
export async function askForFile(
  { app, browser, trans }: Pick<ICommandContext, 'app' | 'browser' | 'trans'>,
  { title, name, ended }: IFileWish
): Promise<string | null> {
  const { contents } = app.serviceManager;
  const { value } = await InputDialog.getText({
    title,
    label: trans.__('File, from the top folder of the file browser'),
    text: PathExt.join(contents.localPath(browser?.model.path ?? ''), name)
  });
  if (!value) {
    return null;
  }
  const path = ended(value);
  const isThere = await contents.get(path, { content: false }).then(
    () => true,
    () => false
  );
  if (!isThere) {
    return path;
  }
  const answer = await showDialog({
    title: trans.__('Overwrite file?'),
    body: trans.__('"%1" is there already. What it holds now is lost.', path),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.warnButton({ label: trans.__('Overwrite') })
    ],
    defaultButton: 0
  });
  return answer.button.accept ? path : null;
}
