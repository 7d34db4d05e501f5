/** Rows and columns between the places where a smooth field is computed. */
const STEP = 16;

/**
 * A smooth function of row and column, computed at every 16th and linear between: an undulation, a
 * map projection. Over the 500 m of 16 posts of one arc second the error is below 1 mm for either.
 */
export class CoarseField {
  private readonly across: number;
  private readonly values: Float64Array;

  constructor(rows: number, columns: number, valueAt: (row: number, column: number) => number) {
    const down = Math.ceil((rows - 1) / STEP) + 1;
    this.across = Math.ceil((columns - 1) / STEP) + 1;
    this.values = new Float64Array(down * this.across);
    for (let i = 0; i < down; i++) {
      for (let j = 0; j < this.across; j++) {
        this.values[i * this.across + j] = valueAt(i * STEP, j * STEP);
      }
    }
  }

  at(row: number, column: number): number {
    const i = Math.floor(row / STEP);
    const j = Math.floor(column / STEP);
    const v = row / STEP - i;
    const u = column / STEP - j;
    // On the last row or column of nodes nothing lies beyond, and nothing of it is needed.
    const below = v === 0 ? 0 : this.across;
    const right = u === 0 ? 0 : 1;
    const k = i * this.across + j;
    const upper = this.values[k] * (1 - u) + this.values[k + right] * u;
    const lower = this.values[k + below] * (1 - u) + this.values[k + below + right] * u;
    return upper * (1 - v) + lower * v;
  }
}
