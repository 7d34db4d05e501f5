import { AxisCells, type Border } from './axis-cells';
import { convolve } from './convolve';
import type { DataCube, Plane, Window } from './cube';
import { planeSize } from './dimensions';
import { keepingLines } from './kept-lines';
import { analyseKernel } from './kernel';
import { PaddedPlane } from './padded-plane';
import { slideBox } from './slide-box';
import { BoxSums } from './vector/box-sums';
import { boxWindow, type Borders } from './vector/kernel-window';
import { openerOf } from './vector/open-window';
import { stripCube } from './vector/strips';
import { wasm } from './vector/wasm-api';

/** Lines that neighbouring windows share beyond the kernel: geocoding reads one line twice. */
const SHARED_LINES = 1;

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
  const readSource = keepingLines(cube);
  const open = openerOf(cube);
  const borders: Borders = {
    columns: (first, count) => new AxisCells(first, count, whole.width, border),
    rows: (first, count) => new AxisCells(first, count, whole.height, border),
    outside: typeof border === 'number' ? border : 0,
    cover
  };
  const sourceOf = (window: Window) => {
    const columns = borders.columns(window.x + kernel.left, window.width + kernel.columns - 1);
    const rows = borders.rows(window.y + kernel.top, window.height + kernel.rows - 1);
    return { columns, rows, source: cover(columns, rows) };
  };
  const { rows: kernelRows, columns: kernelColumns } = kernel;
  const boxSums =
    wasm && kernel.form.kind === 'box'
      ? new BoxSums(kernelRows, kernelColumns, kernel.form.weight, factor, replaceInvalid)
      : null;
  return stripCube({
    dimensions: cube.dimensions,
    metadata: cube.metadata,
    open: async (window, wanted, demand) => {
      const { source } = sourceOf(window);
      if (!boxSums || !source) {
        return null;
      }
      const sharedLines = kernelRows - 1 + demand.sharedLines;
      const opened = await open(source, wanted, { sharedLines, summed: true });
      const keepsSign = kernelKeepsSign(options, boxSums.weight);
      return boxWindow(window, opened, kernel, boxSums, borders, keepsSign);
    },
    readWhole: async (window, wanted) => {
      const { columns, rows, source } = sourceOf(window);
      const { outside } = borders;
      const read = source && (await readSource(source, wanted, kernelRows - 1 + SHARED_LINES));
      const planes: readonly (Plane | null)[] = read?.cells ?? wanted.map(() => null);
      const { width, height } = window;
      const result = planes.map(plane => {
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
      read?.giveBack();
      return result;
    }
  });
}

/** True when sums of cells that are not negative are not negative either. */
function kernelKeepsSign(
  { factor, border, replaceInvalid }: KernelOptions,
  weight: number
): boolean {
  const outside = typeof border === 'number' ? border : 0;
  return weight * factor >= 0 && outside >= 0 && replaceInvalid >= 0;
}

/** The window that holds all cells shown; null when none is. */
function cover(columns: AxisCells, rows: AxisCells): Window | null {
  return columns.last < 0 || rows.last < 0
    ? null
    : {
        x: columns.first,
        y: rows.first,
        width: columns.last - columns.first + 1,
        height: rows.last - rows.first + 1
      };
}
