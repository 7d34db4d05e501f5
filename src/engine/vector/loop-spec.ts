import type { CellType } from './arena';
import type { Expression, Expressions } from './expressions';

/** A loop over cells: what is loaded, what is computed of it, and where results are stored. */
export interface LoopSpec {
  /**
   * What is computed with. With `f64x2` results are those of the language's own numbers to the
   * last bit; `f32x4` takes and gives float32 alone, and rounds every step to it.
   */
  readonly lanes: 'f32x4' | 'f64x2';
  readonly inputs: readonly CellType[];
  readonly outputs: readonly { readonly type: CellType; readonly value: Expression }[];
  readonly expressions: Expressions;
  /** Whether the loop looks for results that are not finite. Default false. */
  readonly checked?: boolean;
  /** The loop looks for inputs beyond this magnitude and below its inverse, zero being neither. */
  readonly range?: number;
}

/** Cells of a vector. */
export const LANES: Readonly<Record<LoopSpec['lanes'], number>> = { f32x4: 4, f64x2: 2 };

/** Cells that a loop takes at a time; a line has a multiple of them. */
export const CELLS_AT_ONCE = 8;

/** What a loop may find, as its result. */
export const NOT_FINITE = 1;
export const OUT_OF_RANGE = 2;
