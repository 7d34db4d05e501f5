import { ColumnList, listElements, type Operand } from '../columns';
import type { Program } from '../program';
import type { CellType } from './arena';
import { Expressions, type Expression } from './expressions';
import { LaneColumn, Lanes, UnreadBatch } from './lanes';
import { compileLoop, type Loop } from './loop';
import type { LoopSpec } from './loop-spec';
import { once } from '../once';
import { singleRange } from './single-precision';
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

/** A plane that a program computes. */
export interface Output {
  readonly type: CellType;
  readonly result: number;
}

/**
 * What computes some results of a program from inputs of the given types: in float32 where that is
 * enough and the inputs of a run are within bounds, else in double precision.
 *
 * @param nonNegative - For each input, whether it is never negative.
 * @param summed - Whether rounding may count against the size of the terms of a result.
 */
export function loopOf(
  { expressions, results }: VectorProgram,
  inputs: readonly CellType[],
  outputs: readonly Output[],
  nonNegative: readonly boolean[],
  summed: boolean
): (...run: Parameters<Loop>) => void {
  const values = outputs.map(({ type, result }) => ({ type, value: results[result] }));
  const wanted = values.map(({ value }) => value);
  const allSingle = [...inputs, ...values.map(({ type }) => type)].every(type => type === 'f32');
  const range = allSingle ? singleRange(expressions, wanted, nonNegative, summed) : null;
  const exact: LoopSpec = { lanes: 'f64x2', inputs, outputs: values, expressions };
  if (range === null) {
    return compileLoop(exact);
  }
  const fast = compileLoop({ ...exact, lanes: 'f32x4', range });
  const mend = once(() => compileLoop(mendingLoop(exact, range)));
  /** The results are inputs, too. */
  const withResults = (words: readonly number[]) => [...words, ...words.slice(inputs.length)];
  return (addresses, cells, lines, skipBytes) => {
    if (fast(addresses, cells, lines, skipBytes) !== 0) {
      mend()(withResults(addresses), cells, lines, skipBytes && withResults(skipBytes));
    }
  };
}

/**
 * The loop that writes over the results of cells with an input out of range, and leaves the others
 * as they are: so a cell does not depend on those that are computed together with it.
 */
function mendingLoop({ inputs, outputs, expressions }: LoopSpec, range: number): LoopSpec {
  const extended = new Expressions(expressions);
  const outOfRange = inputs.map((_, k) => {
    const size = extended.compute('abs', extended.load(k));
    const below = extended.compare('lt', size, extended.constant(1 / range));
    const some = extended.compare('gt', size, extended.constant(0));
    const above = extended.compare('gt', size, extended.constant(range));
    return extended.mask('or', extended.mask('and', below, some), above);
  });
  const anyOutOfRange = outOfRange.reduce((any, mask) => extended.mask('or', any, mask));
  return {
    lanes: 'f64x2',
    inputs: [...inputs, ...outputs.map(({ type }) => type)],
    outputs: outputs.map(({ type, value }, k) => {
      const before = extended.load(inputs.length + k);
      return { type, value: extended.select(anyOutOfRange, value, before) };
    }),
    expressions: extended
  };
}
