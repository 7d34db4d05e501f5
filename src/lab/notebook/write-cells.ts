import type { NotebookPanel } from '@jupyterlab/notebook';
import { UUID } from '@lumino/coreutils';

import { cellSets, editedCells, generateCells, planCellUpdate } from '../../workflow';
import type { EditedAnswer, ExistingCell, InsarParameters } from '../../workflow';
import { applyActions, existingCells } from './cell-set';

/** What came of writing. */
export interface WrittenCells {
  /** Path of the notebook. */
  readonly path: string;
  /** Id of the set. */
  readonly id: string;
  /** Whether the notebook held the set before. */
  readonly isUpdate: boolean;
  /** How many cells got another source or are new. */
  readonly changed: number;
  /** How many cells that were edited by hand stayed as they are. */
  readonly kept: number;
}

/** Asks about cells that were edited by hand; null to write nothing. */
export type AskAboutEdits = (edited: readonly ExistingCell[]) => Promise<EditedAnswer | null>;

/**
 * Writes the cells of the workflow into a notebook: in place where the notebook holds them, below
 * its active cell otherwise.
 *
 * @returns null when the user chose to write nothing.
 */
export async function writeCells(
  panel: NotebookPanel,
  parameters: InsarParameters,
  ask: AskAboutEdits
): Promise<WrittenCells | null> {
  const notebook = panel.content;
  const generated = generateCells(parameters);
  let existing = existingCells(notebook.model!);
  const id = setToWrite(existing, notebook.activeCellIndex) ?? UUID.uuid4();
  const edited = editedCells({ existing, generated, id });
  let answer: EditedAnswer | undefined;
  if (edited.length > 0) {
    const given = await ask(edited);
    if (!given || panel.isDisposed || !notebook.model) {
      return null;
    }
    answer = given;
    // The notebook may have changed while the question stood.
    existing = existingCells(notebook.model);
  }
  const isUpdate = existing.some(cell => cell.metadata?.id === id);
  const isNew = isEmptyNotebook(existing);
  const insertAt = isNew ? 0 : notebook.activeCellIndex + 1;
  const actions = planCellUpdate({ existing, generated, parameters, id, insertAt, answer });
  return {
    path: panel.context.path,
    id,
    isUpdate,
    changed: applyActions(notebook.model!, actions, isNew),
    kept: answer === 'keep' ? edited.length : 0
  };
}

/** The set of the active cell, or else the first one of the notebook. */
function setToWrite(existing: readonly ExistingCell[], activeIndex: number): string | null {
  return existing[activeIndex]?.metadata?.id ?? cellSets(existing)[0] ?? null;
}

/** Whether there is but the one empty code cell of a new notebook, whose place our cells take. */
function isEmptyNotebook(existing: readonly ExistingCell[]): boolean {
  const [only] = existing;
  const isEmpty = existing.length === 1 && only.cellType === 'code' && only.source.trim() === '';
  return isEmpty && !only.metadata;
}
