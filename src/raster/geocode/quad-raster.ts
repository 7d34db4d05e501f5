import type { Plane, Window } from '../plane';

/** Share of a quad by which a cell centre on its edge may lie outside through rounding. */
const EDGE = 1e-9;
/** Steps of Newton's method; a quad that is no fold needs three. */
const MOST_STEPS = 8;
/** Change of the position in the quad, as a share of it, that ends the steps. */
const STEP_SHARE = 1e-10;

/** The cells that are filled: the window of a grid, and its planes. */
export interface Target {
  readonly window: Window;
  readonly planes: readonly Plane[];
}

/**
 * Fills target cells from the quads between two neighbouring SAR lines.
 *
 * A cell whose centre lies in a quad gets the bilinear value at the place in the quad that maps to
 * it (inverse bilinear interpolation). NaN at any corner leaves the cell as it was.
 */
export class QuadRaster {
  readonly #lowX: Float64Array;
  readonly #highX: Float64Array;
  readonly #lowY: Float64Array;
  readonly #highY: Float64Array;

  constructor(
    readonly target: Target,
    mostSamples: number
  ) {
    this.#lowX = new Float64Array(mostSamples);
    this.#highX = new Float64Array(mostSamples);
    this.#lowY = new Float64Array(mostSamples);
    this.#highY = new Float64Array(mostSamples);
  }

  /**
   * @param ax - Columns of the pixel centres of the upper line in the grid, whole numbers being
   *   cell centres; `ay` the rows; `bx`, `by` those of the lower line.
   * @param values - Planes that hold both lines; the upper begins at `start`, the lower at
   *   `start + samples`.
   */
  fill(
    ax: Float64Array,
    ay: Float64Array,
    bx: Float64Array,
    by: Float64Array,
    samples: number,
    values: readonly Plane[],
    start: number
  ): void {
    const lowX = this.#lowX;
    const highX = this.#highX;
    const lowY = this.#lowY;
    const highY = this.#highY;
    const { x: firstColumn, y: firstRow, width, height } = this.target.window;
    const endColumn = firstColumn + width;
    const endRow = firstRow + height;
    for (let i = 0; i < samples; i++) {
      // NaN in either line must stay NaN here, which a plain comparison would drop.
      lowX[i] = Math.min(ax[i], bx[i]);
      highX[i] = Math.max(ax[i], bx[i]);
      lowY[i] = Math.min(ay[i], by[i]);
      highY[i] = Math.max(ay[i], by[i]);
    }
    for (let i = 0; i + 1 < samples; i++) {
      const left = Math.ceil(Math.min(lowX[i], lowX[i + 1]) - EDGE);
      const right = Math.floor(Math.max(highX[i], highX[i + 1]) + EDGE);
      if (!(left <= right && right >= firstColumn && left < endColumn)) {
        continue;
      }
      const top = Math.ceil(Math.min(lowY[i], lowY[i + 1]) - EDGE);
      const bottom = Math.floor(Math.max(highY[i], highY[i + 1]) + EDGE);
      if (!(top <= bottom && bottom >= firstRow && top < endRow)) {
        continue;
      }
      const lastRow = Math.min(bottom, endRow - 1);
      const lastColumn = Math.min(right, endColumn - 1);
      for (let row = Math.max(top, firstRow); row <= lastRow; row++) {
        for (let column = Math.max(left, firstColumn); column <= lastColumn; column++) {
          this.#fillCell(ax, ay, bx, by, i, column, row, values, start + i, start + samples + i);
        }
      }
    }
  }

  #fillCell(
    ax: Float64Array,
    ay: Float64Array,
    bx: Float64Array,
    by: Float64Array,
    i: number,
    column: number,
    row: number,
    values: readonly Plane[],
    upper: number,
    lower: number
  ): void {
    // P(u, v) = p + u e + v f + u v g, u along the line, v from the upper to the lower line.
    const px = ax[i] - column;
    const py = ay[i] - row;
    const ex = ax[i + 1] - ax[i];
    const ey = ay[i + 1] - ay[i];
    const fx = bx[i] - ax[i];
    const fy = by[i] - ay[i];
    const gx = bx[i + 1] - bx[i] - ex;
    const gy = by[i + 1] - by[i] - ey;
    let u = 0.5;
    let v = 0.5;
    let change = 1;
    for (let step = 0; step < MOST_STEPS && change > STEP_SHARE; step++) {
      const rx = px + u * ex + v * (fx + u * gx);
      const ry = py + u * ey + v * (fy + u * gy);
      const ux = ex + v * gx;
      const uy = ey + v * gy;
      const vx = fx + u * gx;
      const vy = fy + u * gy;
      const determinant = ux * vy - uy * vx;
      const du = (rx * vy - ry * vx) / determinant;
      const dv = (ux * ry - uy * rx) / determinant;
      u -= du;
      v -= dv;
      change = Math.abs(du) + Math.abs(dv);
      if (!(u > -2 && u < 3 && v > -2 && v < 3)) {
        return;
      }
    }
    if (!(
      u >= -EDGE &&
      u <= 1 + EDGE &&
      v >= -EDGE &&
      v <= 1 + EDGE &&
      change <= Math.sqrt(STEP_SHARE)
    )) {
      return;
    }
    const { x, y, width } = this.target.window;
    const cell = (row - y) * width + column - x;
    for (let k = 0; k < values.length; k++) {
      const plane = values[k];
      const a = plane[upper] + u * (plane[upper + 1] - plane[upper]);
      const b = plane[lower] + u * (plane[lower + 1] - plane[lower]);
      const value = a + v * (b - a);
      if (value === value) {
        this.target.planes[k][cell] = value;
      }
    }
  }
}
