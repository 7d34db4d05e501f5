import { cellMetadata, isEdited } from './cell-identity';
import type { CellMetadata, CellStep, GeneratedCell } from './cell-identity';
import type { InsarParameters } from './parameters';

/** A cell of a notebook as the plan sees it. */
export interface ExistingCell {
  /** Position in the notebook, from 0. */
  readonly index: number;
  /** What `readCellMetadata` made of it; null for a cell that is not ours. */
  readonly metadata: CellMetadata | null;
  readonly source: string;
  /** A cell whose type was changed by hand is no longer one of the set. Left out: unchanged. */
  readonly cellType?: string;
}

/**
 * What to do with a cell that was edited by hand: leave it (`keep`), write over it (`replace`), or
 * leave it as a cell of the user's own and write a new one below it (`insert`).
 */
export type EditedAnswer = 'keep' | 'replace' | 'insert';

/**
 * One change to the notebook. Actions are applied in their order; `index` already counts the cells
 * that earlier actions inserted.
 */
export type CellAction =
  | {
      /** Write the source and the metadata of the cell at `index`. */
      readonly kind: 'update';
      readonly index: number;
      readonly cell: GeneratedCell;
      readonly metadata: CellMetadata;
      /** False when the source is the same already: then its outputs still hold. */
      readonly sourceChanges: boolean;
    }
  | {
      /** Leave the source of the cell at `index`; write the metadata, which holds the new parameters. */
      readonly kind: 'keep';
      readonly index: number;
      readonly metadata: CellMetadata;
    }
  | {
      /** Take our metadata off the cell at `index`: it is the user's own from now on. */
      readonly kind: 'release';
      readonly index: number;
    }
  | {
      /** Put a new cell so that it comes to be at `index`. */
      readonly kind: 'insert';
      readonly index: number;
      readonly cell: GeneratedCell;
      readonly metadata: CellMetadata;
    };

/** What a plan is made of. */
export interface CellUpdate {
  readonly existing: readonly ExistingCell[];
  readonly generated: readonly GeneratedCell[];
  /** The parameters that `generated` was made of. */
  readonly parameters: InsarParameters;
  /** The set to write: one of `cellSets`, or a fresh id for a new set. */
  readonly id: string;
  /** Where a new set begins, when none of its cells is there; the end of the notebook by default. */
  readonly insertAt?: number;
  /** For every cell that `editedCells` lists; `keep` by default. */
  readonly answer?: EditedAnswer;
}

/** The sets that a notebook holds, in the order of their first cells. */
export function cellSets(existing: readonly ExistingCell[]): string[] {
  const ids = existing.flatMap(cell => (cell.metadata ? [cell.metadata.id] : []));
  return [...new Set(ids)];
}

/**
 * The cells of a set that were edited by hand and would get another source now. They are what a
 * user has to be asked about before `planCellUpdate`; empty when nobody needs to be asked.
 */
export function editedCells(
  update: Pick<CellUpdate, 'existing' | 'generated' | 'id'>
): ExistingCell[] {
  const own = cellsOfSet(update);
  return update.generated.flatMap(cell => {
    const found = own.get(cell.step);
    return found && isEdited(found.metadata, found.source) && found.source !== cell.source
      ? [found]
      : [];
  });
}

/**
 * Plans how a set of cells gets into a notebook that may hold it already: cells are updated in
 * place by their step wherever they were moved, missing ones are inserted after the cell of the
 * step before, and no cell is ever removed. Applying a plan and planning again gives updates
 * without a change: a set is never doubled.
 */
export function planCellUpdate(update: CellUpdate): CellAction[] {
  const { generated, parameters, id, answer = 'keep' } = update;
  const own = cellsOfSet(update);
  const asked = new Set(editedCells(update));
  const actions: CellAction[] = [];
  const shifts: number[] = [];
  const now = (index: number): number => index + shifts.filter(at => at <= index).length;
  const insert = (before: number, cell: GeneratedCell): void => {
    const metadata = cellMetadata(id, cell, parameters);
    actions.push({ kind: 'insert', index: now(before), cell, metadata });
    shifts.push(before);
  };

  let after = startOf(update, own);
  for (const cell of generated) {
    const found = own.get(cell.step);
    if (!found) {
      insert(after, cell);
      continue;
    }
    after = found.index + 1;
    const metadata = cellMetadata(id, cell, parameters);
    if (!asked.has(found) || answer === 'replace') {
      const sourceChanges = found.source !== cell.source;
      actions.push({ kind: 'update', index: now(found.index), cell, metadata, sourceChanges });
    } else if (answer === 'keep') {
      const kept = { ...metadata, hash: found.metadata.hash };
      actions.push({ kind: 'keep', index: now(found.index), metadata: kept });
    } else {
      actions.push({ kind: 'release', index: now(found.index) });
      insert(after, cell);
    }
  }
  return actions;
}

type OwnCell = ExistingCell & { readonly metadata: CellMetadata };

/**
 * The cells of a set by step. Of copies, which share id and step, the first unedited one stands for
 * the set, else the first; the others are the user's.
 */
function cellsOfSet(
  update: Pick<CellUpdate, 'existing' | 'generated' | 'id'>
): Map<CellStep, OwnCell> {
  const own = new Map<CellStep, OwnCell>();
  for (const wanted of update.generated) {
    const copies = update.existing.filter(
      (cell): cell is OwnCell =>
        cell.metadata?.id === update.id &&
        cell.metadata.step === wanted.step &&
        (cell.cellType ?? wanted.cellType) === wanted.cellType
    );
    const chosen = copies.find(cell => !isEdited(cell.metadata, cell.source)) ?? copies[0];
    if (chosen) {
      own.set(wanted.step, chosen);
    }
  }
  return own;
}

/** Where a missing first cell goes: before the first cell of the set that there is. */
function startOf(update: CellUpdate, own: ReadonlyMap<CellStep, OwnCell>): number {
  for (const cell of update.generated) {
    const found = own.get(cell.step);
    if (found) {
      return found.index;
    }
  }
  const end = update.existing.reduce((last, cell) => Math.max(last, cell.index + 1), 0);
  return update.insertAt ?? end;
}
