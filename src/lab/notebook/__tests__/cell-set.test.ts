import { YNotebook } from '@jupyter/ydoc';
import { describe, expect, it } from 'vitest';

import { DEFAULT_PARAMETERS, generateCells, planCellUpdate } from '../../../workflow';
import type { EditedAnswer, InsarParameters } from '../../../workflow';
import { applyActions, cellsOfSet, existingCells } from '../cell-set';
import type { CellsModel } from '../cell-set';

type Output = { output_type: string; name: string; text: string };
const OUTPUT: Output = { output_type: 'stream', name: 'stdout', text: 'hello' };

/** A notebook's shared model with the list of cells that JupyterLab puts over it. */
function notebook(documentWideUndo = false): { model: CellsModel; shared: YNotebook } {
  const shared = YNotebook.create({ disableDocumentWideUndoRedo: !documentWideUndo });
  const cells = {
    [Symbol.iterator]: () =>
      shared.cells
        .map(cell => ({ type: cell.cell_type, metadata: cell.getMetadata(), sharedModel: cell }))
        .values()
  };
  return { model: { cells, sharedModel: shared } as unknown as CellsModel, shared };
}

function write(
  model: CellsModel,
  parameters: InsarParameters,
  insertAt?: number,
  answer?: EditedAnswer
): number {
  const generated = generateCells(parameters);
  const existing = existingCells(model);
  const update = { existing, generated, parameters, id: 'set', insertAt, answer };
  return applyActions(model, planCellUpdate(update));
}

function sources(shared: YNotebook): string[] {
  return shared.cells.map(cell => cell.getSource());
}

const OTHER = { ...DEFAULT_PARAMETERS, burstId: 65551 };
const STEPS = generateCells(DEFAULT_PARAMETERS).length;

describe('a set of cells in a notebook', () => {
  it('is written in order, with metadata that is read back', () => {
    const { model, shared } = notebook();
    expect(write(model, DEFAULT_PARAMETERS)).toBe(STEPS);
    expect(sources(shared)).toEqual(generateCells(DEFAULT_PARAMETERS).map(cell => cell.source));
    expect(cellsOfSet(model, 'set')).toHaveLength(STEPS);
    expect(existingCells(model).map(cell => cell.metadata?.step)).toEqual(
      generateCells(DEFAULT_PARAMETERS).map(cell => cell.step)
    );
  });

  it('goes between the cells of others', () => {
    const { model, shared } = notebook();
    shared.insertCell(0, { cell_type: 'code', source: 'first' });
    shared.insertCell(1, { cell_type: 'code', source: 'last' });
    write(model, DEFAULT_PARAMETERS, 1);
    expect(sources(shared).at(0)).toBe('first');
    expect(sources(shared).at(-1)).toBe('last');
  });

  it('takes the place of the empty cell of a new notebook', () => {
    const { model, shared } = notebook();
    shared.insertCell(0, { cell_type: 'code', source: '' });
    const generated = generateCells(DEFAULT_PARAMETERS);
    const existing = existingCells(model);
    const update = { existing, generated, parameters: DEFAULT_PARAMETERS, id: 'set', insertAt: 0 };
    applyActions(model, planCellUpdate(update), true);
    expect(sources(shared)).toEqual(generated.map(cell => cell.source));
  });

  it('is one set after ten times', () => {
    const { model, shared } = notebook();
    write(model, DEFAULT_PARAMETERS);
    for (let i = 0; i < 10; i++) {
      expect(write(model, DEFAULT_PARAMETERS)).toBe(0);
    }
    expect(shared.cells).toHaveLength(STEPS);
  });

  it('is updated in place wherever its cells were moved, and new cells go where they belong', () => {
    const { model, shared } = notebook();
    write(model, DEFAULT_PARAMETERS);
    shared.moveCell(STEPS - 1, 0);
    shared.insertCell(2, { cell_type: 'code', source: 'mine' });
    const removed = existingCells(model).find(cell => cell.metadata?.step === 'connect')!;
    shared.deleteCell(removed.index);
    write(model, OTHER);
    const steps = existingCells(model).map(cell => cell.metadata?.step ?? cell.source);
    expect(steps).toEqual([
      'results',
      'title',
      'mine',
      'parameters',
      'connect',
      'preprocessing',
      'pairs',
      'coherence'
    ]);
    const wanted = generateCells(OTHER);
    for (const cell of existingCells(model).filter(({ metadata }) => metadata)) {
      const { source } = wanted.find(({ step }) => step === cell.metadata!.step)!;
      expect(cell.source, cell.metadata!.step).toBe(source);
    }
  });

  it.each([[false], [true]])('is undone in one step (document-wide undo: %s)', wide => {
    const { model, shared } = notebook(wide);
    write(model, DEFAULT_PARAMETERS);
    const code = shared.cells.find(cell => cell.getSource().includes('burst_id'))!;
    (code as unknown as { setOutputs(outputs: Output[]): void }).setOutputs([OUTPUT]);
    const before = shared.toJSON();
    expect(write(model, OTHER)).toBeGreaterThan(0);
    expect(code.toJSON()).toMatchObject({ outputs: [] });
    shared.undo();
    expect(shared.toJSON()).toEqual(before);
    shared.undo();
    expect(shared.cells).toHaveLength(0);
    shared.redo();
    shared.redo();
    expect(sources(shared)).toEqual(generateCells(OTHER).map(cell => cell.source));
  });

  it('keeps the outputs of cells that do not change', () => {
    const { model, shared } = notebook();
    write(model, DEFAULT_PARAMETERS);
    const connect = shared.cells.find(cell => cell.getSource().includes('connect('))!;
    (connect as unknown as { setOutputs(outputs: Output[]): void }).setOutputs([OUTPUT]);
    write(model, OTHER);
    expect(connect.toJSON()).toMatchObject({ outputs: [OUTPUT] });
  });

  it.each([
    ['keep' as const, STEPS, 'edited'],
    ['insert' as const, STEPS + 1, 'edited'],
    ['replace' as const, STEPS, null]
  ])('asked about an edited cell and told to %s, does so', (answer, count, left) => {
    const { model, shared } = notebook();
    write(model, DEFAULT_PARAMETERS);
    const index = existingCells(model).find(c => c.metadata?.step === 'parameters')!.index;
    shared.getCell(index).setSource('edited');
    write(model, OTHER, undefined, answer);
    expect(shared.cells).toHaveLength(count);
    expect(sources(shared).includes('edited')).toBe(left === 'edited');
    const wanted = generateCells(OTHER).find(cell => cell.step === 'parameters')!.source;
    expect(sources(shared).includes(wanted)).toBe(answer !== 'keep');
  });
});
