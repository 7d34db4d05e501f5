import type { Plane } from './cube';
import { ArgumentError } from './errors';
import { GraphCallback, type Parameters } from './evaluate';
import type { Callback, LabelledArray, Value } from './process';
import { isLabelledArray, kindOf } from './values';

/**
 * What a compiled callback computes with: one value for each pixel of a batch, column by column.
 *
 * In a cube NaN is no-data, so a column has no null: its NaN stands for it. A plain `Value` among
 * the operands is the same for every pixel.
 */
export type Operand = Column | ColumnList | PixelValues | PendingCallback | Value;

/** One number, or one boolean as 1 and 0, for each pixel; NaN is no-data. */
export class Column {
  constructor(
    readonly kind: 'number' | 'boolean',
    private readonly values: Float64Array
  ) {}

  /** The first `count` cells of the batch count; what follows is left over. */
  get cells(): Float64Array {
    return this.values;
  }
}

/** A column that is copied out of a plane when it is first looked at. */
export class PlaneColumn extends Column {
  #filledFor = -1;
  readonly #buffer: Float64Array;

  /** Cell i of a batch that starts at pixel n is `plane[start + (n + i) * step]`. */
  constructor(
    private readonly batch: Batch,
    private readonly plane: Plane,
    private readonly start: number,
    private readonly step: number
  ) {
    const buffer = new Float64Array(BATCH_SIZE);
    super('number', buffer);
    this.#buffer = buffer;
  }

  override get cells(): Float64Array {
    const { first, count } = this.batch;
    if (this.#filledFor !== first) {
      this.#filledFor = first;
      const at = this.start + first * this.step;
      for (let i = 0; i < count; i++) {
        this.#buffer[i] = this.plane[at + i * this.step];
      }
    }
    return this.#buffer;
  }
}

/** An array of the same length for every pixel, such as its bands. */
export class ColumnList {
  constructor(
    readonly elements: readonly Operand[],
    readonly labels: readonly (string | number)[] | null = null
  ) {}
}

/** Anything else that differs from pixel to pixel. */
export class PixelValues {
  constructor(readonly values: readonly Value[]) {}
}

/** A callback inside a callback, which may refer to parameters that differ from pixel to pixel. */
export class PendingCallback {
  constructor(
    readonly callback: GraphCallback,
    readonly parameters: Readonly<Record<string, Operand>>
  ) {}
}

/** Pixels that are computed at once: few enough that their columns stay in the processor's cache. */
export const BATCH_SIZE = 2048;

/** The pixels at work, and the columns that their intermediate results are written to. */
export class Batch {
  /** Pixel number of the first cell. */
  first = 0;
  /** Number of pixels, at most `BATCH_SIZE`. */
  count = 0;
  readonly #columns: Float64Array[] = [];
  readonly #constants = new Map<number, Float64Array>();
  #used = 0;

  /** Moves on to other pixels; every column that was handed out is free again. */
  start(first: number, count: number): void {
    this.first = first;
    this.count = count;
    this.#used = 0;
  }

  /** Cells to write a result to, with leftovers in them. */
  cells(): Float64Array {
    if (this.#used === this.#columns.length) {
      this.#columns.push(new Float64Array(BATCH_SIZE));
    }
    return this.#columns[this.#used++];
  }

  /** The cells of a number or boolean operand; null for any other kind of value. */
  read(operand: Operand | undefined): Float64Array | null {
    if (operand instanceof Column) {
      return operand.cells;
    }
    if (operand === null) {
      return this.#constant(NaN);
    }
    if (typeof operand === 'number' || typeof operand === 'boolean') {
      return this.#constant(Number(operand));
    }
    return null;
  }

  #constant(value: number): Float64Array {
    let cells = this.#constants.get(value);
    if (!cells) {
      cells = new Float64Array(BATCH_SIZE).fill(value);
      this.#constants.set(value, cells);
    }
    return cells;
  }
}

/** True when an operand, or anything in it, differs from pixel to pixel. */
export function varies(operand: Operand): boolean {
  return (
    operand instanceof Column ||
    operand instanceof ColumnList ||
    operand instanceof PixelValues ||
    operand instanceof PendingCallback
  );
}

