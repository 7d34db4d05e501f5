import { ColumnList, listElements, type Operand } from '../columns';
import type { Program } from '../program';
import type { CellType } from './arena';
import { Expressions, type Expression } from './expressions';
import { LaneColumn, Lanes, UnreadBatch } from './lanes';
import { compileLoop, type Loop } from './loop';
import { wasm } from './wasm-api';

/** A callback as expressions of its inputs. */
export interface VectorProgram {
  readonly expressions: Expressions;
  /** One for each element that the callback returns; a single one where it returns one value. */
  readonly results: readonly Expression[];
  readonly isArray: boolean;
}

/** Cubes with more planes than this are computed by columns. */
const MOST_INPUTS = 200;
/** A callback of more operations than this would take longer to compile than it saves. */
const MOST_NODES = 4000;

/**
 * Writes a callback down as straight-line expressions. Steps that have a vector form use it, steps
 * that only arrange columns are carried out, and what is the same for every pixel is computed here.
 *
 * @param parameters - What the callback is handed, with the columns of `inputColumn` in it.
 * @returns Null where a step has neither, and where it fails: the program that works by columns
 *   then says why.
 */
export async function vectorProgram(
  program: Program,
  parameters: Readonly<Record<string, Operand>>,
  expressions: Expressions
): Promise<VectorProgram | null> {
  if (!wasm || !program.runBy) {
    return null;
  }
  const batch = new UnreadBatch();
  const lanes = new Lanes(expressions);
  let value: Operand;
  try {
    value = await program.runBy(parameters, batch, ({ vector, columns }, args) =>
      vector ? vector(args, lanes) : (columns?.(args, batch) ?? null)
    );
  } catch {
    return null;
  }
  const elements = listElements(value, batch);
  const results = lanes.readAll(elements ?? [value]);
  const fits = expressions.nodes.length <= MOST_NODES && (results?.length ?? 0) <= MOST_INPUTS;
  return results && fits ? { expressions, results, isArray: elements !== null } : null;
}

/** The column of input number `input` in what a callback is handed. */
export function inputColumn(expressions: Expressions, input: number): LaneColumn {
  return new LaneColumn('number', expressions.load(input));
}

/** The columns of inputs 0 and on, as the elements of one labelled array. */
export function inputList(
  expressions: Expressions,
  labels: readonly (string | number)[]
): ColumnList | null {
  return labels.length > MOST_INPUTS
    ? null
    : new ColumnList(
        labels.map((_, k) => inputColumn(expressions, k)),
        labels
      );
}

/** The loop that computes some results of a program from inputs of the given types. */
export function loopOf(
  program: VectorProgram,
  inputs: readonly CellType[],
  outputs: readonly { readonly type: CellType; readonly result: number }[]
): Loop {
  return compileLoop({
    lanes: 'f64x2',
    inputs,
    outputs: outputs.map(({ type, result }) => ({ type, value: program.results[result] })),
    expressions: program.expressions
  });
}
