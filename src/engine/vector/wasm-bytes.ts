/**
 * WebAssembly's binary format, as far as a single function over an imported memory needs it
 * (WebAssembly Core Specification 2.0, chapter 5; opcodes of vectors: 5.4.8).
 */

export const VALUE_TYPE = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = keyof typeof VALUE_TYPE;

/** Names under which modules import the memory and functions, and export theirs. */
export const IMPORTS = 'engine';
export const MEMORY = 'memory';
export const FUNCTION = 'run';

const MOST_PAGES = 65536;

export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return bytes;
}

export function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    const low = rest & 0x7f;
    const after = rest >> 7;
    const done = (after === 0 && (low & 0x40) === 0) || (after === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) {
      return bytes;
    }
  }
}

/** A vector instruction; `rest` are its immediates. */
export function vector(opcode: number, ...rest: number[]): number[] {
  return [0xfd, ...unsigned(opcode), ...rest];
}

/** Alignment (as a power of two) and offset of a load or store. */
export function memoryArgument(alignment: number, offsetBytes: number): number[] {
  return [...unsigned(alignment), ...unsigned(offsetBytes)];
}

/** 16 bytes of equal lanes. */
export function constantLanes(value: number, lanes: 'f32x4' | 'f64x2'): number[] {
  const bytes = new Uint8Array(16);
  if (lanes === 'f32x4') {
    new Float32Array(bytes.buffer).fill(value);
  } else {
    new Float64Array(bytes.buffer).fill(value);
  }
  return [...bytes];
}

export interface FunctionParts {
  /** Imported functions of float64s by name, with their number of parameters. */
  readonly imported: readonly (readonly [name: string, parameters: number])[];
  readonly parameters: readonly ValueType[];
  readonly result: ValueType;
  readonly locals: readonly ValueType[];
  /** Instructions without the closing `end`. Imported functions have the indexes 0 and on. */
  readonly body: readonly number[];
}

/** A module that imports a memory and functions and exports one function. */
export function moduleBytes(parts: FunctionParts): Uint8Array {
  const { imported, parameters, result, locals, body } = parts;
  const types = [
    signature(parameters, [result]),
    ...imported.map(([, count]) => signature(new Array<ValueType>(count).fill('f64'), ['f64']))
  ];
  const imports = [
    [...name(IMPORTS), ...name(MEMORY), 2, 1, ...unsigned(1), ...unsigned(MOST_PAGES)],
    ...imported.map(([id], i) => [...name(IMPORTS), ...name(id), 0, ...unsigned(1 + i)])
  ];
  const code = [
    ...list(locals.map(type => [1, VALUE_TYPE[type]])),
    ...body,
    0x0b // end
  ];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(2, list(imports)),
    ...section(3, list([[0]])),
    ...section(7, list([[...name(FUNCTION), 0, ...unsigned(imported.length)]])),
    ...section(10, list([[...unsigned(code.length), ...code]]))
  ]);
}

function signature(parameters: readonly ValueType[], results: readonly ValueType[]): number[] {
  const typed = (types: readonly ValueType[]) => list(types.map(type => [VALUE_TYPE[type]]));
  return [0x60, ...typed(parameters), ...typed(results)];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function list(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function name(text: string): number[] {
  return [...unsigned(text.length), ...[...text].map(letter => letter.charCodeAt(0))];
}
