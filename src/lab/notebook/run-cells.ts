import type { ISessionContextDialogs } from '@jupyterlab/apputils';
import type { ICellModel } from '@jupyterlab/cells';
import { NotebookActions } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { ITranslator } from '@jupyterlab/translation';

import { readCellMetadata } from '../../workflow';
import type { CellStep } from '../../workflow';
import { cellsOfSet } from './cell-set';
import { KernelNotReadyError } from './errors';

const KERNEL_WAIT_S = 60;

/** How a run ended. */
export interface CellsRun {
  readonly path: string;
  /** The step whose cell raised an error; null when all ran. */
  readonly failedStep: CellStep | null;
  /** Name and text of the error in one line; empty where no cell raised one. */
  readonly problem: string;
  /** Whether every cell ran to its end. */
  readonly isComplete: boolean;
}

/** What running needs besides the notebook. */
export interface RunOptions {
  readonly translator?: ITranslator;
  readonly sessionDialogs?: ISessionContextDialogs;
  /** A cell of the set has ended; `step` is the next one. */
  readonly onStep?: (step: CellStep, position: number, count: number) => void;
}

/**
 * Runs the cells of a set in document order. The kernel stops at the first error; the view follows
 * to the failed cell.
 *
 * @throws KernelNotReadyError when the kernel does not get ready in a minute.
 */
export async function runCells(
  panel: NotebookPanel,
  id: string,
  options: RunOptions = {}
): Promise<CellsRun> {
  const { content: notebook, sessionContext, context } = panel;
  await kernelReady(panel).catch(error => {
    // A notebook that is closed takes its kernel's answers with it.
    if (!panel.isDisposed) {
      throw error;
    }
  });
  const models = notebook.model && !panel.isDisposed ? cellsOfSet(notebook.model, id) : [];
  if (models.length === 0) {
    // The notebook was closed, or its cells were taken back, while the kernel was starting.
    return { path: context.path, failedStep: null, problem: '', isComplete: false };
  }
  const cells = models.flatMap(model => notebook.widgets.filter(cell => cell.model === model));
  // Read now: a cell that is taken out, or released, while it runs no longer says its step.
  const steps = cells.map(cell => stepOf(cell.model));
  let failed = -1;
  let problem = '';
  const onExecuted = (
    _: unknown,
    result: Parameters<Parameters<typeof NotebookActions.executed.connect>[0]>[1]
  ): void => {
    const position = cells.indexOf(result.cell);
    if (result.notebook !== notebook || position < 0) {
      return;
    }
    if (!result.success && failed < 0) {
      failed = position;
      problem = result.error ? `${result.error.errorName}: ${result.error.errorValue}` : '';
    }
    const next = cells[position + 1];
    if (result.success && next) {
      options.onStep?.(steps[position + 1], position + 2, cells.length);
      void notebook.scrollToCell(next, 'smart').catch(() => undefined);
    }
  };
  NotebookActions.executed.connect(onExecuted);
  try {
    notebook.deselectAll();
    notebook.activeCellIndex = notebook.widgets.indexOf(cells[0]);
    const isComplete = await NotebookActions.runCells(
      notebook,
      cells,
      sessionContext,
      options.sessionDialogs,
      options.translator
    );
    const failedCell = cells[failed];
    if (failedCell && !failedCell.isDisposed) {
      notebook.activeCellIndex = notebook.widgets.indexOf(failedCell);
      await notebook.scrollToCell(failedCell, 'center').catch(() => undefined);
    }
    return {
      path: context.path,
      failedStep: steps[failed] ?? null,
      problem: oneLine(problem),
      isComplete: isComplete && failed < 0
    };
  } finally {
    NotebookActions.executed.disconnect(onExecuted);
  }
}

/** Waits until the kernel takes requests. A notebook without one starts it when its cells run. */
async function kernelReady(panel: NotebookPanel): Promise<void> {
  const { sessionContext, context } = panel;
  let isGivenUp = false;
  const ready = async (): Promise<void> => {
    await sessionContext.ready;
    await sessionContext.session?.kernel?.info;
    const isStarting = (): boolean =>
      !panel.isDisposed &&
      sessionContext.kernelDisplayStatus === 'initializing' &&
      !sessionContext.hasNoKernel;
    while (!isGivenUp && isStarting()) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new KernelNotReadyError(context.path, KERNEL_WAIT_S)),
      KERNEL_WAIT_S * 1000
    );
  });
  try {
    await Promise.race([ready(), timeout]);
  } finally {
    isGivenUp = true;
    clearTimeout(timer);
  }
}

function stepOf(model: ICellModel): CellStep {
  return readCellMetadata(model.metadata)!.step;
}

/** The first line of an error that says something, without terminal colours, 200 characters long. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  const plain = text.replace(/\u001b\[[0-9;]*m/g, '');
  const line = plain.split('\n').find(part => part.trim() !== '') ?? '';
  return line.length > 200 ? `${line.slice(0, 199)}…` : line.trim();
}
