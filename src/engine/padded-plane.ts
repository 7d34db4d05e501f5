import type { AxisCells } from './axis-cells';
import type { Plane, Window } from './cube';

/**
 * A plane with a margin around it, of which lines are copied out as numbers that can be summed:
 * cells beyond the plane and cells that are NaN or infinite are replaced.
 */
export class PaddedPlane {
  /** From a padded column that shows a neighbour to its place in a line of the plane. */
  readonly #offset: number;

  /**
   * @param plane - The cells of `window`; null when the margin is all there is.
   */
  constructor(
    private readonly plane: Plane | null,
    private readonly window: Window | null,
    private readonly columns: AxisCells,
    private readonly rows: AxisCells,
    private readonly outside: number,
    private readonly replaceInvalid: number
  ) {
    this.#offset = columns.offset - (window?.x ?? 0);
  }

  /** Copies `count` cells of padded row `row`, from padded column `first` on, to `target[0]` on. */
  copyLine(row: number, first: number, count: number, target: Float64Array): void {
    const { plane, window, columns, replaceInvalid } = this;
    const sourceRow = this.rows.at(row);
    if (plane === null || window === null || sourceRow < 0) {
      target.fill(this.outside, 0, count);
      return;
    }
    const line = (sourceRow - window.y) * window.width;
    const innerStart = Math.min(Math.max(columns.start, first), first + count);
    const innerEnd = Math.max(Math.min(columns.end, first + count), innerStart);
    this.#copyMapped(line, first, innerStart, first, target);
    const from = line + this.#offset;
    for (let c = innerStart; c < innerEnd; c++) {
      const cell = plane[from + c];
      // Zero for every number, NaN for NaN and the infinities.
      target[c - first] = cell - cell === 0 ? cell : replaceInvalid;
    }
    this.#copyMapped(line, innerEnd, first + count, first, target);
  }

  /** All padded cells, row-major. */
  toArray(): Float64Array {
    const width = this.columns.count;
    const all = new Float64Array(width * this.rows.count);
    for (let row = 0; row < this.rows.count; row++) {
      this.copyLine(row, 0, width, all.subarray(row * width, (row + 1) * width));
    }
    return all;
  }

  #copyMapped(line: number, start: number, end: number, first: number, target: Float64Array): void {
    const { plane, window, columns } = this;
    for (let c = start; c < end; c++) {
      const column = columns.at(c);
      if (column < 0) {
        target[c - first] = this.outside;
      } else {
        const cell = plane![line + column - window!.x];
        target[c - first] = cell - cell === 0 ? cell : this.replaceInvalid;
      }
    }
  }
}
