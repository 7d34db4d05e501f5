import {
  CELL_METADATA_KEY,
  DEFAULT_PARAMETERS,
  cellMetadata,
  generateCells
} from '../../src/workflow';

/** The set that the example's cells belong to: a fixed one, so that the file is the same each time. */
const EXAMPLE_SET = 'example';

/** The example notebook as a file: nbformat 4.5, laid out as Jupyter saves it, without outputs. */
export function exampleNotebook(): string {
  const cells = generateCells(DEFAULT_PARAMETERS).map(cell => ({
    cell_type: cell.cellType,
    ...(cell.cellType === 'code' ? { execution_count: null } : {}),
    id: `${EXAMPLE_SET}-${cell.step}`,
    metadata: { [CELL_METADATA_KEY]: cellMetadata(EXAMPLE_SET, cell, DEFAULT_PARAMETERS) },
    ...(cell.cellType === 'code' ? { outputs: [] } : {}),
    source: cell.source.split(/(?<=\n)/)
  }));
  const notebook = {
    cells,
    metadata: {
      kernelspec: { display_name: 'Python 3 (ipykernel)', language: 'python', name: 'python3' },
      language_info: { name: 'python' }
    },
    nbformat: 4,
    nbformat_minor: 5
  };
  return `${JSON.stringify(notebook, withSortedKeys, 1)}\n`;
}

function withSortedKeys(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}
