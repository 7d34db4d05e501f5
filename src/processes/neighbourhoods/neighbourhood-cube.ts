import {
  labelledDimensions,
  planeIndexes,
  planeNumber,
  planeSize,
  ProcessError
} from '../../engine';
import type { Callback, DataCube, LabelledDimension, Plane, Value, Window } from '../../engine';
import { selectLabels } from '../cubes/rewire';
import { sameDimensions } from '../cubes/same-dimensions';
import type { LabelChunk } from './label-chunks';
import { paddedCube } from './padded-cube';

/** Neighbourhoods that are kept for the next window. */
const MOST_KEPT = 64;

/** Cells of a neighbourhood along x or y, and around it on either side. */
export interface CellChunk {
  readonly size: number;
  readonly overlap: number;
}

/** How a cube is cut. */
export interface Cut {
  readonly x: CellChunk;
  readonly y: CellChunk;
  /** Chunks of each labelled dimension, in the order of the dimensions. */
  readonly labels: readonly (readonly LabelChunk[])[];
}

/**
 * The cube with each of its neighbourhoods replaced by what a process makes of it. A neighbourhood
 * is processed when a window that touches it is read, and only its part in the window is computed.
 */
export function neighbourhoodCube(
  cube: DataCube,
  cut: Cut,
  process: Callback,
  context: Value
): DataCube {
  const labelled = labelledDimensions(cube.dimensions);
  const whole = planeSize(cube.dimensions);
  const kept = new Map<string, Promise<DataCube>>();

  const make = async (column: number, row: number, chunks: readonly number[]) => {
    const window = {
      ...along(column, cut.x, whole.width, 'x', 'width'),
      ...along(row, cut.y, whole.height, 'y', 'height')
    } as unknown as Window;
    const data = chunks.reduce(
      (part, chunk, d) => {
        const now = part.dimensions.find(each => each.name === labelled[d].name);
        return selectLabels(part, now as LabelledDimension, cut.labels[d][chunk].whole);
      },
      paddedCube(cube, window, whole)
    );
    const made = await process.call({ data, context });
    if (!sameDimensions(made, data)) {
      throw new ProcessError(
        'DataCubePropertiesImmutable',
        'The process must return a cube with the dimensions of the one that it was given.'
      );
    }
    return made;
  };

  const neighbourhood = (column: number, row: number, chunks: readonly number[]) => {
    const key = [column, row, ...chunks].join(' ');
    const made = kept.get(key) ?? make(column, row, chunks);
    kept.delete(key);
    kept.set(key, made);
    if (kept.size > MOST_KEPT) {
      kept.delete(kept.keys().next().value as string);
    }
    return made;
  };

  return {
    dimensions: cube.dimensions,
    metadata: cube.metadata,
    read: async (window, planes) => {
      const result = new Array<Plane>(planes.length);
      for (const { chunks, places } of byChunks(cube, cut, labelled, planes)) {
        for (const row of touched(window.y, window.height, cut.y.size)) {
          for (const column of touched(window.x, window.width, cut.x.size)) {
            const made = await neighbourhood(column, row, chunks);
            const part = common(window, column * cut.x.size, row * cut.y.size, cut);
            const own = {
              ...part,
              x: part.x - column * cut.x.size + cut.x.overlap,
              y: part.y - row * cut.y.size + cut.y.overlap
            };
            const numbers = places.map(({ indexes }) => planeNumber(made.dimensions, indexes));
            const read = await made.read(own, numbers);
            places.forEach(({ place }, p) => {
              result[place] ??= emptyLike(read[p], window);
              paste(read[p], part, result[place], window);
            });
          }
        }
      }
      return result;
    }
  };
}

function along(
  index: number,
  { size, overlap }: CellChunk,
  cells: number,
  start: 'x' | 'y',
  length: 'width' | 'height'
): Partial<Record<'x' | 'y' | 'width' | 'height', number>> {
  const core = Math.min(size, cells - index * size);
  return { [start]: index * size - overlap, [length]: core + 2 * overlap };
}

/** Planes that come from the same labels of neighbourhoods: where they go, and their place there. */
function byChunks(
  cube: DataCube,
  cut: Cut,
  labelled: readonly LabelledDimension[],
  planes: readonly number[]
) {
  const groups = new Map<
    string,
    { chunks: number[]; places: { place: number; indexes: number[] }[] }
  >();
  planes.forEach((plane, place) => {
    const indexes = planeIndexes(cube.dimensions, plane);
    const chunks = labelled.map((_, d) =>
      cut.labels[d].findIndex(({ core }) => core.includes(indexes[d]))
    );
    const inside = chunks.map((chunk, d) => cut.labels[d][chunk].whole.indexOf(indexes[d]));
    const group = groups.get(chunks.join(' ')) ?? { chunks, places: [] };
    group.places.push({ place, indexes: inside });
    groups.set(chunks.join(' '), group);
  });
  return groups.values();
}

/** Numbers of the chunks that a stretch of cells touches. */
function touched(start: number, length: number, size: number): number[] {
  const first = Math.floor(start / size);
  const last = Math.floor((start + length - 1) / size);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** The part of a window that lies in the neighbourhood which begins at a cell. */
function common(window: Window, left: number, top: number, { x, y }: Cut): Window {
  const fromX = Math.max(window.x, left);
  const fromY = Math.max(window.y, top);
  return {
    x: fromX,
    y: fromY,
    width: Math.min(window.x + window.width, left + x.size) - fromX,
    height: Math.min(window.y + window.height, top + y.size) - fromY
  };
}

function emptyLike(plane: Plane, { width, height }: Window): Plane {
  return plane instanceof Float32Array
    ? new Float32Array(width * height)
    : new Float64Array(width * height);
}

function paste(from: Plane, part: Window, onto: Plane, window: Window): void {
  for (let row = 0; row < part.height; row++) {
    const line = from.subarray(row * part.width, (row + 1) * part.width);
    onto.set(line, (part.y - window.y + row) * window.width + part.x - window.x);
  }
}
