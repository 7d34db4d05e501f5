import { kernels } from '../kernels/kernels';
import type { Plane } from '../plane';

/** Rows of a plane: `width` cells each, `rows` of them in use. */
export interface Rows {
  readonly plane: Plane;
  readonly width: number;
  readonly rows: number;
}

/**
 * Halves rows in both directions: each cell becomes the mean of those of its 2 x 2 cells that hold
 * data, or its upper left cell for `nearest`. An odd last row or column stands alone.
 *
 * @param target - Receives the rows from row `firstRow` on; its width is half, rounded up.
 */
export function halve(
  source: Rows,
  target: Plane,
  firstRow: number,
  resampling: 'average' | 'nearest'
): void {
  const wasm = kernels();
  const singles = source.plane instanceof Float32Array && target instanceof Float32Array;
  if (wasm !== null && singles && resampling === 'average') {
    const { plane, width, rows } = source;
    const halfWidth = Math.ceil(width / 2);
    const [cells, halfCells] = [width * rows, halfWidth * Math.ceil(rows / 2)];
    const [from, to] = wasm.reserve(4 * cells, 4 * halfCells);
    wasm.float32(from, cells).set(plane.subarray(0, cells));
    wasm.run.halveFloat32(from, width, rows, to);
    target.set(wasm.float32(to, halfCells), firstRow * halfWidth);
    return;
  }
  plainHalve(source, target, firstRow, resampling);
}

/** The twin, for any planes. */
export function plainHalve(
  source: Rows,
  target: Plane,
  firstRow: number,
  resampling: 'average' | 'nearest'
): void {
  const { plane, width, rows } = source;
  const halfWidth = Math.ceil(width / 2);
  for (let y = 0; y < rows; y += 2) {
    const upper = y * width;
    const lower = y + 1 < rows ? upper + width : upper;
    const to = (firstRow + y / 2) * halfWidth;
    for (let x = 0; x < width; x += 2) {
      const cell = to + x / 2;
      if (resampling === 'nearest') {
        target[cell] = plane[upper + x];
        continue;
      }
      const right = x + 1 < width ? x + 1 : x;
      const sum = plane[upper + x] + plane[upper + right] + plane[lower + x] + plane[lower + right];
      // A cell that is counted twice at an odd edge weighs the same as all others there.
      target[cell] =
        sum === sum
          ? sum / 4
          : meanOfValid(
              plane[upper + x],
              plane[upper + right],
              plane[lower + x],
              plane[lower + right]
            );
    }
  }
}

function meanOfValid(a: number, b: number, c: number, d: number): number {
  let sum = 0;
  let count = 0;
  for (const value of [a, b, c, d]) {
    if (value === value) {
      sum += value;
      count++;
    }
  }
  return count === 0 ? NaN : sum / count;
}
