import { arena, type CellType } from './arena';
import { emitLoop } from './emit-loop';
import { CALLED, type Expression, type Expressions } from './expressions';
import { wasm } from './wasm-api';
import { FUNCTION, IMPORTS, MEMORY } from './wasm-bytes';

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
}

/** Cells that a loop takes at a time; it is run for a multiple of them. */
export const CELLS_AT_ONCE = 4;

/**
 * Runs over `cells` cells, a multiple of `CELLS_AT_ONCE`.
 *
 * @param addresses - Of the first cell of each input, then of each output.
 * @returns Whether all results are finite, as far as the loop is one that looks.
 */
export type Loop = (addresses: readonly number[], cells: number) => boolean;

const compiled = new Map<string, Loop>();
/** Loops that are kept; there are few different ones in a run. */
const MOST_KEPT = 256;

/** Compiles a loop to WebAssembly, once for all that are written alike. */
export function compileLoop(spec: LoopSpec): Loop {
  const text = JSON.stringify([
    spec.lanes,
    spec.inputs,
    spec.outputs,
    spec.checked ?? false,
    spec.expressions.nodes.map(node =>
      node.op === 'constant' ? ['constant', String(node.value), Object.is(node.value, -0)] : node
    )
  ]);
  const known = compiled.get(text);
  if (known) {
    return known;
  }
  if (!wasm) {
    throw new Error('This runtime has no WebAssembly with vectors.');
  }
  const module = new wasm.Module(emitLoop(spec));
  const imports = { [IMPORTS]: { [MEMORY]: arena().memory, ...CALLED } };
  const { exports } = new wasm.Instance(module, imports);
  const run = exports[FUNCTION] as (...parameters: number[]) => number;
  const loop: Loop = (addresses, cells) => run(...addresses, cells) === 0;
  if (compiled.size >= MOST_KEPT) {
    compiled.clear();
  }
  compiled.set(text, loop);
  return loop;
}
