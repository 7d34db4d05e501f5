import { ArgumentError } from './errors';
import type { Arguments, Process, Value } from './process';
import type { ProcessParameter } from './process-graph';
import { mismatch } from './schema';

/**
 * Fills in defaults and checks names and types.
 *
 * @throws ArgumentError when an argument is missing, unknown or of a type that the schema refuses.
 */
export function completeArguments(
  process: Pick<Process, 'definition' | 'takesNodata' | 'alsoTakes' | 'takesSingle'>,
  given: Readonly<Record<string, Value | undefined>>
): Arguments {
  const { definition, takesNodata } = process;
  const complete: Record<string, Value> = {};
  for (const parameter of definition.parameters) {
    const { name } = parameter;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) {
      if (!parameter.optional) {
        throw ArgumentError.required(definition.id, name);
      }
      if (parameter.default !== undefined) {
        complete[name] = parameter.default as Value;
      }
      continue;
    }
    const accepted = (value === null && takesNodata) || isListed(process, parameter, value);
    const reason = accepted ? null : mismatch(value, parameter.schema);
    if (reason) {
      throw ArgumentError.invalid(definition.id, name, reason);
    }
    complete[name] = value;
  }
  const known = new Set(definition.parameters.map(parameter => parameter.name));
  for (const name of Object.keys(given)) {
    if (!known.has(name)) {
      throw ArgumentError.unsupported(definition.id, name);
    }
  }
  return complete;
}

/**
 * Whether a value is taken whatever the schema says: a default, which openEO's own definitions
 * forget at times, or what the process takes beyond it.
 */
export function isListed(
  { alsoTakes, takesSingle }: Pick<Process, 'alsoTakes' | 'takesSingle'>,
  { name, default: standard }: ProcessParameter,
  value: unknown
): boolean {
  return (
    (standard !== undefined && (standard as unknown) === value) ||
    ((alsoTakes?.[name] ?? []) as readonly unknown[]).includes(value) ||
    (takesSingle?.includes(name) === true && (value === null || typeof value !== 'object'))
  );
}
