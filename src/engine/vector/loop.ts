import { arena } from './arena';
import { emitLoop } from './emit-loop';
import { CALLED } from './expressions';
import type { LoopSpec } from './loop-spec';
import { wasm } from './wasm-api';
import { FUNCTION, IMPORTS, MEMORY } from './wasm-bytes';

/**
 * Runs over `lines` lines of `cells` cells, a multiple of `CELLS_AT_ONCE`.
 *
 * @param addresses - Of the first cell of each input, then of each output.
 * @param skipBytes - From the end of a line to the start of the next, in the same order; lines
 *   follow one another where it is absent.
 * @returns 0, or what was looked for and found: `NOT_FINITE` and `OUT_OF_RANGE`, added up.
 */
export type Loop = (
  addresses: readonly number[],
  cells: number,
  lines?: number,
  skipBytes?: readonly number[]
) => number;

const compiled = new Map<string, Loop>();
/** Loops that are kept; there are few different ones in a run. */
const MOST_KEPT = 256;

/** Compiles a loop to WebAssembly, once for all that are written alike. */
export function compileLoop(spec: LoopSpec): Loop {
  const text = JSON.stringify([
    ...[spec.lanes, spec.inputs, spec.outputs, spec.checked ?? false, spec.range ?? 0],
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
  const memory = arena();
  const module = new wasm.Module(emitLoop(spec));
  const imports = { [IMPORTS]: { [MEMORY]: memory.memory, ...CALLED } };
  const { exports } = new wasm.Instance(module, imports);
  const run = exports[FUNCTION] as (block: number) => number;
  const loop: Loop = (addresses, cells, lines = 1, skipBytes) => {
    if (cells <= 0 || lines <= 0) {
      return 0;
    }
    const { words } = memory;
    const count = addresses.length;
    const first = memory.block(2 * count + 2) / 4;
    for (let k = 0; k < count; k++) {
      words[first + k] = addresses[k];
      words[first + count + k] = skipBytes ? skipBytes[k] : 0;
    }
    words[first + 2 * count] = cells;
    words[first + 2 * count + 1] = lines;
    return run(4 * first);
  };
  if (compiled.size >= MOST_KEPT) {
    compiled.clear();
  }
  compiled.set(text, loop);
  return loop;
}
