import type { Plane, Window } from '../plane';
import { CELLS_AT_ONCE, type Block, type BlockWalk, type SarLines } from './block-walk';
import { cellPosition } from './cell-fit';
import { interpolateHits } from './put-hits';
import type { Hits } from './quad-hits';

/** Share of a quad by which a cell centre on its edge may lie outside through rounding. */
const EDGE = 1e-9;
/** Quads that are tried for a cell before the block is given up. */
const MOST_QUADS = 24;
/** Quads beyond which a quad is continued as a parallelogram outside: its bend is mostly rounding. */
const NEAR = 6;
/** Quads beyond the edge of the block that are clearly outside, and more by distance along the edge. */
const OUTSIDE = 2.5;
const SLANT = 0.5;
/** Further than this from a block, in quads, no place is told apart. */
const FAR = 1e6;

type Point = readonly [x: number, y: number];

/** The twin of the kernels that walk. */
export class PlainWalk implements BlockWalk {
  constructor(
    readonly lines: SarLines,
    readonly table: Float64Array
  ) {}

  valuesAt(hits: Hits, plane: number): Plane {
    const into = new Float64Array(hits.count);
    interpolateHits(hits, this.lines.values[plane], 0, this.lines.read.width, into);
    return into;
  }

  eachHits({ quads, cells, sign }: Block, window: Window, use: (hits: Hits) => void): boolean {
    const rows = Math.max(1, Math.floor(CELLS_AT_ONCE / cells.width));
    const end = cells.y + cells.height;
    for (let first = cells.y; first < end; first += rows) {
      const found: [cell: number, pixel: number, u: number, v: number][] = [];
      for (let row = first; row < Math.min(first + rows, end); row++) {
        if (!this.#walkRow(quads, cells, row, window, sign, found)) {
          return false;
        }
      }
      use({
        count: found.length,
        cells: Int32Array.from(found, ([cell]) => cell),
        samples: Int32Array.from(found, ([, pixel]) => pixel),
        u: Float64Array.from(found, ([, , u]) => u),
        v: Float64Array.from(found, ([, , , v]) => v)
      });
    }
    return true;
  }

  /**
   * Each cell begins in the quad where the one before it lets it be expected, and goes on to the quad
   * where that one, continued as it is, would have it. At the edge of the block, where it would have
   * to go on beyond, the cell lies outside.
   */
  #walkRow(
    block: Window,
    { x, width }: Window,
    row: number,
    window: Window,
    sign: number,
    found: [number, number, number, number][]
  ): boolean {
    const { width: across, height: down } = block;
    const [start, end] = [x, x + width].map(column => {
      const [u, v] = this.#place(
        block.x,
        block.y,
        across,
        down,
        sign,
        cellPosition(this.table, column, row)
      );
      return [u * across, v * down];
    });
    const perCell = [(end[0] - start[0]) / width, (end[1] - start[1]) / width];
    let [sample, line] = start;
    for (let column = x; column < x + width; column++) {
      const point = cellPosition(this.table, column, row);
      const cell = (row - window.y) * window.width + column - window.x;
      let [i, j] = [clamp(sample, across - 1), clamp(line, down - 1)];
      for (let tries = 0; ; tries++) {
        const [u, v] = this.#place(block.x + i, block.y + j, 1, 1, sign, point);
        [sample, line] = [i + u, j + v];
        if (isInside(u, v)) {
          this.#keep(block, i, j, sign, point, cell, [u, v], found);
          break;
        }
        if (!(Math.abs(sample) < FAR && Math.abs(line) < FAR) || tries + 1 === MOST_QUADS) {
          return false;
        }
        const [nextI, nextJ] = [clamp(sample, across - 1), clamp(line, down - 1)];
        const beyondU = Math.abs(sample - 0.5 - nextI);
        const beyondV = Math.abs(line - 0.5 - nextJ);
        if (
          (nextI === i && nextJ === j) ||
          (nextI === i && beyondU > OUTSIDE + SLANT * Math.abs(v - 0.5)) ||
          (nextJ === j && beyondV > OUTSIDE + SLANT * Math.abs(u - 0.5))
        ) {
          break;
        }
        [i, j] = [nextI, nextJ];
      }
      sample += perCell[0];
      line += perCell[1];
    }
    return true;
  }

  /** A centre on an edge belongs to the quads on both sides, in their order. */
  #keep(
    block: Window,
    i: number,
    j: number,
    sign: number,
    point: Point,
    cell: number,
    [u, v]: Point,
    found: [number, number, number, number][]
  ): void {
    const stride = this.lines.read.width;
    const pixel = (sample: number, line: number) => (block.y + line) * stride + block.x + sample;
    if (Math.min(u, v, 1 - u, 1 - v) > EDGE) {
      found.push([cell, pixel(i, j), u, v]);
      return;
    }
    for (let line = Math.max(j - 1, 0); line <= Math.min(j + 1, block.height - 1); line++) {
      for (let s = Math.max(i - 1, 0); s <= Math.min(i + 1, block.width - 1); s++) {
        const [nearU, nearV] = this.#place(block.x + s, block.y + line, 1, 1, sign, point);
        if (isInside(nearU, nearV)) {
          found.push([cell, pixel(s, line), nearU, nearV]);
        }
      }
    }
  }

  /**
   * The place of a point in a quad of `across` by `down` pixels.
   *
   * With h the way from the first corner to the point, h = u e + v f + u v g. Without u that is
   * v^2 (g x f) + v (e x f + h x g) + h x e = 0, and without v it is
   * u^2 (e x g) + u (e x f - h x g) - h x f = 0. The derivative of both at a root is the area there:
   * its square is the discriminant, and its sign, which is known, tells the roots apart.
   */
  #place(
    sample: number,
    line: number,
    across: number,
    down: number,
    sign: number,
    [px, py]: Point
  ): [u: number, v: number] {
    const { lon, lat, read } = this.lines;
    const stride = read.width;
    const a = line * stride + sample;
    const b = a + across;
    const c = a + down * stride;
    const d = c + across;
    const [hx, hy] = [px - lon[a], py - lat[a]];
    const [ex, ey] = [lon[b] - lon[a], lat[b] - lat[a]];
    const [fx, fy] = [lon[c] - lon[a], lat[c] - lat[a]];
    const [gx, gy] = [lon[d] - lon[c] - ex, lat[d] - lat[c] - ey];
    const area = ex * fy - ey * fx;
    const alongE = ex * hy - ey * hx;
    const alongF = hx * fy - hy * fx;
    const bend = hx * gy - hy * gx;
    const ahead = area + bend;
    const squared = ahead * ahead + 2 * alongE * (2 * (gx * fy - gy * fx));
    const root = sign * Math.sqrt(Math.max(squared, 0));
    const u = (2 * alongF) / (area - bend + root);
    const v = (2 * alongE) / (ahead + root);
    const reach = NEAR * Math.abs(area);
    const isFar = Math.abs(alongE) > reach || Math.abs(alongF) > reach;
    return isFar && !(squared >= 0 && isInside(u, v)) ? [alongF / area, alongE / area] : [u, v];
  }
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(Math.floor(value), most)) || 0;
}

function isInside(u: number, v: number): boolean {
  return u >= -EDGE && u <= 1 + EDGE && v >= -EDGE && v <= 1 + EDGE;
}
