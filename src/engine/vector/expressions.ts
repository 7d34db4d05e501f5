/** The number of an expression in its `Expressions`: a number, or a mask, for each lane. */
export type Expression = number;

/** Operations on numbers that give numbers, and the language's functions that do the same. */
export type Arithmetic =
  | ('add' | 'sub' | 'mul' | 'div' | 'min' | 'max')
  | ('sqrt' | 'abs' | 'neg' | 'ceil' | 'floor' | 'trunc' | 'nearest');

/** Comparisons of numbers give masks: all bits of a lane set for true. */
export type Comparison = 'eq' | 'ne' | 'lt' | 'gt' | 'le' | 'ge';

export type MaskOperation = 'and' | 'or' | 'not';

/** Functions of `Math` that are called lane by lane. */
export type Called = keyof typeof CALLED;

export const CALLED = {
  ...{ acos: Math.acos, acosh: Math.acosh, asin: Math.asin, asinh: Math.asinh },
  ...{ atan: Math.atan, atan2: Math.atan2, atanh: Math.atanh, cos: Math.cos, cosh: Math.cosh },
  ...{ exp: Math.exp, log: Math.log, log10: Math.log10, log2: Math.log2, pow: Math.pow },
  ...{ sin: Math.sin, sinh: Math.sinh, tan: Math.tan, tanh: Math.tanh }
} as const satisfies Record<string, (x: number, y: number) => number>;

export type Node =
  | { readonly op: 'load'; readonly input: number }
  | { readonly op: 'constant'; readonly value: number }
  | {
      readonly op: Arithmetic | Comparison | MaskOperation | 'select';
      readonly of: readonly Expression[];
    }
  | { readonly op: 'call'; readonly name: Called; readonly of: readonly Expression[] }
  | { readonly op: 'ahead'; readonly cells: number; readonly of: readonly Expression[] };

/** Expressions over the cells of some inputs; equal ones are one. Operands come before results. */
export class Expressions {
  readonly nodes: Node[] = [];
  readonly #known = new Map<string, Expression>();

  /** @param start - Expressions to begin with, under the same numbers. */
  constructor(start?: Expressions) {
    if (start) {
      this.nodes.push(...start.nodes);
      start.#known.forEach((id, text) => this.#known.set(text, id));
    }
  }

  /** The cell of input number `input`. */
  load(input: number): Expression {
    return this.#add({ op: 'load', input }, `load ${input}`);
  }

  constant(value: number): Expression {
    const text = Object.is(value, -0) ? '-0' : String(value);
    return this.#add({ op: 'constant', value }, `constant ${text}`);
  }

  /** `min` and `max` as the language has them: NaN when an operand is. */
  compute(op: Arithmetic, ...of: Expression[]): Expression {
    return this.#add({ op, of }, `${op} ${of.join()}`);
  }

  compare(op: Comparison, x: Expression, y: Expression): Expression {
    return this.#add({ op, of: [x, y] }, `${op} ${x},${y}`);
  }

  mask(op: MaskOperation, ...of: Expression[]): Expression {
    return this.#add({ op, of }, `${op} ${of.join()}`);
  }

  /** `yes` where the mask is set, else `no`; both may be masks. */
  select(mask: Expression, yes: Expression, no: Expression): Expression {
    return this.#add({ op: 'select', of: [mask, yes, no] }, `select ${mask},${yes},${no}`);
  }

  call(name: Called, ...of: Expression[]): Expression {
    return this.#add({ op: 'call', name, of }, `call ${name} ${of.join()}`);
  }

  /** What an expression is some cells further on in the line. */
  ahead(of: Expression, cells: number): Expression {
    return cells === 0 ? of : this.#add({ op: 'ahead', cells, of: [of] }, `ahead ${cells} ${of}`);
  }

  #add(node: Node, text: string): Expression {
    const known = this.#known.get(text);
    if (known !== undefined) {
      return known;
    }
    this.#known.set(text, this.nodes.length);
    return this.nodes.push(node) - 1;
  }
}
