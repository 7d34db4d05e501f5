import { CELL_BYTES, type CellType } from './arena';
import { CALLED, type Expression } from './expressions';
import { CELLS_AT_ONCE, LANES, OUT_OF_RANGE, type LoopSpec } from './loop-spec';
import { operandsOf, placesOf, type Place } from './places';
import {
  constantLanes,
  memoryArgument,
  moduleBytes,
  signed,
  unsigned,
  vector,
  type ValueType
} from './wasm-bytes';

type Lanes = LoopSpec['lanes'];

/** Opcodes by the lanes that they work on, `f32x4` first. */
const OPCODES: Readonly<Record<string, readonly [f32x4: number, f64x2: number]>> = {
  eq: [0x41, 0x47],
  ne: [0x42, 0x48],
  lt: [0x43, 0x49],
  gt: [0x44, 0x4a],
  le: [0x45, 0x4b],
  ge: [0x46, 0x4c],
  ceil: [0x67, 0x74],
  floor: [0x68, 0x75],
  trunc: [0x69, 0x7a],
  nearest: [0x6a, 0x94],
  abs: [0xe0, 0xec],
  neg: [0xe1, 0xed],
  sqrt: [0xe3, 0xef],
  add: [0xe4, 0xf0],
  sub: [0xe5, 0xf1],
  mul: [0xe6, 0xf2],
  div: [0xe7, 0xf3],
  min: [0xe8, 0xf4],
  max: [0xe9, 0xf5],
  pmin: [0xea, 0xf6],
  pmax: [0xeb, 0xf7],
  not: [0x4d, 0x4d],
  and: [0x4e, 0x4e],
  or: [0x50, 0x50],
  select: [0x52, 0x52]
};

const [LOAD, STORE, CONST, SHUFFLE] = [0x00, 0x0b, 0x0c, 0x0d];
const [LOAD_LOW, STORE_LANE] = [0x5d, 0x5b];
const [DEMOTE, PROMOTE] = [0x5e, 0x5f];
const [F64_SPLAT, F64_EXTRACT, F64_REPLACE] = [0x14, 0x21, 0x22];
const ANY_TRUE = 0x53;

const [LOCAL_GET, LOCAL_SET, LOCAL_TEE] = [0x20, 0x21, 0x22];
const [I32_LOAD, I32_CONST, I32_ADD, I32_SUB, I32_MUL, I32_OR] = [
  ...[0x28, 0x41, 0x6a, 0x6b, 0x6c, 0x72]
];
const CALL = 0x10;
const END = 0x0b;
/** A loop without a value, and the jump to its start. */
const [LOOP, BR_IF_0] = [
  [0x03, 0x40],
  [0x0d, 0]
];

/**
 * Writes a loop as a WebAssembly module: straight-line vector code that stands there several times,
 * for neighbouring cells, and two jumps back, to the next cells and to the next line.
 *
 * The function takes the address of a block of 32-bit numbers: an address for each input and
 * output, the bytes to skip after each line for each of them, the cells of a line and the lines.
 * It returns `NOT_FINITE` and `OUT_OF_RANGE`, added up, for what it looked for and found.
 */
export function emitLoop(spec: LoopSpec): Uint8Array {
  const emitter = new LoopEmitter(spec);
  return moduleBytes(emitter.parts());
}

const BLOCK = 0;

class LoopEmitter {
  readonly #body: number[] = [];
  readonly #locals: ValueType[] = [];
  readonly #imported: [string, number][] = [];
  /** Locals of the addresses of inputs and outputs. */
  readonly #addresses: readonly number[];
  readonly #types: readonly CellType[];
  /** Lanes in which a result was not finite have bits set. */
  readonly #unusual: number;
  /** Largest and least magnitude of each input, zeros left out. */
  readonly #ranges: readonly (readonly [largest: number, least: number])[];
  readonly #magnitude: number;
  readonly #zero: number;
  readonly #places: ReadonlyMap<Expression, Place>;
  /** Locals of each expression: one for each vector from the last that is looked at to its lead. */
  readonly #carried: ReadonlyMap<Expression, readonly number[]>;

