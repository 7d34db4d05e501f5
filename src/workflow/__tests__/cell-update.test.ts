import { describe, expect, it } from 'vitest';
import {
  CELL_METADATA_KEY,
  CELL_STEPS,
  DEFAULT_PARAMETERS,
  cellMetadata,
  cellSets,
  editedCells,
  generateCells,
  hashSource,
  isEdited,
  parametersFromJson,
  planCellUpdate,
  readCellMetadata
} from '..';
import type { CellAction, CellMetadata, EditedAnswer, ExistingCell, InsarParameters } from '..';
import { randomNumbers } from './random';

const OTHER: InsarParameters = { ...DEFAULT_PARAMETERS, burstId: 65551, jobTitle: 'Other' };

interface NotebookCell {
  source: string;
  metadata: CellMetadata | null;
  cellType?: string;
}

/** Carries out a plan as a notebook would. */
function apply(notebook: NotebookCell[], actions: readonly CellAction[]): NotebookCell[] {
  const cells = notebook.map(cell => ({ ...cell }));
  for (const action of actions) {
    if (action.kind === 'insert') {
      const { source, cellType } = action.cell;
      cells.splice(action.index, 0, { source, metadata: action.metadata, cellType });
    } else if (action.kind === 'update') {
      cells[action.index].source = action.cell.source;
      cells[action.index].metadata = action.metadata;
    } else {
      cells[action.index].metadata = action.kind === 'keep' ? action.metadata : null;
    }
  }
  return cells;
}

function existing(notebook: NotebookCell[]): ExistingCell[] {
  return notebook.map((cell, index) => ({ ...cell, index }));
}

function write(
  notebook: NotebookCell[],
  parameters: InsarParameters,
  answer?: EditedAnswer,
  insertAt?: number
): NotebookCell[] {
  const generated = generateCells(parameters);
  const update = { existing: existing(notebook), generated, parameters, id: 'set', insertAt };
  return apply(notebook, planCellUpdate({ ...update, answer }));
}

const own = (source: string): NotebookCell => ({ source, metadata: null });
const steps = (notebook: NotebookCell[]) =>
  notebook.map(cell => cell.metadata?.step ?? cell.source);
const sources = (notebook: NotebookCell[]) => notebook.map(cell => cell.source);
const sourcesOf = (parameters: InsarParameters) => generateCells(parameters).map(c => c.source);

describe('planCellUpdate', () => {
  it('writes a set at the end of a notebook, or where it is told to', () => {
    expect(steps(write([own('a'), own('b')], OTHER))).toEqual(['a', 'b', ...CELL_STEPS]);
    expect(steps(write([own('a'), own('b')], OTHER, 'keep', 1))).toEqual(['a', ...CELL_STEPS, 'b']);
    expect(sources(write([], OTHER))).toEqual(sourcesOf(OTHER));
  });

  it('changes nothing the second to tenth time', () => {
    const once = write([own('a')], OTHER);
    let often = once;
    for (let i = 0; i < 9; i++) {
      often = write(often, OTHER);
    }
    expect(often).toEqual(once);
    const update = { generated: generateCells(OTHER), parameters: OTHER, id: 'set' };
    const actions = planCellUpdate({ ...update, existing: existing(once) });
    expect(actions.every(action => action.kind === 'update' && !action.sourceChanges)).toBe(true);
  });

  it('updates cells in place wherever they were moved', () => {
    const moved = [...write([], DEFAULT_PARAMETERS)].reverse();
    moved.splice(3, 0, own('mine'));
    const after = write(moved, OTHER);
    expect(steps(after)).toEqual(steps(moved));
    const byStep = new Map(generateCells(OTHER).map(cell => [cell.step as string, cell.source]));
    expect(sources(after)).toEqual(steps(moved).map(step => byStep.get(step) ?? step));
  });

  it('puts a missing cell after the one of the step before, a missing first one before the rest', () => {
    const whole = write([own('a')], OTHER);
    const without = whole.filter(
      cell => !['title', 'pairs', 'coherence'].includes(cell.metadata?.step ?? '')
    );
    without.splice(4, 0, own('b'));
    expect(steps(without)).toEqual(['a', 'parameters', 'connect', 'preprocessing', 'b', 'results']);
    expect(steps(write(without, OTHER))).toEqual([
      'a',
      'title',
      'parameters',
      'connect',
      'preprocessing',
      'pairs',
      'coherence',
      'b',
      'results'
    ]);
  });

  describe('of a cell that was edited by hand', () => {
    const edited = write([own('a')], DEFAULT_PARAMETERS);
    edited[3] = { ...edited[3], source: 'my_own = 1' };
    const indexes = (parameters: InsarParameters, notebook: NotebookCell[]) =>
      editedCells({
        existing: existing(notebook),
        generated: generateCells(parameters),
        id: 'set'
      }).map(cell => cell.index);

    it('is found, and only that', () => {
      expect(indexes(OTHER, edited)).toEqual([3]);
      expect(indexes(OTHER, write([], DEFAULT_PARAMETERS))).toEqual([]);
    });

    it('keeps it unless told otherwise, and asks again', () => {
      const after = write(edited, OTHER);
      expect(sources(after)).toEqual(
        ['a', ...sourcesOf(OTHER)].map((source, i) => (i === 3 ? 'my_own = 1' : source))
      );
      expect(write(edited, OTHER, 'keep')).toEqual(after);
      expect(indexes(OTHER, after)).toEqual([3]);
      expect(parametersFromJson(after[3].metadata?.parameters).parameters).toEqual(OTHER);
    });

    it('replaces it', () => {
      const after = write(edited, OTHER, 'replace');
      expect(sources(after)).toEqual(['a', ...sourcesOf(OTHER)]);
      expect(indexes(DEFAULT_PARAMETERS, after)).toEqual([]);
    });

    it('inserts a new one below it once, and leaves the edited one to the user', () => {
      const after = write(edited, OTHER, 'insert');
      const wanted: string[] = [...CELL_STEPS];
      wanted.splice(2, 0, 'my_own = 1');
      expect(steps(after)).toEqual(['a', ...wanted]);
      expect(write(after, OTHER, 'insert')).toEqual(after);
      expect(indexes(DEFAULT_PARAMETERS, after)).toEqual([]);
    });

    it('does not ask about an edit that comes to the same source', () => {
      const same = write([], DEFAULT_PARAMETERS);
      same[1] = { ...same[1], source: sourcesOf(OTHER)[1] };
      expect(indexes(OTHER, same)).toEqual([]);
      expect(write(same, OTHER)).toEqual(write([], OTHER));
    });
  });

  it('leaves copies and other sets alone', () => {
    const set = write([], DEFAULT_PARAMETERS);
    const copy = { ...set[2], source: 'edited copy' };
    const stranger = { ...set[3], metadata: { ...set[3].metadata!, id: 'another' } };
    const notebook = [copy, ...set, stranger];
    const after = write(notebook, OTHER, 'replace');
    expect(after[0]).toEqual(copy);
    expect(after.at(-1)).toEqual(stranger);
    expect(sources(after.slice(1, -1))).toEqual(sourcesOf(OTHER));
    expect(cellSets(existing(notebook))).toEqual(['set', 'another']);
  });

  it('writes a cell anew whose type was changed', () => {
    const set = write([], OTHER);
    set[2] = { ...set[2], cellType: 'raw' };
    const after = write(set, OTHER);
    expect(after).toHaveLength(set.length + 1);
    expect(write(after, OTHER)).toHaveLength(set.length + 1);
  });

  it('never loses a cell and never doubles one, whatever happened to the notebook', () => {
    const random = randomNumbers(12);
    const answers: EditedAnswer[] = ['keep', 'replace', 'insert'];
    for (let round = 0; round < 300; round++) {
      const start = write([own('a'), own('b')], DEFAULT_PARAMETERS, 'keep', round % 3);
      const notebook = start
        .filter(() => random() < 0.8)
        .map(cell => (random() < 0.2 ? { ...cell, source: `${cell.source} # edited` } : cell))
        .sort(() => random() - 0.5);
      const answer = answers[round % 3];
      const after = write(notebook, OTHER, answer);
      expect(after.flatMap(cell => cell.metadata?.step ?? []).sort()).toEqual(
        [...CELL_STEPS].sort()
      );
      const kept = notebook.filter(cell => cell.source.endsWith('# edited'));
      if (answer !== 'replace') {
        expect(sources(after)).toEqual(expect.arrayContaining(sources(kept)));
      }
      expect(write(after, OTHER, answer)).toEqual(after);
    }
  });
});

