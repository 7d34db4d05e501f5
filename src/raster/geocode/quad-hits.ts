import type { Window } from '../plane';

/** Share of a quad by which a cell centre on its edge may lie outside through rounding. */
const EDGE = 1e-9;
/** Steps of Newton's method; a quad that is no fold needs two. */
const MOST_STEPS = 8;
/**
 * Change of the position in the quad, as a share of it, that ends the steps: what is left is of the
 * order of its square.
 */
const STEP_SHARE = 1e-6;
/** Change of the last step beyond which the steps have not come to an end. */
const LAST_STEP_SHARE = 1e-5;

/**
 * Positions of the pixel centres of two neighbouring lines, in columns and rows of a grid, whole
 * numbers being cell centres: `ax`, `ay` of the upper line, `bx`, `by` of the lower one.
 */
export interface LinePair {
  readonly ax: Float64Array;
  readonly ay: Float64Array;
  readonly bx: Float64Array;
  readonly by: Float64Array;
  readonly samples: number;
}

/** Cells whose centres lie in quads, in the order of the quads. */
export interface Hits {
  count: number;
  /** Numbers of the cells in the window, row-major. */
  readonly cells: Int32Array;
  /** Sample at the upper left of the quad. */
  readonly samples: Int32Array;
  /** Place in the quad: 0 to 1 along the line, and from the upper to the lower line. */
  readonly u: Float64Array;
  readonly v: Float64Array;
}

/**
 * Finds the cells of a window whose centres lie in the quads of two lines, from quad `first` on,
 * until all are done or `hits` has no room for the next one; a quad that covers more cells than
 * `hits` can hold is told by the same number that it began with.
 *
 * P(u, v) = p + u e + v f + u v g is solved for the cell centre by Newton's method (inverse bilinear
 * interpolation).
 *
 * @returns The quad to go on with.
 */
export function findHits(lines: LinePair, first: number, window: Window, hits: Hits): number {
  const { ax, ay, bx, by, samples } = lines;
  const endColumn = window.x + window.width;
  const endRow = window.y + window.height;
  hits.count = 0;
  let i = first;
  for (; i + 1 < samples; i++) {
    // NaN at any corner stays NaN here, and is refused by the comparison.
    const left = Math.ceil(Math.min(ax[i], bx[i], ax[i + 1], bx[i + 1]) - EDGE);
    const right = Math.floor(Math.max(ax[i], bx[i], ax[i + 1], bx[i + 1]) + EDGE);
    const startColumn = Math.max(left, window.x);
    const lastColumn = Math.min(right, endColumn - 1);
    if (!(startColumn <= lastColumn)) {
      continue;
    }
    const top = Math.ceil(Math.min(ay[i], by[i], ay[i + 1], by[i + 1]) - EDGE);
    const bottom = Math.floor(Math.max(ay[i], by[i], ay[i + 1], by[i + 1]) + EDGE);
    const startRow = Math.max(top, window.y);
    const lastRow = Math.min(bottom, endRow - 1);
    if (!(startRow <= lastRow)) {
      continue;
    }
    const most = (lastColumn - startColumn + 1) * (lastRow - startRow + 1);
    if (most > hits.cells.length - hits.count) {
      break;
    }
    for (let row = startRow; row <= lastRow; row++) {
      for (let column = startColumn; column <= lastColumn; column++) {
        findHit(lines, i, column, row, window, hits);
      }
    }
  }
  return i;
}

function findHit(
  { ax, ay, bx, by }: LinePair,
  i: number,
  column: number,
  row: number,
  window: Window,
  hits: Hits
): void {
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
    const inverse = 1 / determinant;
    const du = (rx * vy - ry * vx) * inverse;
    const dv = (ux * ry - uy * rx) * inverse;
    u -= du;
    v -= dv;
    change = Math.abs(du) + Math.abs(dv);
    if (!(u > -2 && u < 3 && v > -2 && v < 3)) {
      return;
    }
  }
  const inside = u >= -EDGE && u <= 1 + EDGE && v >= -EDGE && v <= 1 + EDGE;
  if (inside && change <= LAST_STEP_SHARE) {
    const { count } = hits;
    hits.cells[count] = (row - window.y) * window.width + column - window.x;
    hits.samples[count] = i;
    hits.u[count] = u;
    hits.v[count] = v;
    hits.count++;
  }
}