/** The value that an operand has for pixel `i` of the batch. */
export function pick(operand: Operand, i: number): Value {
  if (operand instanceof Column) {
    const cell = operand.cells[i];
    return Number.isNaN(cell) ? null : operand.kind === 'boolean' ? cell !== 0 : cell;
  }
  if (operand instanceof ColumnList) {
    const values = operand.elements.map(element => pick(element, i));
    return operand.labels ? ({ labels: operand.labels, values } satisfies LabelledArray) : values;
  }
  if (operand instanceof PixelValues) {
    return operand.values[i];
  }
  if (operand instanceof PendingCallback) {
    const { callback, parameters } = operand;
    const picked = Object.entries(parameters).map(([name, inner]) => [name, pick(inner, i)]);
    const scope = {
      ...callback.scope,
      parameters: { ...callback.scope.parameters, ...(Object.fromEntries(picked) as Parameters) }
    };
    return new GraphCallback(callback.graph, scope) satisfies Callback;
  }
  return operand;
}

/** Turns one value a pixel into the narrowest operand that holds them all. */
export function fromPixels(values: readonly Value[], batch: Batch): Operand {
  const known = values.filter(value => value !== null);
  const kind = typeof known[0];
  if (known.every(value => typeof value === kind) && (kind === 'number' || kind === 'boolean')) {
    const cells = batch.cells();
    values.forEach((value, i) => (cells[i] = toCell(value)));
    return new Column(kind, cells);
  }
  if (known.length === 0) {
    return new Column('number', batch.cells().fill(NaN, 0, values.length));
  }
  return new PixelValues(values);
}

/** The cell of a cube that holds a scalar; undefined for what no cell can hold. */
export function cellOf(value: Value): number | undefined {
  if (value === null) {
    return NaN;
  }
  return typeof value === 'number' || typeof value === 'boolean' ? Number(value) : undefined;
}

function toCell(value: Value): number {
  return cellOf(value) ?? NaN;
}

/**
 * The result of a callback that has to give one number or boolean a pixel.
 *
 * @throws ArgumentError naming `parameter` of the process that called it.
 */
export function toCells(
  result: Operand,
  batch: Batch,
  processId: string,
  parameter: string
): Float64Array {
  const cells = batch.read(result);
  if (cells) {
    return cells;
  }
  if (result instanceof PixelValues) {
    const converted = batch.cells();
    for (let i = 0; i < batch.count; i++) {
      const cell = cellOf(result.values[i]);
      if (cell === undefined) {
        throw notOneValue(processId, parameter, kindOf(result.values[i]));
      }
      converted[i] = cell;
    }
    return converted;
  }
  throw notOneValue(
    processId,
    parameter,
    result instanceof ColumnList ? 'an array' : kindOf(result)
  );
}

function notOneValue(processId: string, parameter: string, got: string): ArgumentError {
  const reason = `it must return one number or boolean for each pixel, but it returns ${got}.`;
  return ArgumentError.invalid(processId, parameter, reason);
}

/**
 * The result of a callback that has to give one array a pixel, element by element.
 *
 * @throws ArgumentError when it gives no array, or arrays of different lengths.
 */
export function toElements(
  result: Operand,
  batch: Batch,
  processId: string,
  parameter: string
): Float64Array[] {
  const elements = listElements(result, batch);
  if (!elements) {
    const reason =
      'it must return an array of numbers or booleans, of the same length for each pixel. ' +
      'Use reduce_dimension for a process that returns one value.';
    throw ArgumentError.invalid(processId, parameter, reason);
  }
  return elements.map(element => toCells(element, batch, processId, parameter));
}

/** The elements of an operand that is an array for every pixel; null for any other. */
export function listElements(operand: Operand | undefined, batch: Batch): Operand[] | null {
  if (operand instanceof ColumnList) {
    return [...operand.elements];
  }
  if (operand instanceof PixelValues) {
    const arrays = operand.values.map(value => (isLabelledArray(value) ? value.values : value));
    const length = Array.isArray(arrays[0]) ? arrays[0].length : -1;
    if (!arrays.every(array => Array.isArray(array) && array.length === length)) {
      return null;
    }
    return Array.from({ length }, (_, k) =>
      fromPixels(
        arrays.map(array => (array as readonly Value[])[k]),
        batch
      )
    );
  }
  if (Array.isArray(operand)) {
    return [...operand];
  }
  return isLabelledArray(operand) ? [...operand.values] : null;
}
