import type { Window } from '../plane';
import { calmAreas, CELLS_AT_ONCE, type BlockWalk, type Positions } from './block-walk';
import { cellPosition } from './cell-fit';
import type { Hits } from './quad-hits';

/** Share of a quad by which a cell centre on its edge may lie outside through rounding. */
const EDGE = 1e-9;
/** Quads that are tried for a cell before the block is given up. */
const MOST_QUADS = 24;
/** Quads beyond which a quad is continued as a parallelogram: its bend is mostly rounding. */
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
    readonly positions: Positions,
    readonly table: Float64Array
  ) {}

  isCalm(block: Window): boolean {
    const areas = calmAreas(this.positions, block);
    if (areas === null || block.width < 4) {
      return false;
    }
    const { lon, lat, stride } = this.positions;
    const [least, most] = [areas.least, areas.most].map(Math.fround);
    const edge = (from: number, to: number): Point => [
      Math.fround(lon[to] - lon[from]),
      Math.fround(lat[to] - lat[from])
    ];
    for (let line = block.y; line < block.y + block.height; line++) {
      for (let sample = block.x; sample < block.x + block.width; sample++) {
        const a = line * stride + sample;
        const c = a + stride;
        const across = [edge(a, a + 1), edge(c, c + 1)];
        const down = [edge(a, c), edge(a + 1, c + 1)];
        for (const [ex, ey] of across) {
          for (const [fx, fy] of down) {
            const area = Math.fround(Math.fround(ex * fy) - Math.fround(ey * fx));
            if (!(area >= least && area <= most)) {
              return false;
            }
          }
        }
      }
    }
    return true;
  }

  eachHits(block: Window, cells: Window, window: Window, use: (hits: Hits) => void): boolean {
    const { sign } = calmAreas(this.positions, block)!;
    const rows = Math.max(1, Math.floor(CELLS_AT_ONCE / cells.width));
    const end = cells.y + cells.height;
    for (let first = cells.y; first < end; first += rows) {
      const found: [cell: number, pixel: number, u: number, v: number][] = [];
      for (let row = first; row < Math.min(first + rows, end); row++) {
        if (!this.#walkRow(block, cells, row, window, sign, found)) {
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
    const { stride } = this.positions;
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
   * v^2 (g x f) + v (e x f + h x g) + h x e = 0, whose derivative at a root is the area there: its
   * sign, which is known, tells the roots apart.
   */
  #place(
    sample: number,
    line: number,
    across: number,
    down: number,
    sign: number,
    [px, py]: Point
  ): [u: number, v: number] {
    const { lon, lat, stride } = this.positions;
    const a = line * stride + sample;
    const b = a + across;
    const c = a + down * stride;
    const d = c + across;
    const [hx, hy] = [px - lon[a], py - lat[a]];
    const [ex, ey] = [lon[b] - lon[a], lat[b] - lat[a]];
    const [fx, fy] = [lon[c] - lon[a], lat[c] - lat[a]];
    const [gx, gy] = [lon[d] - lon[c] - ex, lat[d] - lat[c] - ey];
    const area = ex * fy - ey * fx;
    const k0 = hx * ey - hy * ex;
    const k3 = hx * fy - hy * fx;
    if (Math.abs(k0) > NEAR * Math.abs(area) || Math.abs(k3) > NEAR * Math.abs(area)) {
      return [k3 / area, -k0 / area];
    }
    const k2 = gx * fy - gy * fx;
    const k1 = area + (hx * gy - hy * gx);
    const root = Math.sqrt(Math.max(k1 * k1 - 4 * k0 * k2, 0));
    const v = (-2 * k0) / (k1 + sign * root);
    const [ux, uy] = [ex + v * gx, ey + v * gy];
    return [((hx - v * fx) * ux + (hy - v * fy) * uy) / (ux * ux + uy * uy), v];
  }
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(Math.floor(value), most)) || 0;
}

function isInside(u: number, v: number): boolean {
  return u >= -EDGE && u <= 1 + EDGE && v >= -EDGE && v <= 1 + EDGE;
}
