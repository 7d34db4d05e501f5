import type { Window } from '../../engine';
import { projectionFor } from '../../raster';
import type { MapAxes } from '../cubes/map-axes';

/** Where the cells of a window of the new grid lie in the source, row by row. */
export interface SourceCells {
  /** Column and row of each centre, as fractions counted from the centre of the first cell. */
  readonly column: Float64Array;
  readonly row: Float64Array;
  /** Extent of each new cell, in columns and rows of the source. */
  readonly columns: Float64Array;
  readonly rows: Float64Array;
}

/** Finds places of one grid in another. */
export class GridLocator {
  readonly #toSource: (mapX: number, mapY: number) => readonly [column: number, row: number];

  constructor(
    private readonly target: MapAxes,
    source: MapAxes
  ) {
    const { x, y } = source;
    const toCell = (mapX: number, mapY: number): [number, number] => [
      (mapX - x.first) / x.step,
      (mapY - y.first) / y.step
    ];
    if (target.epsg === source.epsg) {
      this.#toSource = toCell;
    } else {
      const [from, to] = [projectionFor(target.epsg), projectionFor(source.epsg)];
      this.#toSource = (mapX, mapY) => toCell(...to.forward(...from.inverse(mapX, mapY)));
    }
  }

  /** @param extents - Whether the extents of the cells are asked for, too; they are 0 otherwise. */
  locate(window: Window, extents: boolean): SourceCells {
    const { width, height } = window;
    const count = width * height;
    const [column, row, columns, rows] = Array.from({ length: 4 }, () => new Float64Array(count));
    for (let r = 0, i = 0; r < height; r++) {
      for (let c = 0; c < width; c++, i++) {
        [column[i], row[i]] = this.#at(window.x + c, window.y + r);
      }
    }
    if (extents) {
      const corners = this.#corners(window);
      const step = width + 1;
      for (let r = 0, i = 0; r < height; r++) {
        for (let c = 0; c < width; c++, i++) {
          const k = r * step + c;
          columns[i] = extent(corners.column, k, step);
          rows[i] = extent(corners.row, k, step);
        }
      }
    }
    return { column, row, columns, rows };
  }

  #at(column: number, row: number): readonly [number, number] {
    const { x, y } = this.target;
    return this.#toSource(x.first + column * x.step, y.first + row * y.step);
  }

  #corners(window: Window): { column: Float64Array; row: Float64Array } {
    const [width, height] = [window.width + 1, window.height + 1];
    const column = new Float64Array(width * height);
    const row = new Float64Array(width * height);
    for (let r = 0, i = 0; r < height; r++) {
      for (let c = 0; c < width; c++, i++) {
        [column[i], row[i]] = this.#at(window.x + c - 0.5, window.y + r - 0.5);
      }
    }
    return { column, row };
  }
}

/** How far a coordinate goes across a cell: along its sides from left to right, or top to bottom. */
function extent(corner: Float64Array, k: number, step: number): number {
  const across = corner[k + 1] - corner[k] + corner[k + step + 1] - corner[k + step];
  const down = corner[k + step] - corner[k] + corner[k + step + 1] - corner[k + 1];
  return Math.max(Math.abs(across), Math.abs(down)) / 2;
}

/** The part of a source of `width` by `height` cells within `reach` of the cells; null when none. */
export function neededWindow(
  { column, row, columns, rows }: SourceCells,
  width: number,
  height: number,
  reach: (extent: number) => number
): Window | null {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < column.length; i++) {
    const [c, r] = [column[i], row[i]];
    const [halfWidth, halfHeight] = [(1 + columns[i]) / 2, (1 + rows[i]) / 2];
    const near =
      c > -halfWidth && c < width - 1 + halfWidth && r > -halfHeight && r < height - 1 + halfHeight;
    if (near) {
      const [acrossReach, downReach] = [reach(columns[i]), reach(rows[i])];
      left = Math.min(left, c - acrossReach);
      right = Math.max(right, c + acrossReach);
      top = Math.min(top, r - downReach);
      bottom = Math.max(bottom, r + downReach);
    }
  }
  if (left > right) {
    return null;
  }
  const x = Math.max(0, Math.floor(left));
  const y = Math.max(0, Math.floor(top));
  const window = {
    x,
    y,
    width: Math.min(width - 1, Math.ceil(right)) - x + 1,
    height: Math.min(height - 1, Math.ceil(bottom)) - y + 1
  };
  return window.width > 0 && window.height > 0 ? window : null;
}
