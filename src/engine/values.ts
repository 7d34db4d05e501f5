import type { DataCube } from './cube';
import type { Callback, LabelledArray, Value } from './process';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isDataCube(value: unknown): value is DataCube {
  return isObject(value) && Array.isArray(value.dimensions) && typeof value.read === 'function';
}

export function isCallback(value: unknown): value is Callback {
  return isObject(value) && value.kind === 'callback' && typeof value.call === 'function';
}

export function isLabelledArray(value: unknown): value is LabelledArray {
  return isObject(value) && Array.isArray(value.labels) && Array.isArray(value.values);
}

/** True for arrays with and without labels. */
export function isArrayValue(value: unknown): value is readonly Value[] | LabelledArray {
  return Array.isArray(value) || isLabelledArray(value);
}

/** The elements of an array, labelled or not. */
export function elementsOf(value: readonly Value[] | LabelledArray): readonly Value[] {
  return isLabelledArray(value) ? value.values : value;
}

/** What error messages call a value. */
export function kindOf(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'an array';
  }
  if (isDataCube(value)) {
    return 'a data cube';
  }
  if (isCallback(value)) {
    return 'a process';
  }
  if (isLabelledArray(value)) {
    return 'a labelled array';
  }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
