import { convolve } from './convolve';
import type { DataCube, Plane, Window } from './cube';
import { planeSize } from './dimensions';
import { keepingLines } from './kept-lines';
import { analyseKernel } from './kernel';
import { PaddedPlane } from './padded-plane';
import { slideBox } from './slide-box';

/** Lines that neighbouring windows share beyond the kernel: geocoding reads one line twice. */
const SHARED_LINES = 1;

/** What lies beyond the edges of a raster: a number, or one of openEO's rules. */
export type Border = number | 'replicate' | 'reflect' | 'reflect_pixel' | 'wrap';

export interface KernelOptions {
  /** Rows (y, lines) of columns (x, samples), each of odd and equal length. */
  readonly weights: readonly (readonly number[])[];
  /** Multiplies every result. */
  readonly factor: number;
  readonly border: Border;
  /** Taken for cells that are no-data, NaN or infinite. */
  readonly replaceInvalid: number;
}

/** The cube with a weighted window slid over each of its planes. */
export function slideKernel(cube: DataCube, options: KernelOptions): DataCube {
  const { factor, border, replaceInvalid } = options;
  const kernel = analyseKernel(options.weights);
  const whole = planeSize(cube.dimensions);
  const readSource = keepingLines(cube, kernel.rows - 1 + SHARED_LINES);
  return {
    dimensions: cube.dimensions,
    metadata: cube.metadata,
    read: async (window, wanted) => {
      const columns = sourceIndexes(
        window.x + kernel.left,
        window.width + kernel.columns - 1,
        whole.width,
        border
      );
      const rows = sourceIndexes(
        window.y + kernel.top,
        window.height + kernel.rows - 1,
        whole.height,
        border
      );
      const source = cover(columns, rows);
      const outside = typeof border === 'number' ? border : 0;
      const planes: (Plane | null)[] = source
        ? await readSource(source, wanted)
        : wanted.map(() => null);
      const { width, height } = window;
      return planes.map(plane => {
        const padded = new PaddedPlane(plane, source, columns, rows, outside, replaceInvalid);
        const cells = width * height;
        const stored =
          plane instanceof Float64Array ? new Float64Array(cells) : new Float32Array(cells);
        if (kernel.form.kind === 'box') {
          const { weight } = kernel.form;
          slideBox(padded, width, height, kernel.rows, kernel.columns, weight, factor, stored);
        } else {
          const result = convolve(padded.toArray(), width, height, kernel);
          for (let i = 0; i < cells; i++) {
            stored[i] = result[i] * factor;
          }
        }
        return stored;
      });
    }
  };
}

/** For each of `count` cells from `first` on: the cell of the axis that it shows, or -1 for none. */
function sourceIndexes(first: number, count: number, size: number, border: Border): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => sourceIndex(first + i, size, border));
}

function sourceIndex(index: number, size: number, border: Border): number {
  if (index >= 0 && index < size) {
    return index;
  }
  const modulo = (period: number): number => ((index % period) + period) % period;
  switch (border) {
    case 'replicate':
      return index < 0 ? 0 : size - 1;
    case 'wrap':
      return modulo(size);
    case 'reflect': {
      const at = modulo(2 * size);
      return at < size ? at : 2 * size - 1 - at;
    }
    case 'reflect_pixel': {
      if (size === 1) {
        return 0;
      }
      const at = modulo(2 * size - 2);
      return at < size ? at : 2 * size - 2 - at;
    }
    default:
      return -1;
  }
}

/** The window that holds all cells named; null when none is. */
function cover(columns: Int32Array, rows: Int32Array): Window | null {
  const [left, right] = range(columns);
  const [top, bottom] = range(rows);
  return right < 0 || bottom < 0
    ? null
    : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

function range(indexes: Int32Array): [least: number, most: number] {
  let least = Infinity;
  let most = -1;
  for (const index of indexes) {
    if (index >= 0) {
      least = Math.min(least, index);
      most = Math.max(most, index);
    }
  }
  return [least, most];
}
