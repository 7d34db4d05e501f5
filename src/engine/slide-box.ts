import type { Plane } from './cube';
import type { PaddedPlane } from './padded-plane';

/** Columns that are computed at once: few enough that their sums stay in the processor's cache. */
const STRIP = 1024;

/*
 * Window sums without subtraction: the line is cut into blocks as long as the window, so that each
 * window is the tail of one block and the head of the next. Adding what enters and subtracting what
 * leaves would need one addition less, but carries the rounding error of a bright target along.
 */

/**
 * Writes `sum * weight * factor` of the box of `rows` by `columns` cells that starts at each padded
 * cell. Sums are of double precision; each padded line is copied once a strip.
 *
 * @param source - `(height + rows - 1) * (width + columns - 1)` cells.
 * @param result - `height * width` cells, row-major.
 */
export function slideBox(
  source: PaddedPlane,
  width: number,
  height: number,
  rows: number,
  columns: number,
  weight: number,
  factor: number,
  result: Plane
): void {
  const most = Math.min(STRIP, width) + columns - 1;
  const newLines = () => Array.from({ length: rows }, () => new Float64Array(most));
  let tails = newLines();
  let next = newLines();
  const head = new Float64Array(most);
  const lineSums = new Float64Array(most);
  const boxTails = new Float64Array(columns);
  for (let left = 0; left < width; left += STRIP) {
    const count = Math.min(STRIP, width - left);
    const padded = count + columns - 1;
    for (let row = 0; row < rows; row++) {
      source.copyLine(row, left, padded, tails[row]);
    }
    for (let block = 0; block < height; block += rows) {
      for (let row = rows - 2; row >= 0; row--) {
        addInto(tails[row], tails[row + 1], padded);
      }
      head.fill(0);
      const inBlock = Math.min(rows, height - block);
      for (let row = 0; row < inBlock; row++) {
        let sums = tails[row];
        if (row > 0) {
          const entering = next[row - 1];
          source.copyLine(block + rows + row - 1, left, padded, entering);
          addInto(head, entering, padded);
          sumInto(lineSums, sums, head, padded);
          sums = lineSums;
        }
        const to = (block + row) * width + left;
        sumAlong(sums, count, columns, weight, factor, boxTails, result, to);
      }
      if (block + rows < height) {
        source.copyLine(block + 2 * rows - 1, left, padded, next[rows - 1]);
        [tails, next] = [next, tails];
      }
    }
  }
}

function addInto(target: Float64Array, other: Float64Array, count: number): void {
  for (let x = 0; x < count; x++) {
    target[x] += other[x];
  }
}

function sumInto(target: Float64Array, a: Float64Array, b: Float64Array, count: number): void {
  for (let x = 0; x < count; x++) {
    target[x] = a[x] + b[x];
  }
}

/** Sums of `length` neighbours, starting at every one of `count`. */
function sumAlong(
  source: Float64Array,
  count: number,
  length: number,
  weight: number,
  factor: number,
  tails: Float64Array,
  result: Plane,
  to: number
): void {
  for (let block = 0; block < count; block += length) {
    let tail = 0;
    for (let x = length - 1; x >= 0; x--) {
      tail += source[block + x];
      tails[x] = tail;
    }
    result[to + block] = tail * weight * factor;
    let head = 0;
    const inBlock = Math.min(length, count - block);
    for (let x = 1; x < inBlock; x++) {
      head += source[block + length + x - 1];
      result[to + block + x] = (tails[x] + head) * weight * factor;
    }
  }
}
