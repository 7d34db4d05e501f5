import type { CellType } from './arena';
import { Expressions, type Expression } from './expressions';
import { compileLoop, type Loop } from './loop';
import type { LoopSpec } from './loop-spec';

/*
 * Sums over a window without subtraction: blocks of 4, 16, 64 ... neighbours are summed first, and
 * a window is a few blocks of different lengths one after another. Taking away what leaves a
 * sliding window would need fewer additions, but carries the rounding of a bright target along.
 */

/** Blocks that are summed at most to one window, beside the shorter ones at its end. */
const MOST_BLOCKS = 6;
const BLOCK_RADIX = 4;

/** A run of neighbours that a window is made of. */
interface Block {
  readonly length: number;
  readonly offset: number;
}

/** How the sums over `length` neighbours are found. */
export interface SumPlan {
  readonly length: number;
  /** Blocks that are summed beforehand, shortest first: each of four of the ones before it. */
  readonly levels: readonly number[];
  readonly blocks: readonly Block[];
  /** Most additions that a cell goes through. */
  readonly depth: number;
}

export function planSum(length: number): SumPlan {
  const levels: number[] = [];
  let block = 1;
  while (Math.floor(length / block) > MOST_BLOCKS) {
    block *= BLOCK_RADIX;
    levels.push(block);
  }
  const blocks: Block[] = [];
  let offset = 0;
  for (let size = block; offset < length; size /= BLOCK_RADIX) {
    for (; offset + size <= length; offset += size) {
      blocks.push({ length: size, offset });
    }
  }
  const { depth } = balanced(blocks.map(b => ({ value: null, depth: depthOf(b.length) })));
  return { length, levels, blocks, depth };
}

/** Additions in a block of 4, 16, ...: each four are summed as two pairs. */
function depthOf(blockLength: number): number {
  return Math.log2(blockLength);
}

interface Term<T> {
  readonly value: T;
  readonly depth: number;
}

/** Adds up terms so that none goes through more additions than it must. */
function balanced<T>(terms: readonly Term<T>[], add?: (a: T, b: T) => T): Term<T> {
  const left = [...terms];
  while (left.length > 1) {
    left.sort((a, b) => b.depth - a.depth);
    const [b, a] = [left.pop()!, left.pop()!];
    left.push({
      value: add ? add(a.value, b.value) : a.value,
      depth: Math.max(a.depth, b.depth) + 1
    });
  }
  return left[0];
}

/** Sums four inputs, neighbours that lie a block apart: the next longer block. */
export function blockLoop(lanes: LoopSpec['lanes'], input: CellType, output: CellType): Loop {
  const expressions = new Expressions();
  const inputs = [0, 1, 2, 3].map(k => expressions.load(k));
  const [a, b] = [inputs.slice(0, 2), inputs.slice(2)].map(pair =>
    expressions.compute('add', ...pair)
  );
  const outputs = [{ type: output, value: expressions.compute('add', a, b) }];
  return compileLoop({ lanes, inputs: inputs.map(() => input), outputs, expressions });
}

/** What a loop of sums takes and gives. */
export interface SumSpec extends Pick<LoopSpec, 'lanes' | 'inputs'> {
  readonly output: CellType;
  /** Numbers that sums are multiplied by, one after another. */
  readonly factors: readonly number[];
  /** Whether the loop tells of results that are not finite. */
  readonly checked: boolean;
}

/** Sums the blocks of a plan, one input each. */
export function sumLoop(plan: SumPlan, spec: SumSpec): Loop {
  const expressions = new Expressions();
  return scaledLoop(expressions, loadedSum(expressions, plan), spec);
}

/** Most cells along a line that sums are carried over in the processor's registers. */
const MOST_CARRIED = 32;

/** Whether `boxLoop` takes windows of a plan along a line. */
export function isCarried({ length }: SumPlan): boolean {
  return length <= MOST_CARRIED;
}

/**
 * Sums the cells of a box: down the blocks of a plan, one input each, and along the line.
 *
 * @param across - See `isCarried`.
 */
export function boxLoop(down: SumPlan, across: SumPlan, spec: SumSpec): Loop {
  const expressions = new Expressions();
  const neighbours = (x: Expression, apart: number): Expression =>
    expressions.compute('add', x, expressions.ahead(x, apart));
  const levels = new Map([[1, loadedSum(expressions, down)]]);
  let before = 1;
  for (const length of across.levels) {
    levels.set(length, neighbours(neighbours(levels.get(before)!, before), 2 * before));
    before = length;
  }
  const sum = sumOf(expressions, across, ({ length, offset }) =>
    expressions.ahead(levels.get(length)!, offset)
  );
  return scaledLoop(expressions, sum, spec);
}

/** The sum of the blocks of a plan, one input each. */
function loadedSum(expressions: Expressions, plan: SumPlan): Expression {
  return sumOf(expressions, plan, (_, k) => expressions.load(k));
}

function sumOf(
  expressions: Expressions,
  { blocks }: SumPlan,
  valueOf: (block: Block, k: number) => Expression
): Expression {
  const terms = blocks.map((block, k) => ({
    value: valueOf(block, k),
    depth: depthOf(block.length)
  }));
  return balanced(terms, (a, b) => expressions.compute('add', a, b)).value;
}

function scaledLoop(expressions: Expressions, sum: Expression, spec: SumSpec): Loop {
  const { lanes, inputs, output, factors, checked } = spec;
  const value = factors.reduce(
    (product, factor) => expressions.compute('mul', product, expressions.constant(factor)),
    sum
  );
  return compileLoop({ lanes, inputs, outputs: [{ type: output, value }], expressions, checked });
}

/** Replaces cells that are NaN or infinite by a number, in place. */
export function cleaningLoop(type: CellType, replacement: number): Loop {
  const expressions = new Expressions();
  const other = expressions.constant(replacement);
  return replacingLoop(type, [type], expressions, other);
}

/** Replaces cells that are NaN or infinite by those of a second input, in place. */
export function mendingLoop(type: CellType): Loop {
  const expressions = new Expressions();
  return replacingLoop(type, [type, type], expressions, expressions.load(1));
}

function replacingLoop(
  type: CellType,
  inputs: readonly CellType[],
  expressions: Expressions,
  other: Expression
): Loop {
  const cell = expressions.load(0);
  // Zero for every number, NaN for NaN and the infinities.
  const zero = expressions.compute('sub', cell, cell);
  const value = expressions.select(expressions.compare('eq', zero, zero), cell, other);
  return compileLoop({ lanes: 'f64x2', inputs, outputs: [{ type, value }], expressions });
}
