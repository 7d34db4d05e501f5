import { DEFAULT_PARAMETERS } from './defaults';
import { checkField } from './field-checks';
import type { ParameterProblem } from './field-checks';
import { isRecord } from './json-value';
import { PARAMETER_FIELDS } from './parameter-specs';
import type { InsarParameters, JsonValue } from './parameters';

/** Parameters as a cell's metadata hold them: a member a field, plain JSON of its own. */
export function parametersToJson(parameters: InsarParameters): { [key: string]: JsonValue } {
  const members = PARAMETER_FIELDS.map(field => [field, parameters[field]]);
  return JSON.parse(JSON.stringify(Object.fromEntries(members)));
}

/**
 * Reads parameters from JSON of this or another version: members that are not known are left out,
 * missing ones and ones that cannot be used take their defaults. Never throws.
 *
 * @returns The parameters, and of the members that were present those whose value was not used.
 */
export function parametersFromJson(json: unknown): {
  parameters: InsarParameters;
  problems: ParameterProblem[];
} {
  const given: Record<string, unknown> = isRecord(json) ? json : {};
  const problems: ParameterProblem[] = [];
  const values: Record<string, unknown> = { ...DEFAULT_PARAMETERS };
  for (const field of PARAMETER_FIELDS.filter(name => given[name] !== undefined)) {
    const found = checkField(field, given[field]);
    if (found?.severity === 'error') {
      problems.push(found);
    } else {
      values[field] = given[field];
    }
  }
  // checkField has seen every value, which the compiler cannot know.
  return { parameters: values as unknown as InsarParameters, problems };
}
