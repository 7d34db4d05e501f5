import type { Grid } from '../grid/grid';
import { kernels } from '../kernels/kernels';
import { unionWindow, type Plane, type Window } from '../plane';
import { CELLS_AT_ONCE, type BlockWalk, type Block, type SarLines } from './block-walk';
import type { QuadBlocks } from './blocks';
import { cellTable, type CellFit } from './cell-fit';
import { KernelWalk } from './kernel-walk';
import { lineSweep } from './line-sweep';
import type { GridScale, PixelProjector } from './pixel-projector';
import { PlainWalk } from './plain-walk';
import { interpolateHits, putHits } from './put-hits';
import type { Hits } from './quad-hits';

/** Quads of a line that are walked at once. */
const WALK_SAMPLES = 256;
/** Added to the boxes of blocks in cells, against rounding. */
const MARGIN_CELLS = 1e-3;

export interface CellFillerParts {
  readonly grid: Grid;
  /** The cells that are filled. */
  readonly window: Window;
  readonly planes: readonly Plane[];
  readonly blocks: QuadBlocks;
  readonly projector: () => PixelProjector;
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
   * the greater one counts. Only there once blocks that may overlap do not come in the order of
   * their quads.
   */
  #ranks: readonly Uint32Array[] | null = null;
  /** Pixels of the reads so far. */
  #pixels = 0;
  /** Values at hits of a sweep. */
  #found = new Float64Array(0);

  constructor(readonly parts: CellFillerParts) {
    this.#table = parts.fit && cellTable(parts.fit, parts.grid);
  }

  fill(lines: SarLines): void {
    const { read, lon, lat } = lines;
    if (this.#table !== null && lon instanceof Float32Array && lat instanceof Float32Array) {
      this.#fillBlocks({ ...lines, lon, lat }, this.#table);
    } else {
      const whole = { x: 0, y: 0, width: read.width - 1, height: read.height - 1 };
      this.#sweep(lines, whole, null);
    }
    this.#pixels += read.width * read.height;
  }

  #fillBlocks(lines: SingleLines, table: Float64Array): void {
    const wasm = kernels();
    const walk = wasm
      ? new KernelWalk(wasm, lines, table, {
          samples: Math.max(WALK_SAMPLES, this.parts.blocks.samples),
          lines: this.parts.blocks.lines
        })
      : new PlainWalk(lines, table);
    const all = this.#blocksOf(lines.read);
    const isRough = ({ sign, cells }: Block) => sign === 0 || cells.width > CELLS_AT_ONCE;
    const rough = all.filter(isRough);
    let calm = merged(all.filter(block => !isRough(block)));
    for (;;) {
      const ranks = comeInOrder(calm, rough) ? null : this.#takeRanks();
      const unsettled = calm.filter(block => !this.#walk(walk, block, ranks));
      if (unsettled.length === 0) {
        // The sweeps take the memory of the walk.
        joined(rough).forEach(quads => this.#sweep(lines, quads, ranks));
        return;
      }
      rough.push(...unsettled);
      calm = calm.filter(block => !unsettled.includes(block));
    }
  }

  #walk(walk: BlockWalk, block: Block, ranks: Ranks): boolean {
    const { planes, window } = this.parts;
    return walk.eachHits(block, window, hits => {
      for (let k = 0; k < planes.length; k++) {
        putHits(hits, walk.valuesAt(hits, k), planes[k], ranks?.[k], this.#pixels);
      }
    });
  }

  #sweep({ read, lon, lat, values }: SarLines, quads: Window, ranks: Ranks): void {
    const { grid, window, planes, projector } = this.parts;
    const sweep = lineSweep(projector(), scaleOf(grid), quads.width + 1, lon, lat);
    for (let line = 0; line <= quads.height; line++) {
      const start = (quads.y + line) * read.width + quads.x;
      sweep.project(lon, lat, start);
      if (line > 0) {
        const upper = start - read.width;
        sweep.eachHits(window, hits =>
          planes.forEach((plane, k) => {
            const found = this.#interpolated(hits, values[k], upper, start);
            putHits(hits, found, plane, ranks?.[k], this.#pixels + upper);
          })
        );
      }
    }
  }

  #interpolated(hits: Hits, plane: Plane, upper: number, lower: number): Float64Array {
    if (this.#found.length < hits.count) {
      this.#found = new Float64Array(hits.cells.length);
    }
    interpolateHits(hits, plane, upper, lower, this.#found);
    return this.#found;
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
        const block = (read.x + left) / blocks.samples;
        const cells = this.#cellsOf(row, block);
        if (cells.width > 0 && cells.height > 0) {
          const width = Math.min(blocks.samples, read.width - 1 - left);
          const height = Math.min(blocks.lines, read.height - 1 - top);
          const quads = { x: left, y: top, width, height };
          result.push({ quads, cells, sign: blocks.sign(row, block) });
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

type SingleLines = SarLines & { readonly lon: Float32Array; readonly lat: Float32Array };
type Ranks = readonly Uint32Array[] | null;

/** Calm blocks side by side as one, as long as they are not too wide: there are fewer edges to look at. */
function merged(blocks: readonly Block[]): Block[] {
  const result: Block[] = [];
  for (const block of blocks) {
    const last = result[result.length - 1];
    if (last?.sign === block.sign && isBeside(last.quads, block.quads)) {
      const cells = unionWindow(last.cells, block.cells);
      const width = last.quads.width + block.quads.width;
      if (width <= WALK_SAMPLES && cells.width <= CELLS_AT_ONCE) {
        result[result.length - 1] = { quads: { ...last.quads, width }, cells, sign: block.sign };
        continue;
      }
    }
    result.push(block);
  }
  return result;
}

/** Whether a window begins where another one of the same row ends. */
function isBeside(left: Window, right: Window): boolean {
  return left.y === right.y && left.x + left.width === right.x;
}

/**
 * Whether no quad comes after one further on that it may overlap: calm blocks whose lines all run the
 * same way do not overlap, and sweeps over whole rows of blocks keep the order of lines.
 */
function comeInOrder(calm: readonly Block[], rough: readonly Block[]): boolean {
  if (rough.length === 0) {
    return calm.every(({ sign }) => sign === calm[0].sign);
  }
  const runs = joined(rough);
  return calm.length === 0 && runs.every((run, k) => k === 0 || run.y > runs[k - 1].y);
}

/** Blocks that lie side by side as one, so that each line of them is swept at once. */
function joined(blocks: readonly Block[]): Window[] {
  const runs: Window[] = [];
  const inOrder = blocks.map(({ quads }) => quads).sort((a, b) => a.y - b.y || a.x - b.x);
  for (const quads of inOrder) {
    const last = runs[runs.length - 1];
    if (last !== undefined && isBeside(last, quads)) {
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
