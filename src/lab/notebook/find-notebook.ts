import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { ServiceManager } from '@jupyterlab/services';

import {
  NoPythonKernelError,
  NotebookGoneError,
  NotPythonError,
  ReadOnlyNotebookError
} from './errors';

/** How long a kernel may take to name its language before the file's own word is taken for it. */
const LANGUAGE_WAIT_MS = 5_000;

/** What finding a notebook needs of JupyterLab. */
export interface NotebookFinder {
  readonly app: Pick<JupyterFrontEnd, 'commands' | 'shell' | 'serviceManager'>;
  readonly tracker: INotebookTracker;
}

/**
 * The notebook that cells go into: the current one, or a new Python notebook in the folder of the
 * file browser when none is open. It is loaded and in sight.
 *
 * @throws NotPythonError, ReadOnlyNotebookError, NoPythonKernelError, NotebookGoneError
 */
export async function findNotebook(finder: NotebookFinder): Promise<NotebookPanel> {
  const { app, tracker } = finder;
  const current = tracker.currentWidget;
  const panel = current && !current.isDisposed ? current : await newNotebook(finder);
  await panel.context.ready;
  await panel.revealed;
  checkOpen(panel);
  if (panel.context.model.readOnly || panel.context.contentsModel?.writable === false) {
    throw new ReadOnlyNotebookError(panel.context.path);
  }
  const language = await kernelLanguage(panel, app.serviceManager);
  checkOpen(panel);
  if (language && !/^i?python/i.test(language)) {
    throw new NotPythonError(panel.context.path, language);
  }
  if (!panel.isVisible) {
    app.shell.activateById(panel.id);
  }
  return panel;
}

/** A notebook may be closed while something is waited for. @throws NotebookGoneError */
function checkOpen(panel: NotebookPanel): void {
  if (panel.isDisposed || !panel.content.model) {
    throw new NotebookGoneError(panel.context.path);
  }
}

async function newNotebook({ app }: NotebookFinder): Promise<NotebookPanel> {
  const kernelspecs = app.serviceManager.kernelspecs;
  await kernelspecs.ready;
  const specs = Object.values(kernelspecs.specs?.kernelspecs ?? {});
  const python = specs.filter(spec => spec && /^i?python/i.test(spec.language));
  const chosen = python.find(spec => spec?.name === 'python3') ?? python[0];
  if (!chosen) {
    throw new NoPythonKernelError();
  }
  const panel: NotebookPanel | undefined = await app.commands.execute('notebook:create-new', {
    kernelName: chosen.name,
    activate: true
  });
  if (!panel) {
    throw new NotebookGoneError('');
  }
  return panel;
}

/**
 * The language of the notebook's kernel: as its kernel spec says, else the kernel itself, else the
 * file; null if none of them does.
 */
async function kernelLanguage(
  panel: NotebookPanel,
  { kernelspecs }: Pick<ServiceManager.IManager, 'kernelspecs'>
): Promise<string | null> {
  const kernel = panel.sessionContext.session?.kernel;
  const language = kernel && kernelspecs.specs?.kernelspecs[kernel.name]?.language;
  if (language) {
    return language;
  }
  if (kernel) {
    const info = await Promise.race([
      kernel.info.catch(() => null),
      new Promise<null>(resolve => setTimeout(() => resolve(null), LANGUAGE_WAIT_MS))
    ]);
    if (info) {
      return info.language_info.name;
    }
  }
  const model = panel.content.model;
  const spec = model?.getMetadata('kernelspec') as { language?: unknown } | undefined;
  const info = model?.getMetadata('language_info') as { name?: unknown } | undefined;
  const named = spec?.language ?? info?.name;
  return typeof named === 'string' && named !== '' ? named : null;
}
