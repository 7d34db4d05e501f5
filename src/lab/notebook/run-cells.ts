import type { ISessionContextDialogs } from '@jupyterlab/apputils';
import type { Cell, ICellModel } from '@jupyterlab/cells';
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
  /** Name and text of the error in one line; empty when all ran or the kernel was interrupted. */
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
  await kernelReady(panel);
  const models = cellsOfSet(notebook.model!, id);
  const cells = models.flatMap(model => notebook.widgets.filter(cell => cell.model === model));
  let failed: Cell | null = null;
  let problem = '';
  const onExecuted = (
    _: unknown,
    result: Parameters<Parameters<typeof NotebookActions.executed.connect>[0]>[1]
  ): void => {
    const position = cells.indexOf(result.cell);
    if (result.notebook !== notebook || position < 0) {
      return;
    }
    if (!result.success && !failed) {
      failed = result.cell;
      problem = result.error ? `${result.error.errorName}: ${result.error.errorValue}` : '';
    }
    const next = cells[position + 1];
    if (result.success && next) {
      options.onStep?.(stepOf(next.model), position + 2, cells.length);
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
    if (failed && !panel.isDisposed) {
      notebook.activeCellIndex = notebook.widgets.indexOf(failed);
      await notebook.scrollToCell(failed, 'center').catch(() => undefined);
    }
    return {
      path: context.path,
      failedStep: failed ? stepOf((failed as Cell).model) : null,
      problem: oneLine(problem),
      isComplete: isComplete && !failed
    };
  } finally {
    NotebookActions.executed.disconnect(onExecuted);
  }
}

/** Waits until the kernel takes requests. A notebook without one starts it when its cells run. */
async function kernelReady(panel: NotebookPanel): Promise<void> {
  const { sessionContext, context } = panel;
  const timeout = new Promise<never>((_, reject) =>
    setTimeout(
      () => reject(new KernelNotReadyError(context.path, KERNEL_WAIT_S)),
      KERNEL_WAIT_S * 1000
    )
  );
  const ready = async (): Promise<void> => {
    await sessionContext.ready;
    await sessionContext.session?.kernel?.info;
    while (sessionContext.kernelDisplayStatus === 'initializing' && !sessionContext.hasNoKernel) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  timeout.catch(() => undefined);
  await Promise.race([ready(), timeout]);
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
