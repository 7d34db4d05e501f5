import {
  Column,
  type Batch,
  type Json,
  type Operand,
  type Process,
  type ProcessDefinition
} from '../engine';
import { NUMBER_OR_NULL, parameter } from './definitions';

/** A function of one number, in words and as code. */
export interface UnarySpec {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly categories: string[];
  /** Name and description of the parameter. */
  readonly of: readonly [name: string, description: string];
  readonly schema?: Json;
  readonly returns: string;
  readonly returnsSchema?: Json;
  compute(x: number): number;
}

/** A process that passes no-data through and computes every other number. */
export function unary(spec: UnarySpec): Process {
  const { compute } = spec;
  const [name, description] = spec.of;
  return {
    definition: {
      id: spec.id,
      summary: spec.summary,
      description: `${spec.description}\n\nNo-data values are passed through.`,
      categories: spec.categories,
      parameters: [parameter(name, description, spec.schema ?? NUMBER_OR_NULL)],
      returns: { description: spec.returns, schema: spec.returnsSchema ?? NUMBER_OR_NULL }
    },
    run: args => {
      const x = args[name] as number | null;
      return x === null ? null : compute(x);
    },
    columns: (args, batch) => {
      const x = batch.read(args[name]);
      if (!x) {
        return null;
      }
      const result = batch.cells();
      for (let i = 0; i < batch.count; i++) {
        result[i] = compute(x[i]);
      }
      return new Column('number', result);
    }
  };
}

/** Writes the result for `count` pixels; NaN is no-data in both operands. */
export type BinaryLoop = (
  x: Float64Array,
  y: Float64Array,
  result: Float64Array,
  count: number
) => void;

/**
 * A process of two numbers that is no-data where one of them is.
 *
 * @param loop - The same as `compute`, over columns. It is written out for each process, because a
 *   shared loop that calls `compute` runs several times slower.
 */
export function binary(
  definition: ProcessDefinition,
  compute: (x: number, y: number) => number,
  loop: BinaryLoop
): Process {
  const [first, second] = definition.parameters.map(p => p.name);
  return {
    definition,
    run: args => {
      const x = args[first] as number | null;
      const y = args[second] as number | null;
      return x === null || y === null ? null : compute(x, y);
    },
    columns: (args, batch) => binaryColumns(args[first], args[second], batch, 'number', loop)
  };
}

/** Runs a loop over two operands; null when one of them is no number. */
export function binaryColumns(
  first: Operand,
  second: Operand,
  batch: Batch,
  kind: 'number' | 'boolean',
  loop: BinaryLoop
): Column | null {
  const x = batch.read(first);
  const y = batch.read(second);
  if (!x || !y) {
    return null;
  }
  const result = batch.cells();
  loop(x, y, result, batch.count);
  return new Column(kind, result);
}

/** A process without parameters. */
export function constantProcess(definition: ProcessDefinition, value: number): Process {
  return { definition, run: () => value };
}
