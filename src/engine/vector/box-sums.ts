import { arena, CELL_BYTES, type CellType } from './arena';
import { strideOf } from './open-window';
import {
  blockLoop,
  boxLoop,
  cleaningLoop,
  isCarried,
  mendingLoop,
  planSum,
  sumLoop,
  type SumPlan
} from './window-sum';
import type { Loop } from './loop';
import { CELLS_AT_ONCE, type LoopSpec } from './loop-spec';

/** Rounding of one operation on float32, as a share of its result. */
const SINGLE_ROUNDING = 2 ** -24;
/** Largest share of the mean magnitude in a window by which sums in float32 may be off. */
const SINGLE_TOLERANCE = 1e-6;
/** Factors that float32 holds with all its digits, and results with room to spare. */
const SINGLE_FACTOR = 1e30;
/** Lines whose sums are held at once: they stay in the processor's first cache. */
const LINES_AT_ONCE = 4;
/** The padded cells of a strip, and where the sums go. */
export interface BoxStrip {
  /** Size of the result; the strip is wider and longer by the box, less one. */
  readonly width: number;
  readonly height: number;
  readonly source: number;
  readonly target: number;
  /** Cells from one line of the sums to the next. */
  readonly targetLineCells: number;
  readonly type: CellType;
}

/**
 * Sums of a box of cells, `sum * weight * factor`, in vector instructions.
 *
 * Planes of float32 are summed in float32 where the rounding of all additions on the way stays
 * below 1e-6 of the mean magnitude in the window: blocks keep the number of additions that a cell
 * goes through near the logarithm of the window. Larger boxes, planes of float64, and strips in
 * which a float32 sum has no bounds are summed in float64.
 */
export class BoxSums {
  readonly #down: SumPlan;
  readonly #across: SumPlan;
  readonly #singleFits: boolean;
  /** Cells beyond the last line that loops read: they are kept at zero. */
  readonly #slackCells: number;
  readonly #loops = new Map<string, BoxLoops>();

  constructor(
    readonly rows: number,
    readonly columns: number,
    readonly weight: number,
    private readonly factor: number,
    private readonly replaceInvalid: number
  ) {
    this.#down = planSum(rows);
    this.#across = planSum(columns);
    // Loops look beyond the window by up to a vector for each step that they take along it.
    this.#slackCells = strideOf(columns) + 4 * CELLS_AT_ONCE;
    // Two more: the factor is rounded, and multiplying by it.
    const roundings = this.#down.depth + this.#across.depth + 2;
    const scale = Math.abs(weight * factor);
    this.#singleFits =
      roundings * SINGLE_ROUNDING <= SINGLE_TOLERANCE &&
      (scale === 0 || (scale < SINGLE_FACTOR && scale > 1 / SINGLE_FACTOR));
  }

  /** Bytes of a padded strip, with the cells beyond it that loops read. */
  stripBytes(width: number, height: number, type: CellType): number {
    const cells = this.#stride(width) * (height + this.rows - 1) + this.#slackCells;
    return cells * CELL_BYTES[type];
  }

  /** Cells that are not numbers, in and beyond the strip, are replaced where there are any. */
  sum(strip: BoxStrip): void {
    const { type, source, width, height } = strip;
    this.#clearMargins(strip);
    const single = type === 'f32' && this.#singleFits;
    if (this.#run(strip, single ? 'f32x4' : 'f64x2')) {
      return;
    }
    const cells = this.#stride(width) * (height + this.rows - 1);
    cleaningLoop(type, this.replaceInvalid)([source, source], cells);
    if (!this.#run(strip, single ? 'f32x4' : 'f64x2') && single) {
      this.#mend(strip);
    }
  }

