import type { Grid } from '../grid/grid';
import { kernels } from '../kernels/kernels';
import type { Plane, Window } from '../plane';
import { CELLS_AT_ONCE, type BlockWalk, type Positions } from './block-walk';
import type { QuadBlocks } from './blocks';
import { cellTable, type CellFit } from './cell-fit';
import { KernelWalk } from './kernel-walk';
import { lineSweep } from './line-sweep';
import type { GridScale, PixelProjector } from './pixel-projector';
import { PlainWalk } from './plain-walk';
import type { Hits } from './quad-hits';

/** Added to the boxes of blocks in cells, against rounding. */
const MARGIN_CELLS = 1e-3;

/** Lines in radar geometry as they were read: whole blocks of quads. */
export interface SarLines {
  readonly read: Window;
  readonly lon: Plane;
  readonly lat: Plane;
  readonly values: readonly Plane[];
}

/** A block of quads, counted in the lines that were read, and the cells of the window in its box. */
interface Block {
  readonly quads: Window;
  readonly cells: Window;
}

export interface CellFillerParts {
  readonly grid: Grid;
  /** The cells that are filled. */
  readonly window: Window;
  readonly planes: readonly Plane[];
  readonly blocks: QuadBlocks;
  readonly projector: PixelProjector;
  /** Null where cells cannot be walked. */
  readonly fit: CellFit | null;
}

/**
 * Fills the cells of a window from lines in radar geometry, which come top to bottom. Blocks without
 * folds are walked cell by cell; the others are swept line by line.
 */
export class CellFiller {
  readonly #table: Float64Array | null;
  /**
   * For each plane and cell the number of the quad that its value is from, counted over all reads:
   * the greater one counts. Only there once a read has blocks of both kinds, which do not come in
   * the order of their quads.
   */
  #ranks: readonly Uint32Array[] | null = null;
  /** Pixels of the reads so far. */
  #pixels = 0;

  constructor(readonly parts: CellFillerParts) {
    this.#table = parts.fit && cellTable(parts.fit, parts.grid);
  }

  fill(lines: SarLines): void {
    const { read, lon, lat } = lines;
    const singles = lon instanceof Float32Array && lat instanceof Float32Array;
    const whole = { x: 0, y: 0, width: read.width - 1, height: read.height - 1 };
    if (this.#table !== null && singles) {
      this.#fillBlocks(lines, { lon, lat, stride: read.width }, this.#table);
    } else {
      this.#sweep(lines, whole, null);
    }
    this.#pixels += read.width * read.height;
  }

  #fillBlocks(lines: SarLines, positions: Positions, table: Float64Array): void {
    const wasm = kernels();
    const walk = wasm ? new KernelWalk(wasm, positions, table) : new PlainWalk(positions, table);
    const all = this.#blocksOf(lines.read);
    const rough = all.filter(
      ({ quads, cells }) => cells.width > CELLS_AT_ONCE || !walk.isCalm(quads)
    );
    let calm = all.filter(block => !rough.includes(block));
    for (;;) {
      const ranks = rough.length > 0 && calm.length > 0 ? this.#takeRanks() : null;
      const unsettled = calm.filter(block => !this.#walk(walk, block, lines, ranks));
      if (unsettled.length === 0) {
        // The sweeps take the memory of the walk.
        joined(rough).forEach(quads => this.#sweep(lines, quads, ranks));
        return;
      }
      rough.push(...unsettled);
      calm = calm.filter(block => !unsettled.includes(block));
    }
  }

  #walk(walk: BlockWalk, { quads, cells }: Block, lines: SarLines, ranks: Ranks): boolean {
    const { planes, window } = this.parts;
    const { read, values } = lines;
    return walk.eachHits(quads, cells, window, hits =>
      values.forEach((plane, k) =>
        setHits(hits, plane, 0, read.width, planes[k], ranks?.[k], this.#pixels)
      )
    );
  }

  #sweep({ read, lon, lat, values }: SarLines, quads: Window, ranks: Ranks): void {
    const { grid, window, planes, projector } = this.parts;
    const sweep = lineSweep(projector, scaleOf(grid), quads.width + 1, lon, lat);
    for (let line = 0; line <= quads.height; line++) {
      const start = (quads.y + line) * read.width + quads.x;
      sweep.project(lon, lat, start);
      if (line > 0) {
        const upper = start - read.width;
        sweep.eachHits(window, hits =>
          values.forEach((plane, k) =>
            setHits(hits, plane, upper, start, planes[k], ranks?.[k], this.#pixels)
          )
        );
      }
    }
  }

  #takeRanks(): readonly Uint32Array[] {
    this.#ranks ??= this.parts.planes.map(plane => new Uint32Array(plane.length));
    return this.#ranks;
  }

