/** What keeps cells from being written or run. */
export abstract class NotebookError extends Error {
  abstract readonly _tag: string;

  constructor(
    /** Path of the notebook; empty where there is none. */
    readonly path: string,
    message: string,
    options?: ErrorOptions
  ) {
    super(message, options);
  }

  /** Kept in words, since the names of classes are shortened when the extension is built. */
  override get name(): string {
    return `${this._tag}Error`;
  }
}

/** The notebook's kernel speaks another language. Open a Python notebook, or change the kernel. */
export class NotPythonError extends NotebookError {
  readonly _tag = 'NotPython';

  constructor(
    path: string,
    readonly language: string
  ) {
    super(
      path,
      `The kernel of ${path} runs ${language}, and the InSAR cells are Python. ` +
        'Change its kernel to Python, or go to a Python notebook, and try again.'
    );
  }
}

/** No Python kernel is installed, so that no notebook can be made for the cells. */
export class NoPythonKernelError extends NotebookError {
  readonly _tag = 'NoPythonKernel';

  constructor() {
    super(
      '',
      'No notebook is open, and this Jupyter server has no Python kernel to make one with. ' +
        'Install ipykernel, reload the page and try again.'
    );
  }
}

/** The notebook cannot be written. Save a copy, or change the file's permissions. */
export class ReadOnlyNotebookError extends NotebookError {
  readonly _tag = 'ReadOnlyNotebook';

  constructor(path: string) {
    super(
      path,
      `${path} is read-only, so that no cells can be written into it. ` +
        'Save a copy of it, or go to another notebook, and try again.'
    );
  }
}

/** The kernel did not get ready. Restart it, or look at the server's log. */
export class KernelNotReadyError extends NotebookError {
  readonly _tag = 'KernelNotReady';

  constructor(path: string, waitedS: number, options?: ErrorOptions) {
    super(
      path,
      `The kernel of ${path} was not ready after ${waitedS} s. The cells are in the notebook: ` +
        'restart the kernel and run them.',
      options
    );
  }
}

/** JupyterLab made no notebook, or the notebook was closed before its cells could be written. */
export class NotebookGoneError extends NotebookError {
  readonly _tag = 'NotebookGone';

  constructor(path: string) {
    super(
      path,
      path
        ? `${path} was closed before its cells were written. Open it and try again.`
        : 'JupyterLab did not open a new notebook. Open one and try again.'
    );
  }
}
