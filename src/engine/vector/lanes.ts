import { Batch, Column, type Operand } from '../columns';
import type { Arithmetic, Called, Comparison, Expression, Expressions } from './expressions';

/** Raised where a column is looked at while a callback is only written down. */
export class NotStraightLineError extends Error {
  readonly _tag = 'NotStraightLine';
  constructor() {
    super('The callback looks at single cells; it is computed column by column.');
  }
}

const NO_CELLS = new Float64Array(0);

/** A column that is not computed yet: the expression that will give its cells. */
export class LaneColumn extends Column {
  constructor(
    kind: 'number' | 'boolean',
    readonly expression: Expression
  ) {
    super(kind, NO_CELLS);
  }

  override get cells(): Float64Array {
    throw new NotStraightLineError();
  }
}

/** A batch without pixels, for the column forms of processes that only arrange columns. */
export class UnreadBatch extends Batch {
  override cells(): Float64Array {
    throw new NotStraightLineError();
  }

  override read(): Float64Array | null {
    throw new NotStraightLineError();
  }
}

/**
 * What a process writes its vector form with: operations on whole columns, which become one loop
 * of vector instructions. Numbers are of double precision and NaN is no-data; a boolean column
 * holds 1 and 0.
 */
export class Lanes {
  constructor(private readonly expressions: Expressions) {}

  /** The cells of a number or boolean operand; null for any other kind of value. */
  read(operand: Operand | undefined): Expression | null {
    if (operand instanceof LaneColumn) {
      return operand.expression;
    }
    if (operand === null) {
      return this.constant(NaN);
    }
    return typeof operand === 'number' || typeof operand === 'boolean'
      ? this.constant(Number(operand))
      : null;
  }

  /** The cells of every operand; null when one of them has none. */
  readAll(operands: readonly (Operand | undefined)[]): Expression[] | null {
    const read = operands.map(operand => this.read(operand));
    return read.includes(null) ? null : (read as Expression[]);
  }

  number(expression: Expression): Column {
    return new LaneColumn('number', expression);
  }

  boolean(expression: Expression): Column {
    return new LaneColumn('boolean', expression);
  }

  constant(value: number): Expression {
    return this.expressions.constant(value);
  }

  compute(op: Arithmetic, ...of: Expression[]): Expression {
    return this.expressions.compute(op, ...of);
  }

  /** A function of `Math`, called cell by cell. */
  call(name: Called, ...of: Expression[]): Expression {
    return this.expressions.call(name, ...of);
  }

  /** A mask, for `choose`, `both`, `either` and `opposite`. */
  compare(op: Comparison, x: Expression, y: Expression): Expression {
    return this.expressions.compare(op, x, y);
  }

  both(a: Expression, b: Expression): Expression {
    return this.expressions.mask('and', a, b);
  }

  either(a: Expression, b: Expression): Expression {
    return this.expressions.mask('or', a, b);
  }

  opposite(mask: Expression): Expression {
    return this.expressions.mask('not', mask);
  }

  choose(mask: Expression, yes: Expression, no: Expression): Expression {
    return this.expressions.select(mask, yes, no);
  }

  /** Mask of the cells that are NaN. */
  isNaN(x: Expression): Expression {
    return this.compare('ne', x, x);
  }

  /** 1 and 0, and NaN where one of `known` is. */
  truth(mask: Expression, ...known: Expression[]): Expression {
    const plain = this.choose(mask, this.constant(1), this.constant(0));
    return known.reduce(
      (result, x) => this.choose(this.isNaN(x), this.constant(NaN), result),
      plain
    );
  }
}
