import type { OpenWindow, Window } from '../cube';
import { arena, CELL_BYTES, type CellType } from './arena';
import type { BoxSums } from './box-sums';
import { allocatePlanes, strideOf } from './open-window';

/** Where a kernel lies relative to the pixel that it is centred on. */
export interface KernelPlace {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

/** The cells of the raster that padded columns and rows show; -1 for the number `outside`. */
export interface Borders {
  readonly columns: (first: number, count: number) => Int32Array;
  readonly rows: (first: number, count: number) => Int32Array;
  readonly outside: number;
  /** The window that holds all cells named; null when none is. */
  readonly cover: (columns: Int32Array, rows: Int32Array) => Window | null;
}

/**
 * The open window of sums over a box, of the cells of another.
 *
 * @param keepsSign - Whether sums of what is not negative are not negative.
 */
export function boxWindow(
  window: Window,
  source: OpenWindow,
  place: KernelPlace,
  sums: BoxSums,
  borders: Borders,
  keepsSign: boolean
): OpenWindow {
  return {
    window,
    types: source.types,
    ...(keepsSign ? { nonNegative: source.nonNegative } : {}),
    reach: {
      lines: place.rows - 1 + (source.reach?.lines ?? 0),
      samples: place.columns - 1 + (source.reach?.samples ?? 0)
    },
    close: source.close,
    fill: (part, targets) => {
      const memory = arena();
      const mark = memory.mark();
      const { width, height } = part;
      const padded = {
        x: part.x + place.left,
        y: part.y + place.top,
        width: width + place.columns - 1,
        height: height + place.rows - 1
      };
      const strips = source.types.map(type =>
        memory.allocate(sums.stripBytes(width, height, type))
      );
      if (contains(source.window, padded)) {
        source.fill(padded, strips);
      } else {
        fillBeyond(source, padded, strips, borders);
      }
      strips.forEach((strip, k) =>
        sums.sum({ width, height, source: strip, target: targets[k], type: source.types[k] })
      );
      memory.release(mark);
    }
  };
}

function contains(outer: Window, inner: Window): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Fills a part that reaches beyond the edges of the raster. */
function fillBeyond(
  source: OpenWindow,
  padded: Window,
  targets: readonly number[],
  borders: Borders
): void {
  const columns = borders.columns(padded.x, padded.width);
  const rows = borders.rows(padded.y, padded.height);
  const inside = borders.cover(columns, rows);
  const memory = arena();
  const mark = memory.mark();
  const from = inside ? allocatePlanes(inside, source.types) : [];
  if (inside) {
    source.fill(inside, from);
  }
  source.types.forEach((type, k) =>
    spread(type, inside, from[k] ?? 0, padded, targets[k], columns, rows, borders.outside)
  );
  memory.release(mark);
}

/** Copies every cell to where the columns and rows show it. */
function spread(
  type: CellType,
  inside: Window | null,
  from: number,
  padded: Window,
  target: number,
  columns: Int32Array,
  rows: Int32Array,
  outside: number
): void {
  const cells = arena().cells(type);
  const stride = strideOf(padded.width);
  const [start, end] = longestRun(columns);
  for (let row = 0; row < padded.height; row++) {
    const to = target / CELL_BYTES[type] + row * stride;
    if (!inside || rows[row] < 0) {
      cells.fill(outside, to, to + padded.width);
      continue;
    }
    const line = from / CELL_BYTES[type] + (rows[row] - inside.y) * strideOf(inside.width);
    const first = line + columns[start] - inside.x;
    cells.copyWithin(to + start, first, first + end - start);
    for (let x = start > 0 ? 0 : end; x < padded.width; x = x + 1 === start ? end : x + 1) {
      cells[to + x] = columns[x] < 0 ? outside : cells[line + columns[x] - inside.x];
    }
  }
}

/** Start and end of the most columns that are neighbours in the raster, too. */
function longestRun(columns: Int32Array): [start: number, end: number] {
  let longest: [number, number] = [0, 0];
  for (let start = 0; start < columns.length;) {
    let end = start + 1;
    while (columns[start] >= 0 && columns[end] === columns[end - 1] + 1) {
      end++;
    }
    longest = columns[start] >= 0 && end - start > longest[1] - longest[0] ? [start, end] : longest;
    start = end;
  }
  return longest;
}
