import type { Json, ProcessParameter } from '../engine';

/** Schemas of the scalar and array processes; they equal those of openEO's own definitions. */

export const NUMBER: Json = { type: 'number' };
export const NUMBER_OR_NULL: Json = { type: ['number', 'null'] };
export const INTEGER: Json = { type: 'integer' };
export const INTEGER_OR_NULL: Json = { type: ['integer', 'null'] };
export const BOOLEAN: Json = { type: 'boolean' };
export const BOOLEAN_OR_NULL: Json = { type: ['boolean', 'null'] };
export const TEXT: Json = { type: 'string' };
export const TEXT_OR_NULL: Json = { type: ['string', 'null'] };
/** What comparisons take. */
export const SCALAR: Json = { type: ['number', 'boolean', 'string', 'null'] };
export const NUMBERS: Json = { type: 'array', items: { type: ['number', 'null'] } };
export const BOOLEANS: Json = { type: 'array', items: { type: ['boolean', 'null'] } };
export const ANYTHING: Json = { description: 'Any data type.' };
export const ANYTHING_ALLOWED: Json = { description: 'Any data type is allowed.' };
export const ARRAY: Json = { type: 'array', items: { description: 'Any data type is allowed.' } };

const DATE_TIME_SCHEMA = { type: 'string', format: 'date-time', subtype: 'date-time' };
const DATE_SCHEMA = { type: 'string', format: 'date', subtype: 'date' };

export const DATE_OR_TIME: Json = [DATE_TIME_SCHEMA, DATE_SCHEMA];

/** What can be put in order. */
export const SORTABLE: Json = {
  type: 'array',
  items: { anyOf: [{ type: 'number' }, { type: 'null' }, DATE_TIME_SCHEMA, DATE_SCHEMA] }
};

/** A parameter; one with a standard value is optional. */
export function parameter(
  name: string,
  description: string,
  schema: Json,
  standard?: Json
): ProcessParameter {
  return standard === undefined
    ? { name, description, schema }
    : { name, description, schema, default: standard, optional: true };
}

/** A parameter that may be left out and has no standard value. */
export function optionalParameter(
  name: string,
  description: string,
  schema: Json
): ProcessParameter {
  return { name, description, schema, optional: true };
}

export const CONTEXT: ProcessParameter = parameter(
  'context',
  'Anything that the process should know besides the values.',
  ANYTHING,
  null
);

export const IGNORE_NODATA: ProcessParameter = parameter(
  'ignore_nodata',
  'Whether no-data values are left out. With `false`, one of them makes the result no-data.',
  BOOLEAN,
  true
);

/**
 * The schema of a callback. Every one is also handed the `context` of its process.
 *
 * @param parameters - What else it is handed.
 */
export function callbackSchema(
  parameters: readonly Json[],
  returns: Json
): { [keyword: string]: Json } {
  return {
    type: 'object',
    subtype: 'process-graph',
    parameters: [
      ...parameters,
      {
        name: 'context',
        description: 'Additional data passed by the user.',
        schema: ANYTHING,
        optional: true,
        default: null
      }
    ],
    returns
  };
}
