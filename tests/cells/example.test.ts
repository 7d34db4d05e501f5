import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS, generateCells, isEdited, readCellMetadata } from '../../src/workflow';
import { exampleNotebook } from './example-notebook';
import { NO_PYTHON, runPython } from './python';

const EXAMPLE = resolve(__dirname, '../../examples/insar-coherence.ipynb');

interface Cell {
  readonly cell_type: string;
  readonly metadata: unknown;
  readonly source: readonly string[];
}

describe('the example notebook', () => {
  const stored = readFileSync(EXAMPLE, 'utf8');
  const cells: Cell[] = JSON.parse(stored).cells;

  it('is what the workflow writes', () => {
    expect(stored, 'Renew it with: node scripts/update-example.mjs').toBe(exampleNotebook());
  });

  it('holds cells that are known as a set and unedited', () => {
    for (const [i, generated] of generateCells(DEFAULT_PARAMETERS).entries()) {
      const metadata = readCellMetadata(cells[i].metadata);
      const source = cells[i].source.join('');
      expect(source).toBe(generated.source);
      expect(metadata?.step).toBe(generated.step);
      expect(metadata && isEdited(metadata, source)).toBe(false);
    }
  });

  it('says at its head that the sample is simulated', () => {
    expect(cells[0].cell_type).toBe('markdown');
    expect(cells[0].source.join('')).toContain('simulated');
  });

  it.skipIf(NO_PYTHON)(`is a valid notebook${NO_PYTHON ? `: ${NO_PYTHON}` : ''}`, async () => {
    const program =
      'import sys, nbformat; ' +
      'notebook = nbformat.read(sys.argv[1], as_version=4); nbformat.validate(notebook); ' +
      'print(nbformat.writes(notebook) == open(sys.argv[1]).read().rstrip("\\n"))';
    const output = await runPython(['-c', program, EXAMPLE]);
    expect(output.trim()).toBe('True');
  });
});
