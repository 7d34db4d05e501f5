import type { JsonValue } from './parameters';

/** An object of members, as opposed to an array, null or a value. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value can be written as JSON and read back the same. */
export function isJsonValue(value: unknown): value is JsonValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      return value === null || Object.values(value).every(isJsonValue);
    default:
      return false;
  }
}

/** A value as messages show it: short, on one line. */
export function shown(value: unknown): string {
  if (value === '' || value === null || value === undefined) {
    return 'empty';
  }
  const text = typeof value === 'string' ? JSON.stringify(value) : plain(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function plain(value: unknown): string {
  return typeof value === 'object' && isJsonValue(value) ? JSON.stringify(value) : String(value);
}
