import type { Window } from '../../engine';
import type { CellPosition, GridShapes } from './grid-shapes';

/** Distance in cells by which a cell centre may miss a boundary that it lies on, for rounding. */
const ROUNDING = 1e-9;

/**
 * Which cells of a window shapes cover, row by row: 1 or 0.
 *
 * A polygon covers the cells whose centres are in it or on its boundary, a line those that it
 * passes through, a point the one that it lies in.
 */
export function coverage(shapes: GridShapes, window: Window): Uint8Array {
  const covered = new Uint8Array(window.width * window.height);
  for (const rings of shapes.polygons) {
    coverPolygon(rings, window, covered);
  }
  for (const line of shapes.lines) {
    line.forEach((end, i) => coverSegment(line[Math.max(0, i - 1)], end, window, covered));
  }
  for (const point of shapes.points) {
    coverSegment(point, point, window, covered);
  }
  return covered;
}

/** Fills between the boundaries that a row crosses, just above and just below its centre line. */
function coverPolygon(
  rings: readonly (readonly CellPosition[])[],
  window: Window,
  covered: Uint8Array
): void {
  const edges = rings.flatMap(ring =>
    ring.flatMap((end, i) => {
      const start = ring[i === 0 ? ring.length - 1 : i - 1];
      const [top, bottom] = start[1] < end[1] ? [start, end] : [end, start];
      const outside = bottom[1] < window.y - 1 || top[1] > window.y + window.height;
      return outside ? [] : [{ top, bottom }];
    })
  );
  for (let r = 0; r < window.height; r++) {
    for (const row of [window.y + r - ROUNDING, window.y + r + ROUNDING]) {
      const crossings: number[] = [];
      for (const { top, bottom } of edges) {
        if (top[1] <= row && row < bottom[1]) {
          const share = (row - top[1]) / (bottom[1] - top[1]);
          crossings.push(top[0] + share * (bottom[0] - top[0]));
        }
      }
      crossings.sort((a, b) => a - b);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const first = Math.ceil(crossings[i] - ROUNDING * 100);
        const last = Math.floor(crossings[i + 1] + ROUNDING * 100);
        coverRow(first, last, r, window, covered);
      }
    }
  }
}

/** Covers the cells that a straight line passes through, row by row. */
function coverSegment(a: CellPosition, b: CellPosition, window: Window, covered: Uint8Array): void {
  const [top, bottom] = a[1] < b[1] ? [a, b] : [b, a];
  const height = bottom[1] - top[1];
  const firstRow = Math.max(window.y, Math.round(top[1]));
  const lastRow = Math.min(window.y + window.height - 1, Math.round(bottom[1]));
  for (let row = firstRow; row <= lastRow; row++) {
    const at = (y: number): number => {
      const share = height === 0 ? 0 : Math.min(1, Math.max(0, (y - top[1]) / height));
      return top[0] + share * (bottom[0] - top[0]);
    };
    const ends = height === 0 ? [top[0], bottom[0]] : [at(row - 0.5), at(row + 0.5)];
    const [left, right] = [Math.round(Math.min(...ends)), Math.round(Math.max(...ends))];
    coverRow(left, right, row - window.y, window, covered);
  }
}

function coverRow(
  first: number,
  last: number,
  row: number,
  window: Window,
  covered: Uint8Array
): void {
  const from = Math.max(0, first - window.x);
  const to = Math.min(window.width - 1, last - window.x);
  if (from <= to) {
    covered.fill(1, row * window.width + from, row * window.width + to + 1);
  }
}

/** All shapes of several features together. */
export function together(all: readonly GridShapes[]): GridShapes {
  return {
    polygons: all.flatMap(({ polygons }) => polygons),
    lines: all.flatMap(({ lines }) => lines),
    points: all.flatMap(({ points }) => points)
  };
}
