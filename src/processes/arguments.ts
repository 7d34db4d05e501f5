import { ArgumentError, isCallback, isDataCube, kindOf } from '../engine';
import type { Arguments, Call, Callback, DataCube, Value } from '../engine';

/** Readers of one argument each; all raise `ProcessParameterInvalid` that names the parameter. */

export function cubeArgument(args: Arguments, name: string, call: Call): DataCube {
  const value = args[name];
  if (!isDataCube(value)) {
    throw invalid(call, name, `expected a data cube, but got ${kindOf(value)}.`);
  }
  return value;
}

export function textArgument(args: Arguments, name: string, call: Call): string {
  const value = args[name];
  if (typeof value !== 'string') {
    throw invalid(call, name, `expected a text, but got ${kindOf(value)}.`);
  }
  return value;
}

/** Null where the argument is absent or null. */
export function optionalText(args: Arguments, name: string, call: Call): string | null {
  return args[name] === undefined || args[name] === null ? null : textArgument(args, name, call);
}

export function integerArgument(args: Arguments, name: string, call: Call): number {
  const value = args[name];
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw invalid(call, name, `expected a whole number, but got ${show(value)}.`);
  }
  return value;
}

/** Null where the argument is absent, null or an empty array. */
export function optionalTexts(args: Arguments, name: string, call: Call): string[] | null {
  const value = args[name];
  if (value === undefined || value === null) {
    return null;
  }
  if (!Array.isArray(value) || value.some(item => typeof item !== 'string')) {
    throw invalid(call, name, `expected an array of texts, but got ${show(value)}.`);
  }
  return value.length === 0 ? null : (value as string[]);
}

/** Names or numbers, such as the labels of a dimension. */
export function labelsArgument(args: Arguments, name: string, call: Call): (string | number)[] {
  const value = args[name] ?? [];
  const fits = (item: Value): boolean => typeof item === 'string' || typeof item === 'number';
  if (!Array.isArray(value) || !value.every(fits)) {
    throw invalid(call, name, `expected an array of texts or numbers, but got ${show(value)}.`);
  }
  return value as (string | number)[];
}

/** Null where the argument is absent or null. */
export function optionalCallback(args: Arguments, name: string, call: Call): Callback | null {
  const value = args[name];
  if (value === undefined || value === null) {
    return null;
  }
  if (!isCallback(value)) {
    throw invalid(call, name, `expected a process, but got ${kindOf(value)}.`);
  }
  return value;
}

/** Plain JSON objects such as extents and format options. */
export function objectArgument(
  args: Arguments,
  name: string,
  call: Call
): { readonly [key: string]: Value } {
  const value = args[name] ?? {};
  if (typeof value !== 'object' || Array.isArray(value) || isDataCube(value) || isCallback(value)) {
    throw invalid(call, name, `expected an object, but got ${kindOf(value)}.`);
  }
  return value as { readonly [key: string]: Value };
}

export function invalid(call: Call, name: string, reason: string): ArgumentError {
  return ArgumentError.invalid(call.processId, name, reason);
}

/** A short form of a value for messages. */
export function show(value: Value | undefined): string {
  if (value === undefined || typeof value === 'object') {
    return kindOf(value);
  }
  return JSON.stringify(value);
}
