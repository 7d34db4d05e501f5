import type { DataCube, OpenWindow, Plane, Window, WindowOpener } from '../cube';
import { keepingLines } from '../kept-lines';
import { arena, CELL_BYTES, type CellType } from './arena';
import { CELLS_AT_ONCE } from './loop-spec';
import { wasm } from './wasm-api';

/** Cells from one line to the next in the arena. */
export function strideOf(width: number): number {
  return Math.ceil(width / CELLS_AT_ONCE) * CELLS_AT_ONCE;
}

/** Bytes that the cells of a part take, rounded up to whole loops. */
export function bytesOf(part: Window, type: CellType): number {
  return strideOf(part.width) * part.height * CELL_BYTES[type];
}

/** Addresses for the cells of a part, plane by plane. */
export function allocatePlanes(part: Window, types: readonly CellType[]): number[] {
  const memory = arena();
  return types.map(type => memory.allocate(bytesOf(part, type)));
}

export function typeOf(plane: Plane): CellType {
  return plane instanceof Float64Array ? 'f64' : 'f32';
}

/**
 * A way to open windows of any cube: its own, or else reading them whole, where the lines that
 * windows share are read once.
 */
export function openerOf(cube: DataCube): WindowOpener {
  if (cube.open) {
    return cube.open.bind(cube);
  }
  const read = keepingLines(cube);
  return async (window, planes, { sharedLines }) => {
    const { cells, giveBack } = await read(window, planes, sharedLines);
    return { ...planeWindow(window, cells), close: giveBack };
  };
}

/**
 * An open window of planes that are at hand.
 *
 * @param area - What the planes show: the window, or more.
 */
export function planeWindow(
  window: Window,
  planes: readonly Plane[],
  area: Window = window
): OpenWindow {
  const cell = (window.y - area.y) * area.width + window.x - area.x;
  const placed = planes.flatMap(plane => {
    const start = wasm && arena().addressOf(plane);
    return start === null
      ? []
      : [{ address: start + cell * CELL_BYTES[typeOf(plane)], lineCells: area.width }];
  });
  return {
    window,
    types: planes.map(typeOf),
    ...(placed.length === planes.length ? { placed } : {}),
    fill: (part, targets, lineCells) => {
      planes.forEach((plane, k) => {
        const type = typeOf(plane);
        const cells = arena().cells(type);
        let from = (part.y - area.y) * area.width + part.x - area.x;
        let to = targets[k] / CELL_BYTES[type];
        for (let row = 0; row < part.height; row++) {
          cells.set(plane.subarray(from, from + part.width), to);
          from += area.width;
          to += lineCells;
        }
      });
    }
  };
}
