import { codeCells } from './python-cells';
import type { GeneratedCell } from './cell-identity';
import { titleCell } from './title-cell';
import type { InsarParameters } from './parameters';

/**
 * The cells of the workflow, one a step of `CELL_STEPS`: openEO Python that runs from a fresh
 * kernel, top to bottom, and sends the graphs of `preprocessingGraph` and `coherenceGraph`.
 *
 * Values are written as they are, also impossible ones; `checkParameters` says which those are.
 */
export function generateCells(parameters: InsarParameters): GeneratedCell[] {
  return [titleCell(parameters), ...codeCells(parameters)];
}