  /** The blocks of a read whose boxes have cells of the window, in their order. */
  #blocksOf(read: Window): Block[] {
    const { blocks } = this.parts;
    const result: Block[] = [];
    for (let top = 0; top < read.height - 1; top += blocks.lines) {
      for (let left = 0; left < read.width - 1; left += blocks.samples) {
        const row = (read.y + top) / blocks.lines;
        const cells = this.#cellsOf(row, (read.x + left) / blocks.samples);
        if (cells.width > 0 && cells.height > 0) {
          const width = Math.min(blocks.samples, read.width - 1 - left);
          const height = Math.min(blocks.lines, read.height - 1 - top);
          result.push({ quads: { x: left, y: top, width, height }, cells });
        }
      }
    }
    return result;
  }

  #cellsOf(blockRow: number, block: number): Window {
    const { grid, window, blocks } = this.parts;
    const { scaleX, shiftX, scaleY, shiftY } = scaleOf(grid);
    const [leastX, mostX, leastY, mostY] = blocks.box(blockRow, block);
    const range = (from: number, to: number, first: number, size: number) => {
      const start = Math.max(Math.ceil(from - MARGIN_CELLS), first);
      return [start, Math.min(Math.floor(to + MARGIN_CELLS) + 1, first + size) - start];
    };
    const columns = [leastX, mostX].map(x => x * scaleX + shiftX);
    const rows = [mostY, leastY].map(y => y * scaleY + shiftY);
    const [x, width] = range(columns[0], columns[1], window.x, window.width);
    const [y, height] = range(rows[0], rows[1], window.y, window.height);
    return { x, y, width, height };
  }
}

type Ranks = readonly Uint32Array[] | null;

/** Blocks that lie side by side as one, so that each line of them is swept at once. */
function joined(blocks: readonly Block[]): Window[] {
  const runs: Window[] = [];
  const inOrder = blocks.map(({ quads }) => quads).sort((a, b) => a.y - b.y || a.x - b.x);
  for (const quads of inOrder) {
    const last = runs[runs.length - 1];
    if (last?.y === quads.y && last.x + last.width === quads.x) {
      runs[runs.length - 1] = { ...last, width: last.width + quads.width };
    } else {
      runs.push(quads);
    }
  }
  return runs;
}

/** Takes map coordinates to columns and rows of a grid, whole numbers being cell centres. */
function scaleOf({ x0, y0, resolutionX, resolutionY }: Grid): GridScale {
  const scaleX = 1 / resolutionX;
  const scaleY = -1 / resolutionY;
  return { scaleX, shiftX: -x0 * scaleX - 0.5, scaleY, shiftY: -y0 * scaleY - 0.5 };
}

/**
 * Gives each cell that was hit the bilinear value at its place in the quad; NaN at any corner leaves
 * it as it was. The two lines begin at `upper` and `lower` of the plane.
 *
 * @param ranks - Where they are given, a value does not replace one from a quad further on.
 * @param firstRank - Rank of the first pixel of the plane.
 */
function setHits(
  hits: Hits,
  plane: Plane,
  upper: number,
  lower: number,
  target: Plane,
  ranks: Uint32Array | undefined,
  firstRank: number
): void {
  const { count, cells, samples, u, v } = hits;
  for (let hit = 0; hit < count; hit++) {
    const i = samples[hit];
    const a = plane[upper + i] + u[hit] * (plane[upper + i + 1] - plane[upper + i]);
    const b = plane[lower + i] + u[hit] * (plane[lower + i + 1] - plane[lower + i]);
    const value = a + v[hit] * (b - a);
    if (value === value) {
      const cell = cells[hit];
      if (ranks !== undefined) {
        const rank = firstRank + upper + i;
        if (ranks[cell] > rank) {
          continue;
        }
        ranks[cell] = rank;
      }
      target[cell] = value;
    }
  }
}
