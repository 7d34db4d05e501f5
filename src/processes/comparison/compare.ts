import {
  Column,
  type Arguments,
  type Process,
  type ProcessDefinition,
  type Value
} from '../../engine';
import { BOOLEAN, parameter, SCALAR } from '../definitions';
import { binaryColumns, type BinaryLoop } from '../scalars';

/** How two values are told apart. */
export interface EqualityOptions {
  /** Numbers that differ by no more are equal; null compares exactly. */
  readonly delta?: number | null;
  readonly caseSensitive?: boolean;
}

/** Strict equality of scalars; null where one is no-data. Arrays and objects equal nothing. */
export function equal(x: Value, y: Value, options: EqualityOptions = {}): boolean | null {
  if (x === null || y === null) {
    return null;
  }
  if (typeof x === 'number' && typeof y === 'number') {
    return options.delta ? Math.abs(x - y) <= options.delta || x === y : x === y;
  }
  if (typeof x === 'string' && typeof y === 'string' && options.caseSensitive === false) {
    return x.toLowerCase() === y.toLowerCase();
  }
  return typeof x !== 'object' && x === y;
}

/** Parameters of the processes that tell two values apart. */
export const EQUALITY_PARAMETERS: ProcessDefinition['parameters'] = [
  parameter('x', 'The first operand.', SCALAR),
  parameter('y', 'The second operand.', SCALAR),
  parameter(
    'delta',
    'Numbers that differ by no more than this are equal; `null` compares exactly.',
    { type: ['number', 'null'], minimumExclusive: 0 },
    null
  ),
  parameter(
    'case_sensitive',
    'With `false`, texts that differ only in case are equal.',
    BOOLEAN,
    true
  )
];

export function equalityOptions(args: Arguments): EqualityOptions {
  return {
    delta: args.delta as number | null,
    caseSensitive: args.case_sensitive as boolean
  };
}

/**
 * A process that orders two numbers: no-data where one operand is, `false` for anything that is
 * not a number.
 *
 * @param loop - The same over columns, 1 for true.
 */
export function ordering(
  definition: ProcessDefinition,
  compare: (x: number, y: number) => boolean,
  loop: BinaryLoop
): Process {
  return {
    definition,
    run: ({ x, y }) => {
      if (x === null || y === null) {
        return null;
      }
      return typeof x === 'number' && typeof y === 'number' && compare(x, y);
    },
    columns: ({ x, y }, batch) => {
      const boolean = [x, y].some(operand => isBoolean(operand));
      return boolean ? null : binaryColumns(x, y, batch, 'boolean', loop);
    }
  };
}

/** True for operands that compare as booleans, which are no numbers here. */
export function isBoolean(operand: unknown): boolean {
  return typeof operand === 'boolean' || (operand instanceof Column && operand.kind === 'boolean');
}

/** Neither no-data, NaN nor infinite. */
export function isValidValue(x: Value): boolean {
  return typeof x === 'number' ? Number.isFinite(x) : x !== null;
}
