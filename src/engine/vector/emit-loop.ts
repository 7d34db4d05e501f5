import { CALLED, type Expression, type Node } from './expressions';
import { CELLS_AT_ONCE, type LoopSpec } from './loop';
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
  not: [0x4d, 0x4d],
  and: [0x4e, 0x4e],
  or: [0x50, 0x50],
  select: [0x52, 0x52]
};

const [LOAD, STORE, CONST] = [0x00, 0x0b, 0x0c];
const [LOAD_LOW, STORE_LANE] = [0x5d, 0x5b];
const [DEMOTE, PROMOTE] = [0x5e, 0x5f];
const [F64_SPLAT, F64_EXTRACT, F64_REPLACE] = [0x14, 0x21, 0x22];
const ANY_TRUE = 0x53;

/**
 * Writes a loop as a WebAssembly module: straight-line vector code for four cells, and a jump back.
 * With `f64x2` the code stands there twice, for the first and the last two cells.
 *
 * The function takes an address for each input and output and the number of cells; it returns
 * 1 when it looked for results that are not finite and found some, else 0.
 */
export function emitLoop(spec: LoopSpec): Uint8Array {
  const emitter = new LoopEmitter(spec);
  return moduleBytes(emitter.parts());
}

class LoopEmitter {
  readonly #body: number[] = [];
  readonly #locals: ValueType[] = [];
  readonly #imported: [string, number][] = [];
  readonly #pointers: number;
  /** Local of the number of cells that are left. */
  readonly #left: number;
  /** Lanes in which a result was not finite have bits set. */
  readonly #unusual: number;

  constructor(private readonly spec: LoopSpec) {
    this.#pointers = spec.inputs.length + spec.outputs.length;
    this.#left = this.#pointers;
    this.#unusual = this.#local('v128');
  }

  parts() {
    const { spec } = this;
    const halves = spec.lanes === 'f64x2' ? 2 : 1;
    const used = usedNodes(spec);
    const constants = new Map<Expression, number>();
    for (const id of used) {
      const node = spec.expressions.nodes[id];
      if (node.op === 'constant') {
        constants.set(id, this.#local('v128'));
        this.#push(...vector(CONST, ...constantLanes(node.value, spec.lanes)));
        this.#set(constants.get(id)!);
      }
    }
    this.#get(this.#left);
    this.#push(0x04, 0x40); // if, no value
    this.#push(0x03, 0x40); // loop
    for (let half = 0; half < halves; half++) {
      const places = new Map(constants);
      for (const id of used) {
        if (!places.has(id)) {
          this.#node(spec.expressions.nodes[id], half, places);
          places.set(id, this.#local('v128'));
          this.#set(places.get(id)!);
        }
      }
      spec.outputs.forEach(({ type, value }, k) => {
        if (spec.checked) {
          this.#check(places.get(value)!);
        }
        this.#store(spec.inputs.length + k, type, places.get(value)!, half);
      });
    }
    const types = [...spec.inputs, ...spec.outputs.map(({ type }) => type)];
    types.forEach((type, k) => {
      this.#get(k);
      this.#push(0x41, ...signed(CELLS_AT_ONCE * (type === 'f32' ? 4 : 8)), 0x6a);
      this.#set(k);
    });
    this.#get(this.#left);
    this.#push(0x41, ...signed(CELLS_AT_ONCE), 0x6b, 0x22, ...unsigned(this.#left)); // sub, tee
    this.#push(0x0d, 0); // br_if loop
    this.#push(0x0b, 0x0b); // end loop, end if
    this.#get(this.#unusual);
    this.#push(...vector(ANY_TRUE));
    return {
      imported: this.#imported,
      parameters: new Array<ValueType>(this.#pointers + 1).fill('i32'),
      result: 'i32' as const,
      locals: this.#locals,
      body: this.#body
    };
  }

  #node(node: Node, half: number, places: ReadonlyMap<Expression, number>): void {
    const { lanes } = this.spec;
    switch (node.op) {
      case 'load':
        this.#load(node.input, half);
        return;
      case 'constant':
        throw new Error('constants are set before the loop');
      case 'call':
        this.#call(
          node.name,
          node.of.map(id => places.get(id)!)
        );
        return;
      case 'select': {
        // bitselect takes the mask last.
        const [mask, yes, no] = node.of;
        [yes, no, mask].forEach(id => this.#get(places.get(id)!));
        this.#push(...vector(opcode('select', lanes)));
        return;
      }
      default:
        node.of.forEach(id => this.#get(places.get(id)!));
        this.#push(...vector(opcode(node.op, lanes)));
    }
  }

  #load(input: number, half: number): void {
    this.#get(input);
    if (this.spec.lanes === 'f32x4') {
      this.#push(...vector(LOAD, ...memoryArgument(2, 0)));
    } else if (this.spec.inputs[input] === 'f32') {
      this.#push(...vector(LOAD_LOW, ...memoryArgument(2, 8 * half)), ...vector(PROMOTE));
    } else {
      this.#push(...vector(LOAD, ...memoryArgument(3, 16 * half)));
    }
  }

  #store(pointer: number, type: 'f32' | 'f64', place: number, half: number): void {
    this.#get(pointer);
    this.#get(place);
    if (this.spec.lanes === 'f32x4') {
      this.#push(...vector(STORE, ...memoryArgument(2, 0)));
    } else if (type === 'f32') {
      this.#push(...vector(DEMOTE));
      this.#push(...vector(STORE_LANE, ...memoryArgument(2, 8 * half), 0));
    } else {
      this.#push(...vector(STORE, ...memoryArgument(3, 16 * half)));
    }
  }

  /** `x - x` is unequal to itself for NaN and the infinities alone. */
  #check(place: number): void {
    const { lanes } = this.spec;
    this.#get(this.#unusual);
    for (let i = 0; i < 2; i++) {
      this.#get(place);
      this.#get(place);
      this.#push(...vector(opcode('sub', lanes)));
    }
    this.#push(...vector(opcode('ne', lanes)), ...vector(opcode('or', lanes)));
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
      this.#push(0x10, ...unsigned(index));
      this.#push(...(lane === 0 ? vector(F64_SPLAT) : vector(F64_REPLACE, lane)));
    }
  }

  #local(type: ValueType): number {
    return this.#pointers + this.#locals.push(type);
  }

  #get(local: number): void {
    this.#push(0x20, ...unsigned(local));
  }

  #set(local: number): void {
    this.#push(0x21, ...unsigned(local));
  }

  #push(...bytes: number[]): void {
    this.#body.push(...bytes);
  }
}

function opcode(op: string, lanes: Lanes): number {
  return OPCODES[op][lanes === 'f32x4' ? 0 : 1];
}

/** Expressions that the outputs need, operands before what is computed of them. */
function usedNodes({ outputs, expressions }: LoopSpec): Expression[] {
  const used = new Set(outputs.map(({ value }) => value));
  for (let id = expressions.nodes.length - 1; id >= 0; id--) {
    const node = expressions.nodes[id];
    if (used.has(id) && 'of' in node) {
      node.of.forEach(operand => used.add(operand));
    }
  }
  return [...used].sort((a, b) => a - b);
}