  constructor(private readonly spec: LoopSpec) {
    this.#types = [...spec.inputs, ...spec.outputs.map(({ type }) => type)];
    this.#addresses = this.#types.map(() => this.#local('i32'));
    this.#unusual = this.#local('v128');
    this.#ranges = spec.range
      ? spec.inputs.map(() => [this.#local('v128'), this.#local('v128')])
      : [];
    [this.#magnitude, this.#zero] = [this.#local('v128'), this.#local('v128')];
    this.#places = placesOf(spec);
    this.#carried = new Map(
      [...this.#places].map(([id, { lead, least }]) => [
        id,
        Array.from({ length: lead - least + 1 }, () => this.#local('v128'))
      ])
    );
  }

  parts() {
    const { spec } = this;
    const [left, lines] = [this.#local('i32'), this.#local('i32')];
    const words = this.#addresses.length;
    this.#addresses.forEach((address, k) => {
      this.#word(k);
      this.#set(address);
    });
    this.#ranges.forEach(([, least]) => {
      this.#push(...vector(CONST, ...constantLanes(Infinity, spec.lanes)));
      this.#set(least);
    });
    this.#setConstants();
    this.#word(2 * words + 1);
    this.#set(lines);
    this.#push(...LOOP);
    this.#word(2 * words);
    this.#set(left);
    const leads = [...this.#places.values()].map(({ lead }) => lead);
    for (let vector = -Math.max(...leads); vector < 0; vector++) {
      this.#vector(vector);
    }
    this.#push(...LOOP);
    this.#cells();
    this.#jumpBack(left, CELLS_AT_ONCE);
    this.#addresses.forEach((address, k) => {
      this.#get(address);
      this.#word(words + k);
      this.#push(I32_ADD);
      this.#set(address);
    });
    this.#jumpBack(lines, 1);
    this.#get(this.#unusual);
    this.#push(...vector(ANY_TRUE), ...this.#outOfRange());
    return {
      imported: this.#imported,
      parameters: ['i32' as const],
      result: 'i32' as const,
      locals: this.#locals,
      body: this.#body
    };
  }

  /** Constants are set before the loop. */
  #setConstants(): void {
    this.#carried.forEach(([local], id) => {
      const node = this.spec.expressions.nodes[id];
      if (node.op === 'constant') {
        this.#push(...vector(CONST, ...constantLanes(node.value, this.spec.lanes)));
        this.#set(local);
      }
    });
  }

  #cells(): void {
    const { spec } = this;
    // The copies come one after another and so share their locals.
    for (let copy = 0; copy < CELLS_AT_ONCE / LANES[spec.lanes]; copy++) {
      this.#vector(copy);
    }
    this.#types.forEach((type, k) => {
      this.#get(this.#addresses[k]);
      this.#push(I32_CONST, ...signed(CELLS_AT_ONCE * CELL_BYTES[type]), I32_ADD);
      this.#set(this.#addresses[k]);
    });
  }

  /** One vector and what is looked at ahead of it; of one before the line that alone. */
  #vector(index: number): void {
    const { inputs, outputs, expressions, checked } = this.spec;
    this.#places.forEach(({ lead }, id) => {
      if (expressions.nodes[id].op !== 'constant' && index + lead >= 0) {
        this.#node(id, index + lead);
        this.#set(this.#localOf(id, lead));
      }
    });
    if (index >= 0) {
      outputs.forEach(({ type, value }, k) => {
        if (checked) {
          this.#check(this.#localOf(value, 0));
        }
        this.#store(this.#addresses[inputs.length + k], type, this.#localOf(value, 0), index);
      });
    }
    this.#carried.forEach(locals =>
      locals.slice(1).forEach((next, k) => {
        this.#get(next);
        this.#set(locals[k]);
      })
    );
  }

  /** The local of an expression some vectors ahead. */
  #localOf(id: Expression, ahead: number): number {
    const locals = this.#carried.get(id)!;
    // A constant is the same everywhere.
    return locals.length === 1 ? locals[0] : locals[ahead - this.#places.get(id)!.least];
  }

  /** A number of the block. */
  #word(index: number): void {
    this.#get(BLOCK);
    this.#push(I32_LOAD, ...memoryArgument(2, 4 * index));
  }

  /** Ends a loop: once more while what is left, less `step`, is not zero. */
  #jumpBack(left: number, step: number): void {
    this.#get(left);
    this.#push(I32_CONST, ...signed(step), I32_SUB, LOCAL_TEE, ...unsigned(left), ...BR_IF_0, END);
  }

  /** Adds `OUT_OF_RANGE` to the number on the stack where a magnitude was. */
  #outOfRange(): number[] {
    const { range, lanes } = this.spec;
    if (!range) {
      return [];
    }
    const code: number[] = [];
    const limit = (value: number) => vector(CONST, ...constantLanes(value, lanes));
    this.#ranges.forEach(([largest, least]) => {
      code.push(LOCAL_GET, ...unsigned(largest), ...limit(range), ...vector(opcode('gt', lanes)));
      code.push(LOCAL_GET, ...unsigned(least), ...limit(1 / range), ...vector(opcode('lt', lanes)));
      code.push(...vector(opcode('or', lanes)), ...vector(ANY_TRUE));
      code.push(I32_CONST, ...signed(OUT_OF_RANGE), I32_MUL, I32_OR);
    });
    return code;
  }

  /** @param at - The vector of it, counted from the one that the addresses are at. */
  #node(id: Expression, at: number): void {
    const { lanes, expressions } = this.spec;
    const node = expressions.nodes[id];
    const { lead } = this.#places.get(id)!;
    const of = operandsOf(this.spec, id).map(([operand, ahead]) =>
      this.#localOf(operand, lead + ahead)
    );
    switch (node.op) {
      case 'load':
        this.#load(node.input, at, this.#localOf(id, lead));
        return;
      case 'constant':
        throw new Error('constants are set before the loop');
      case 'call':
        this.#call(node.name, of);
        return;
      case 'ahead':
        of.forEach(local => this.#get(local));
        if (of.length > 1) {
          this.#push(...vector(SHUFFLE, ...lanesFrom(node.cells % LANES[lanes], lanes)));
        }
        return;
      case 'select': {
        // bitselect takes the mask last.
        const [mask, yes, no] = of;
        [yes, no, mask].forEach(local => this.#get(local));
        this.#push(...vector(opcode('select', lanes)));
        return;
      }
      default:
        of.forEach(local => this.#get(local));
        this.#push(...vector(opcode(node.op, lanes)));
    }
  }

  #load(input: number, at: number, place: number): void {
    this.#get(this.#addresses[input]);
    if (this.spec.lanes === 'f32x4') {
      this.#push(...vector(LOAD, ...memoryArgument(2, 16 * at)));
    } else if (this.spec.inputs[input] === 'f32') {
      this.#push(...vector(LOAD_LOW, ...memoryArgument(2, 8 * at)), ...vector(PROMOTE));
    } else {
      this.#push(...vector(LOAD, ...memoryArgument(3, 16 * at)));
    }
    if (this.spec.range) {
      this.#push(LOCAL_TEE, ...unsigned(place));
      this.#measure(this.#ranges[input]);
      this.#get(place);
    }
  }

  /** Widens the range of an input by the lanes on the stack; NaN does not count, nor does zero. */
  #measure([largest, least]: readonly [number, number]): void {
    const { lanes } = this.spec;
    this.#push(...vector(opcode('abs', lanes)));
    this.#set(this.#magnitude);
    this.#get(largest);
    this.#get(this.#magnitude);
    this.#push(...vector(opcode('pmax', lanes)));
    this.#set(largest);
    this.#get(least);
    this.#get(this.#magnitude);
    this.#get(this.#magnitude);
    this.#get(this.#zero);
    // All bits set is NaN.
    this.#push(...vector(opcode('eq', lanes)), ...vector(opcode('or', lanes)));
    this.#push(...vector(opcode('pmin', lanes)));
    this.#set(least);
  }

  #store(address: number, type: CellType, place: number, at: number): void {
    this.#get(address);
    this.#get(place);
    if (this.spec.lanes === 'f32x4') {
      this.#push(...vector(STORE, ...memoryArgument(2, 16 * at)));
    } else if (type === 'f32') {
      this.#push(...vector(DEMOTE));
      this.#push(...vector(STORE_LANE, ...memoryArgument(2, 8 * at), 0));
    } else {
      this.#push(...vector(STORE, ...memoryArgument(3, 16 * at)));
    }
  }

  /** `x - x` is NaN for NaN and the infinities, and else zero, which has no bits set. */
  #check(place: number): void {
    const { lanes } = this.spec;
    this.#get(this.#unusual);
    this.#get(place);
    this.#get(place);
    this.#push(...vector(opcode('sub', lanes)), ...vector(opcode('or', lanes)));
    this.#set(this.#unusual);
  }

  #call(name: keyof typeof CALLED, operands: readonly number[]): void {
    let index = this.#imported.findIndex(([known]) => known === name);
    if (index < 0) {
      index = this.#imported.push([name, operands.length]) - 1;
    }
    for (const lane of [0, 1]) {
      operands.forEach(place => {
        this.#get(place);
        this.#push(...vector(F64_EXTRACT, lane));
      });
      this.#push(CALL, ...unsigned(index));
      this.#push(...(lane === 0 ? vector(F64_SPLAT) : vector(F64_REPLACE, lane)));
    }
  }

  #local(type: ValueType): number {
    return BLOCK + this.#locals.push(type);
  }

  #get(local: number): void {
    this.#push(LOCAL_GET, ...unsigned(local));
  }

  #set(local: number): void {
    this.#push(LOCAL_SET, ...unsigned(local));
  }

  #push(...bytes: number[]): void {
    this.#body.push(...bytes);
  }
}

function opcode(op: string, lanes: Lanes): number {
  return OPCODES[op][lanes === 'f32x4' ? 0 : 1];
}

/** The bytes of two vectors, one behind the other, that the vector from lane `first` on has. */
function lanesFrom(first: number, lanes: Lanes): number[] {
  return Array.from({ length: 16 }, (_, k) => (first * 16) / LANES[lanes] + k);
}
