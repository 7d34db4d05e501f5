import type { Batch, Operand } from './columns';
import type { RunContext } from './context';
import type { DataCube } from './cube';
import type { Json, ProcessDefinition } from './process-graph';
import type { Lanes } from './vector/lanes';

/** An array whose elements also have names, such as the bands of one pixel. */
export interface LabelledArray {
  readonly labels: readonly (string | number)[];
  readonly values: readonly Value[];
}

/** A child process handed to `apply`, `reduce_dimension` and their like. */
export interface Callback {
  readonly kind: 'callback';
  /** Evaluates the callback once; names as the calling process defines them (`data`, `x`, `context`). */
  call(parameters: Readonly<Record<string, Value>>): Promise<Value>;
}

/** What flows along the arrows of a process graph. `undefined` never does: no-data is null. */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | LabelledArray
  | DataCube
  | Callback
  | { readonly [key: string]: Value };

/** Arguments by parameter name, with defaults filled in; an optional one without default is absent. */
export type Arguments = Readonly<Record<string, Value>>;

/** Where in which run a process is called. */
export interface Call<Services = unknown> {
  readonly context: RunContext<Services>;
  readonly processId: string;
  /** The node of the process graph; null outside one. */
  readonly nodeId: string | null;
}

/** What a process makes of columns that are not computed yet. */
export type VectorForm = (args: Readonly<Record<string, Operand>>, lanes: Lanes) => Operand | null;

/** An openEO process: its definition, and what it does. */
export interface Process<Services = unknown> {
  readonly definition: ProcessDefinition;
  /** True where arguments may be no-data although the official schemas do not list `null`. */
  readonly takesNodata?: boolean;
  /**
   * Values by parameter that this back-end takes beyond the official schema, which clients compare
   * with their own; the description of the parameter names them.
   */
  readonly alsoTakes?: Readonly<Record<string, readonly Json[]>>;
  /** Names of parameters for arrays that also take one value, which counts as an array of it. */
  readonly takesSingle?: readonly string[];
  /**
   * Checks arguments as they stand in a graph, before it runs and whatever its data are. References
   * are not resolved.
   *
   * @throws EngineError with the code of the exception.
   */
  check?(args: Readonly<Record<string, Json>>): void;
  /**
   * What a rehearsal without cells may do with the process: `dimensions` of one that knows them
   * before it reads a cell, `nothing` of one that has an effect. Absent: run it over what is known.
   */
  readonly rehearsal?: 'dimensions' | 'nothing';
  run(args: Arguments, call: Call<Services>): Value | Promise<Value>;
  /**
   * How much `run` will have to do, in tiles of a raster: what the progress of a run is counted by.
   * Absent for what takes no time.
   */
  work?(args: Arguments): number;
  /**
   * The same for a batch of pixels at once, inside a callback over a cube: fast, and optional.
   *
   * @returns Null where it has no such form for these operands; `run` is then called pixel by pixel.
   */
  columns?(args: Readonly<Record<string, Operand>>, batch: Batch): Operand | null;
  /**
   * The same once more, written down as operations on vectors: the fastest form, and optional. Its
   * results are those of `columns`, to the last bit.
   *
   * @returns Null where it has no such form for these operands.
   */
  vector?: VectorForm;
}
