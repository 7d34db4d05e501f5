import { Along, forBatches } from './along';
import { Batch, Column, ColumnList, toElements } from './columns';
import { lineProgram, type Caller } from './computed-cube';
import type { DataCube, Dimension, LabelledDimension, Plane, Window } from './cube';
import { isSpatial, labelledDimensions, planeIndexes, planeNumber } from './dimensions';
import { ArgumentError, VaryingLengthError } from './errors';
import { once } from './once';
import type { Callback, Value } from './process';
import { compile, type Program } from './program';
import { callbackWindow } from './vector/callback-window';
import { stripCube } from './vector/strips';

/** One output plane: which lines it comes from, and which of their elements it holds. */
interface Wanted {
  readonly outer: number;
  /** Null when the plane holds all elements, along an axis of its own. */
  readonly element: number | null;
}

/**
 * The cube with the values along dimension `name` replaced by the array that a callback of `data`
 * makes of them.
 *
 * As many values as before keep the labels of the dimension; otherwise they are numbered from 0.
 *
 * @param target - Dimension that the values end up on: null or `name` for the same one, one that
 *   exists with a single label, or the name of a new one in the place of `name`.
 */
export async function applyAlong(
  cube: DataCube,
  name: string,
  callback: Callback,
  context: Value,
  target: string | null,
  caller: Caller
): Promise<DataCube> {
  const along = new Along(cube, name);
  const program = compile(callback, ['data', 'context']);
  const length = await resultLength(program, along, context, caller);
  const { dimension, rest } = along;
  const inPlace = target === null || target === name;
  const onto = inPlace ? undefined : rest.find(d => d.name === target);
  const dimensions = inPlace
    ? cube.dimensions.map(d => (d === dimension ? renumbered(d, length) : d))
    : onto
      ? rest.map(d => (d === onto ? single(d, length, caller) : d))
      : cube.dimensions.map(d =>
          d === dimension ? { kind: 'other' as const, name: target, labels: numbers(length) } : d
        );
  const holder = inPlace ? name : target;

  const find = (plane: number): Wanted => {
    const indexes = planeIndexes(dimensions, plane);
    const at = labelledDimensions(dimensions).findIndex(d => d.name === holder);
    if (at < 0) {
      return { outer: plane, element: null };
    }
    const [element] = onto ? indexes.splice(at, 1, 0) : indexes.splice(at, 1);
    return { outer: planeNumber(rest, indexes), element };
  };

  const vectors = once(() => lineProgram(program, along, context));
  return stripCube({
    dimensions,
    metadata: cube.metadata,
    open: async (window, planes, demand) => {
      const vector = await vectors();
      if (!vector?.isArray || vector.results.length !== length) {
        return null;
      }
      const wanted = planes.map(find);
      const outers = [...new Set(wanted.map(({ outer }) => outer))];
      const source = await along.open(window, outers, { sharedLines: demand.sharedLines });
      const computed = wanted.map(({ outer, element }) => ({
        outer: outers.indexOf(outer),
        result: element ?? 0
      }));
      return callbackWindow(source, along.labels.length, vector, computed, demand);
    },
    readWhole: async (window, planes) => {
      const wanted = planes.map(find);
      const outers = [...new Set(wanted.map(({ outer }) => outer))];
      const axis = inPlace && isSpatial(dimension) ? dimension.axis : null;
      const lineWindow = axis === null ? window : oneCell(window, axis);
      const batch = new Batch();
      const lines = await along.read(lineWindow, outers, batch);
      const result = new Array<Plane>(planes.length);
      for (let o = 0; o < outers.length; o++) {
        const { data, count, newPlane } = lines[o];
        const places = wanted.flatMap((w, i) => (w.outer === outers[o] ? [i] : []));
        for (const place of places) {
          result[place] = newPlane(window.width * window.height);
        }
        await forBatches(batch, count, async () => {
          const value = await program.run({ data, context }, batch);
          const elements = toElements(value, batch, caller.processId, caller.parameter);
          if (elements.length !== length) {
            throw new VaryingLengthError(
              caller.processId,
              caller.parameter,
              length,
              elements.length
            );
          }
          for (const place of places) {
            const { element } = wanted[place];
            if (element === null) {
              scatter(result[place], elements, window, axis, batch);
            } else {
              result[place].set(elements[element].subarray(0, batch.count), batch.first);
            }
          }
        });
      }
      return result;
    }
  });
}

/** Number of elements that the callback makes of one line, tried on the numbers 1, 2, 3 … */
async function resultLength(
  program: Program,
  along: Along,
  context: Value,
  caller: Caller
): Promise<number> {
  const batch = new Batch();
  batch.start(0, 1);
  const columns = along.labels.map((_, k) => new Column('number', Float64Array.of(k + 1)));
  const data = new ColumnList(columns, along.labels);
  const value = await program.run({ data, context }, batch);
  const { length } = toElements(value, batch, caller.processId, caller.parameter);
  if (length === 0) {
    const reason = 'it returns an empty array; at least one element is needed.';
    throw ArgumentError.invalid(caller.processId, caller.parameter, reason);
  }
  return length;
}

function numbers(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

function renumbered(dimension: Dimension, length: number): Dimension {
  if (isSpatial(dimension)) {
    return dimension.size === length
      ? dimension
      : { ...dimension, size: length, first: 0, step: 1, crs: null };
  }
  return dimension.labels.length === length ? dimension : { ...dimension, labels: numbers(length) };
}

function single(dimension: Dimension, length: number, caller: Caller): LabelledDimension {
  if (isSpatial(dimension) || dimension.labels.length !== 1) {
    throw ArgumentError.invalid(
      caller.processId,
      'target_dimension',
      `dimension '${dimension.name}' exists and is not a labelled one with a single label.`
    );
  }
  return { ...dimension, labels: numbers(length) };
}

function oneCell(window: Window, axis: 'x' | 'y'): Window {
  return axis === 'x' ? { ...window, x: 0, width: 1 } : { ...window, y: 0, height: 1 };
}

/** Writes the elements of the lines of a batch along the axis that they belong to. */
function scatter(
  plane: Plane,
  elements: readonly Float64Array[],
  window: Window,
  axis: 'x' | 'y' | null,
  batch: Batch
): void {
  const along = axis === 'x' ? window.width : window.height;
  const first = axis === 'x' ? window.x : window.y;
  for (let k = 0; k < along; k++) {
    const cells = elements[first + k];
    for (let i = 0; i < batch.count; i++) {
      const line = batch.first + i;
      plane[axis === 'x' ? line * window.width + k : k * window.width + line] = cells[i];
    }
  }
}
