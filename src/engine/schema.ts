import { isArrayValue, isCallback, isDataCube, elementsOf, kindOf } from './values';
import type { Json } from './process-graph';

/** Stands for a value that is not known before the graph runs; it fits every schema. */
export const UNKNOWN = Symbol('unknown');

/** Stands for a callback that has not been bound to a run. */
export const UNBOUND_CALLBACK = Symbol('callback');

type Schema = { [keyword: string]: Json };

/**
 * Why a value does not fit a parameter's JSON Schema, as the end of a sentence; null when it fits.
 *
 * Understands openEO's use of JSON Schema: a list of schemas is a choice, `subtype` tells cubes and
 * callbacks from plain objects. Keywords that it does not know are not checked.
 */
export function mismatch(value: unknown, schema: Json): string | null {
  if (value === UNKNOWN) {
    return null;
  }
  if (Array.isArray(schema)) {
    return anyOf(value, schema);
  }
  if (typeof schema !== 'object' || schema === null) {
    return null;
  }
  return (
    wrongType(value, schema) ??
    wrongSubtype(value, schema) ??
    wrongEnum(value, schema) ??
    wrongRange(value, schema) ??
    wrongString(value, schema) ??
    wrongItems(value, schema) ??
    wrongMembers(value, schema) ??
    wrongChoice(value, schema)
  );
}

function anyOf(value: unknown, schemas: readonly Json[]): string | null {
  const reasons = schemas.map(schema => mismatch(value, schema));
  if (reasons.length === 0 || reasons.includes(null)) {
    return null;
  }
  return [...new Set(reasons)].join(' Or: ');
}

/** JSON Schema names of the types that a schema allows; null for any. */
export function typesOf(schema: Json): Set<string> | null {
  if (Array.isArray(schema)) {
    const all = schema.map(typesOf);
    return all.includes(null) || all.length === 0
      ? null
      : new Set(all.flatMap(types => [...(types ?? [])]));
  }
  if (typeof schema !== 'object' || schema === null || schema.type === undefined) {
    return null;
  }
  return new Set(Array.isArray(schema.type) ? schema.type.map(String) : [String(schema.type)]);
}

function hasType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value);
    case 'array':
      return isArrayValue(value);
    case 'object':
      return (
        typeof value === 'symbol' ||
        (typeof value === 'object' && value !== null && !Array.isArray(value))
      );
    default:
      return typeof value === type;
  }
}

function wrongType(value: unknown, schema: Schema): string | null {
  const types = typesOf(schema);
  if (!types || [...types].some(type => hasType(value, type))) {
    return null;
  }
  return `expected ${[...types].join(' or ')}, got ${describe(value)}.`;
}

function wrongSubtype(value: unknown, schema: Schema): string | null {
  if (typeof value !== 'object' && typeof value !== 'symbol') {
    return null;
  }
  if (schema.subtype === 'process-graph') {
    return value === UNBOUND_CALLBACK || isCallback(value)
      ? null
      : `expected a process, got ${describe(value)}.`;
  }
  if (schema.subtype === 'datacube' && value !== null) {
    return isDataCube(value) ? null : `expected a data cube, got ${describe(value)}.`;
  }
  return null;
}

function wrongEnum(value: unknown, schema: Schema): string | null {
  const allowed = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (!Array.isArray(allowed) || (allowed as unknown[]).includes(value)) {
    return null;
  }
  return `expected one of ${JSON.stringify(allowed)}, got ${describe(value)}.`;
}

/**
 * A range limits options such as an index. On data, which may be null, openEO's definitions only
 * describe with it where a formula has a value: `ln(-1)` is NaN and no error.
 */
function wrongRange(value: unknown, schema: Schema): string | null {
  if (typeof value !== 'number' || typesOf(schema)?.has('null')) {
    return null;
  }
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const bounds: [Json | undefined, (bound: number) => boolean, string][] = [
    [minimum, bound => value < bound, 'at least'],
    [maximum, bound => value > bound, 'at most'],
    [exclusiveMinimum, bound => value <= bound, 'more than'],
    [exclusiveMaximum, bound => value >= bound, 'less than']
  ];
  for (const [bound, outside, words] of bounds) {
    if (typeof bound === 'number' && outside(bound)) {
      return `expected ${words} ${bound}, got ${value}.`;
    }
  }
  return null;
}

function wrongString(value: unknown, schema: Schema): string | null {
  if (typeof value !== 'string') {
    return null;
  }
  if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern, 'u').test(value)) {
    return `expected text that matches ${schema.pattern}, got ${describe(value)}.`;
  }
  if (typeof schema.minLength === 'number' && value.length < schema.minLength) {
    return `expected at least ${schema.minLength} characters, got ${describe(value)}.`;
  }
  return null;
}

function wrongItems(value: unknown, schema: Schema): string | null {
  if (!isArrayValue(value)) {
    return null;
  }
  const items = elementsOf(value);
  const { minItems, maxItems } = schema;
  if (typeof minItems === 'number' && items.length < minItems) {
    return `expected at least ${minItems} elements, got ${items.length}.`;
  }
  if (typeof maxItems === 'number' && items.length > maxItems) {
    return `expected at most ${maxItems} elements, got ${items.length}.`;
  }
  if (schema.items === undefined || typeof schema.items !== 'object') {
    return null;
  }
  for (let i = 0; i < items.length; i++) {
    const reason = mismatch(items[i], schema.items);
    if (reason) {
      return `element ${i}: ${reason}`;
    }
  }
  return null;
}

function wrongMembers(value: unknown, schema: Schema): string | null {
  if (typeof value !== 'object' || value === null || isArrayValue(value)) {
    return null;
  }
  const members = value as Record<string, unknown>;
  const missing = Array.isArray(schema.required)
    ? schema.required.find(name => members[String(name)] === undefined)
    : undefined;
  if (missing !== undefined) {
    return `member '${String(missing)}' is missing.`;
  }
  const { properties } = schema;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
    return null;
  }
  for (const [name, inner] of Object.entries(properties)) {
    const reason = members[name] === undefined ? null : mismatch(members[name], inner);
    if (reason) {
      return `member '${name}': ${reason}`;
    }
  }
  return null;
}

function wrongChoice(value: unknown, schema: Schema): string | null {
  for (const keyword of ['anyOf', 'oneOf']) {
    const schemas = schema[keyword];
    if (Array.isArray(schemas)) {
      const reason = anyOf(value, schemas);
      if (reason) {
        return reason;
      }
    }
  }
  return null;
}

function describe(value: unknown): string {
  if (typeof value === 'symbol') {
    return 'a process';
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? JSON.stringify(value)
    : kindOf(value);
}