  /** Sums again in double precision what has no bounds in float32, and nothing else. */
  #mend(strip: BoxStrip): void {
    const memory = arena();
    const mark = memory.mark();
    const { width, height, target, targetLineCells, type } = strip;
    const cells = strideOf(width);
    const again = memory.allocate(cells * height * CELL_BYTES[type]);
    this.#run({ ...strip, target: again, targetLineCells: cells }, 'f64x2');
    const skip = (targetLineCells - cells) * CELL_BYTES[type];
    mendingLoop(type)([target, again, target], cells, height, [skip, 0, skip]);
    memory.release(mark);
  }

  #stride(width: number): number {
    return strideOf(width + this.columns - 1);
  }

  /** Zeros beyond the width and the last line, where loops read but nothing is looked at. */
  #clearMargins({ width, height, source, type }: BoxStrip): void {
    const cells = arena().cells(type);
    const stride = this.#stride(width);
    const first = source / CELL_BYTES[type];
    const lines = height + this.rows - 1;
    for (let x = width + this.columns - 1; x < stride; x++) {
      for (let row = 0; row < lines; row++) {
        cells[first + row * stride + x] = 0;
      }
    }
    cells.fill(0, first + lines * stride, first + lines * stride + this.#slackCells);
  }

  /** Whether all sums are finite. */
  #run(strip: BoxStrip, lanes: LoopSpec['lanes']): boolean {
    const { width, height, source, target, targetLineCells, type } = strip;
    const memory = arena();
    const mark = memory.mark();
    const loops = this.#loopsFor(lanes, type);
    const { inner } = loops;
    const stride = this.#stride(width);
    const lineBytes = stride * CELL_BYTES[inner];
    const allCells = stride * (height + this.rows - 1);
    const lines = Math.min(LINES_AT_ONCE, height);
    const scratch = (cells: number): number => scratchOf(cells, inner, this.#slackCells);
    const down = loops.down.place(source, stride, allCells, scratch);
    const targetCells = strideOf(width);
    const targetSkip = (targetLineCells - targetCells) * CELL_BYTES[type];
    if (loops.box) {
      down.sumBlocks(allCells);
      const skips = loops.down.types.map(t => (stride - targetCells) * CELL_BYTES[t]);
      const addresses = [...down.addresses(0), target];
      const found = loops.box(addresses, targetCells, height, [...skips, targetSkip]);
      memory.release(mark);
      return found === 0;
    }
    const sums = scratch(stride * lines);
    const across = loops.across.place(sums, 1, stride * lines, scratch);
    down.sumBlocks(allCells);
    const targetBytes = targetLineCells * CELL_BYTES[type];
    const skip = lineBytes - targetCells * CELL_BYTES[inner];
    const skipBytes = [...this.#across.blocks.map(() => skip), targetSkip];
    let finite = true;
    for (let top = 0; top < height; top += lines) {
      const count = Math.min(lines, height - top);
      loops.downSum([...down.addresses(top * stride), sums], stride * count);
      across.sumBlocks(stride * count);
      const addresses = [...across.addresses(0), target + top * targetBytes];
      finite = loops.acrossSum(addresses, targetCells, count, skipBytes) === 0 && finite;
    }
    memory.release(mark);
    return finite;
  }

  #loopsFor(lanes: LoopSpec['lanes'], type: CellType): BoxLoops {
    const key = `${lanes} ${type}`;
    let loops = this.#loops.get(key);
    if (!loops) {
      const inner: CellType = lanes === 'f32x4' ? 'f32' : 'f64';
      const down = new Levels(this.#down, lanes, type, inner);
      const factors = lanes === 'f32x4' ? [this.weight * this.factor] : [this.weight, this.factor];
      const scaled = { lanes, output: type, factors, checked: true };
      if (isCarried(this.#across)) {
        const box = boxLoop(this.#down, this.#across, { ...scaled, inputs: down.types });
        loops = { inner, down, box };
      } else {
        const across = new Levels(this.#across, lanes, inner, inner);
        const unscaled = { lanes, output: inner, factors: [], checked: false };
        const downSum = sumLoop(this.#down, { ...unscaled, inputs: down.types });
        const acrossSum = sumLoop(this.#across, { ...scaled, inputs: across.types });
        loops = { inner, down, box: null, across, downSum, acrossSum };
      }
      this.#loops.set(key, loops);
    }
    return loops;
  }
}

type BoxLoops = {
  /** Type of sums on the way. */
  readonly inner: CellType;
  readonly down: Levels;
} & (BothSums | SumsInTurn);

/** Down and along the line at once, where the window is short enough. */
interface BothSums {
  readonly box: Loop;
}

interface SumsInTurn {
  readonly box: null;
  readonly across: Levels;
  readonly downSum: Loop;
  readonly acrossSum: Loop;
}

/** Memory for some cells with zeros after them. */
function scratchOf(cells: number, type: CellType, slackCells: number): number {
  const address = arena().allocate((cells + slackCells) * CELL_BYTES[type]);
  const end = address / CELL_BYTES[type] + cells;
  arena()
    .cells(type)
    .fill(0, end, end + slackCells);
  return address;
}

/** The block sums of a plan along one direction. */
class Levels {
  /** Type of each block's cells, in the order of the plan. */
  readonly types: readonly CellType[];
  readonly #loops: readonly Loop[];

  /**
   * @param type - Of the source.
   * @param inner - Of the sums.
   */
  constructor(
    private readonly plan: SumPlan,
    lanes: LoopSpec['lanes'],
    private readonly type: CellType,
    private readonly inner: CellType
  ) {
    this.#loops = plan.levels.map((_, k) => blockLoop(lanes, k === 0 ? type : inner, inner));
    this.types = plan.blocks.map(({ length }) => (length === 1 ? type : inner));
  }

  /**
   * Gives the sums their places in memory.
   *
   * @param step - Cells from one neighbour to the next.
   * @param cells - Cells of the source.
   */
  place(source: number, step: number, cells: number, scratch: (cells: number) => number) {
    const { plan, type, inner } = this;
    const levels = [
      { length: 1, address: source, bytes: CELL_BYTES[type] },
      ...plan.levels.map(length => ({ length, address: scratch(cells), bytes: CELL_BYTES[inner] }))
    ];
    const level = (length: number) => levels.find(found => found.length === length)!;
    return {
      /** Sums the blocks of the first `count` cells; those beyond the source are left out. */
      sumBlocks: (count: number): void => {
        this.#loops.forEach((loop, k) => {
          const from = levels[k];
          const apart = from.length * step * from.bytes;
          const { address, length } = levels[k + 1];
          // Along a line the cells beyond are zeros; down the lines there is nothing to read.
          const within = step === 1 ? count : count - (length - 1) * step;
          loop([0, 1, 2, 3].map(i => from.address + i * apart).concat(address), within);
        });
      },
      /** Address of each block of the window that starts at cell `first`. */
      addresses: (first: number): number[] =>
        plan.blocks.map(({ length, offset }) => {
          const { address, bytes } = level(length);
          return address + (first + offset * step) * bytes;
        })
    };
  }
}
