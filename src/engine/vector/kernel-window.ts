import type { AxisCells } from '../axis-cells';
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

/** The cells of the raster that padded columns and rows show; others show the number `outside`. */
export interface Borders {
  readonly columns: (first: number, count: number) => AxisCells;
  readonly rows: (first: number, count: number) => AxisCells;
  readonly outside: number;
  /** The window that holds all cells shown; null when none is. */
  readonly cover: (columns: AxisCells, rows: AxisCells) => Window | null;
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
    fill: (part, targets, lineCells) => {
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
        source.fill(padded, strips, strideOf(padded.width));
      } else {
        fillBeyond(source, padded, strips, borders);
      }
      strips.forEach((strip, k) =>
        sums.sum({
          ...{ width, height, type: source.types[k], source: strip },
          ...{ target: targets[k], targetLineCells: lineCells }
        })
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
  const shown = borders.cover(columns, rows);
  const memory = arena();
  const mark = memory.mark();
  const padding = { columns, rows, lineCells: strideOf(padded.width), outside: borders.outside };
  let from: Lines | null = null;
  if (shown) {
    from = inPlace(padding, shown, source, targets) ?? {
      window: shown,
      addresses: allocatePlanes(shown, source.types),
      lineCells: strideOf(shown.width)
    };
    source.fill(from.window, from.addresses, from.lineCells);
  }
  source.types.forEach((type, k) => spread(type, from, k, targets[k], padding));
  memory.release(mark);
}

interface Padding {
  readonly columns: AxisCells;
  readonly rows: AxisCells;
  /** Cells from one padded line to the next. */
  readonly lineCells: number;
  readonly outside: number;
}

/** Cells of a window, plane by plane. */
interface Lines {
  readonly window: Window;
  readonly addresses: readonly number[];
  readonly lineCells: number;
}

/** The places of the cells within the raster; null where borders show others than those. */
function inPlace(
  { columns, rows, lineCells }: Padding,
  shown: Window,
  { types }: OpenWindow,
  targets: readonly number[]
): Lines | null {
  const window = {
    x: columns.offset + columns.start,
    y: rows.offset + rows.start,
    width: columns.end - columns.start,
    height: rows.end - rows.start
  };
  const cell = rows.start * lineCells + columns.start;
  const addresses = targets.map((target, k) => target + cell * CELL_BYTES[types[k]]);
  return contains(window, shown) ? { window, addresses, lineCells } : null;
}

/** Copies cells to wherever the columns and rows show them, unless they are there. */
function spread(
  type: CellType,
  from: Lines | null,
  plane: number,
  target: number,
  { columns, rows, lineCells, outside }: Padding
): void {
  const cells = arena().cells(type);
  for (let row = 0; row < rows.count; row++) {
    const to = target / CELL_BYTES[type] + row * lineCells;
    const shown = rows.at(row);
    if (!from || shown < 0) {
      cells.fill(outside, to, to + columns.count);
      continue;
    }
    // Where the line of the raster would begin.
    const line =
      from.addresses[plane] / CELL_BYTES[type] +
      (shown - from.window.y) * from.lineCells -
      from.window.x;
    const run = line + columns.offset + columns.start;
    if (run !== to + columns.start) {
      cells.copyWithin(to + columns.start, run, line + columns.offset + columns.end);
    }
    cells.fill(outside, to, to + columns.start);
    cells.fill(outside, to + columns.end, to + columns.count);
    for (const [padded, cell] of columns.beyond) {
      cells[to + padded] = cells[line + cell];
    }
  }
}