describe('the identity of a cell', () => {
  const cell = generateCells(OTHER)[1];
  const metadata = cellMetadata('set', cell, OTHER);

  it('comes back from the metadata of a notebook', () => {
    const stored = JSON.parse(JSON.stringify({ trusted: true, [CELL_METADATA_KEY]: metadata }));
    expect(readCellMetadata(stored)).toEqual(metadata);
    expect(parametersFromJson(metadata.parameters).parameters).toEqual(OTHER);
  });

  it.each([
    null,
    7,
    'junk',
    [],
    {},
    { insar: 'junk' },
    { insar: { ...metadata, id: '' } },
    { insar: { ...metadata, step: 'unknown' } },
    { insar: { ...metadata, hash: 1 } },
    { insar: { ...metadata, version: undefined } }
  ])('is not read from %j', junk => {
    expect(readCellMetadata(junk)).toBeNull();
  });

  it('fills in parameters that an older version did not write', () => {
    const older = { insar: { ...metadata, parameters: { burstId: 65551 } } };
    const read = readCellMetadata(older);
    const { parameters } = parametersFromJson(read?.parameters);
    expect(parameters).toEqual({ ...DEFAULT_PARAMETERS, burstId: 65551 });
  });

  it('tells an edit from what tools do to line ends', () => {
    const windows = `${cell.source.replaceAll('\n', '\r\n')}\n`;
    expect(isEdited(metadata, cell.source)).toBe(false);
    expect(isEdited(metadata, windows)).toBe(false);
    expect(isEdited(metadata, cell.source.replace('65551', '65552'))).toBe(true);
    expect(isEdited(metadata, '')).toBe(true);
  });

  it('has a hash that stays the same from version to version', () => {
    expect(hashSource('')).toMatchInlineSnapshot(`"9747b28c811c9dc5"`);
    expect(hashSource('burst_id = 249435')).toMatchInlineSnapshot(`"b83c9b5c8f796cef"`);
  });

  it('has hashes that differ for all small edits', () => {
    const source = cell.source;
    const edits = Array.from({ length: source.length }, (_, i) => [
      source.slice(0, i) + source.slice(i + 1),
      `${source.slice(0, i)}~${source.slice(i)}`,
      `${source.slice(0, i)}~${source.slice(i + 1)}`
    ]).flat();
    const different = new Set(edits.map(text => text.trimEnd()));
    expect(new Set([...different].map(hashSource)).size).toBe(different.size);
  });
});
