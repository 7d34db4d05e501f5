import type { ICellModel, ICodeCellModel } from '@jupyterlab/cells';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { PartialJSONValue } from '@lumino/coreutils';

import { CELL_METADATA_KEY, readCellMetadata } from '../../workflow';
import type { CellAction, ExistingCell } from '../../workflow';

/** The part of a notebook's model that cells are read from and written to. */
export type CellsModel = Pick<INotebookModel, 'cells' | 'sharedModel'>;

/** The cells of a notebook as the workflow plans with them, in document order. */
export function existingCells(model: Pick<INotebookModel, 'cells'>): ExistingCell[] {
  return Array.from(model.cells, (cell, index) => ({
    index,
    metadata: readCellMetadata(cell.metadata),
    source: cell.sharedModel.getSource(),
    cellType: cell.type
  }));
}

/** Models of the cells of a set, in document order. */
export function cellsOfSet(model: Pick<INotebookModel, 'cells'>, id: string): ICellModel[] {
  return Array.from(model.cells).filter(cell => readCellMetadata(cell.metadata)?.id === id);
}

/**
 * Carries out a plan as one step of the notebook's undo history, and afterwards takes out the last
 * cell if `dropsLast` says so.
 *
 * Everything happens inside one transaction of the notebook, so that its history takes the sources,
 * metadata and cleared outputs of the cells along, whatever the setting for document-wide undo is.
 *
 * @returns How many cells got another source or are new.
 */
export function applyActions(
  model: CellsModel,
  actions: readonly CellAction[],
  dropsLast = false
): number {
  const shared = model.sharedModel;
  // The list of a notebook's cells is brought up to date only after a transaction.
  const cells: (SharedCell | null)[] = [...shared.cells];
  const written = actions.filter(isWritten).length;
  separateUndoSteps(shared);
  shared.transact(() => {
    for (const action of actions) {
      if (action.kind === 'insert') {
        cells.splice(action.index, 0, null);
        shared.insertCell(action.index, newCell(action));
      } else {
        changeCell(cells[action.index]!, action);
      }
    }
    if (dropsLast) {
      shared.deleteCell(cells.length - 1);
    }
  });
  separateUndoSteps(shared);
  return written;
}

type InsertAction = Extract<CellAction, { kind: 'insert' }>;
type SharedNotebook = INotebookModel['sharedModel'];
type SharedCell = ReturnType<SharedNotebook['getCell']>;
type SharedCodeCell = ICodeCellModel['sharedModel'];

function isWritten(action: CellAction): boolean {
  return action.kind === 'insert' || (action.kind === 'update' && action.sourceChanges);
}

function newCell(action: InsertAction): Parameters<SharedNotebook['insertCell']>[1] {
  const { cellType, source } = action.cell;
  const own = { [CELL_METADATA_KEY]: asJson(action.metadata) };
  // A code cell without outputs has nothing to distrust.
  const metadata = cellType === 'code' ? { trusted: true, ...own } : own;
  return { cell_type: cellType, source, metadata };
}

function changeCell(cell: SharedCell, action: Exclude<CellAction, InsertAction>): void {
  if (action.kind === 'release') {
    cell.deleteMetadata(CELL_METADATA_KEY);
    return;
  }
  cell.setMetadata(CELL_METADATA_KEY, asJson(action.metadata));
  if (action.kind === 'update' && action.sourceChanges) {
    cell.setSource(action.cell.source);
    if (isCode(cell)) {
      cell.setOutputs([]);
      cell.execution_count = null;
      cell.deleteMetadata('execution');
    }
  }
}

function isCode(cell: SharedCell): cell is SharedCodeCell {
  return cell.cell_type === 'code';
}

/** The history joins changes that follow each other within half a second; this keeps ours apart. */
function separateUndoSteps(shared: SharedNotebook): void {
  if ('undoManager' in shared) {
    (shared as { undoManager?: { stopCapturing?(): void } }).undoManager?.stopCapturing?.();
  }
}

function asJson(value: unknown): PartialJSONValue {
  return JSON.parse(JSON.stringify(value)) as PartialJSONValue;
}
