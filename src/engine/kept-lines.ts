import type { DataCube, Plane, Window } from './cube';

/** The last lines of a read, for one that goes on below it. */
interface Kept {
  readonly planes: readonly number[];
  readonly window: Window;
  readonly cells: readonly Plane[];
}

/**
 * Reads a cube window by window downwards, each window overlapping the one before: the lines that
 * they share are not read, and so not computed, again. Any other order works, too, and reads all.
 *
 * @returns Reads a window; `most` lines are kept for the next one.
 */
export function keepingLines(
  cube: DataCube
): (window: Window, planes: readonly number[], most: number) => Promise<Plane[]> {
  let kept: Kept | null = null;
  return async (window, planes, most) => {
    const shared = kept !== null ? sharedLines(kept, window, planes) : 0;
    const before = kept;
    const below = { ...window, y: window.y + shared, height: window.height - shared };
    const read = await cube.read(below, planes);
    const cells =
      before === null || shared === 0
        ? read
        : read.map((plane, k) => joinLines(before, k, window, shared, plane));
    const height = Math.min(most, window.height);
    const start = (window.height - height) * window.width;
    kept = {
      planes: [...planes],
      window: { ...window, y: window.y + window.height - height, height },
      cells: cells.map(plane => plane.slice(start))
    };
    return cells;
  };
}

/** How many of the first lines of `window` are kept; 0 when not all planes or columns are. */
function sharedLines(kept: Kept, window: Window, planes: readonly number[]): number {
  const end = kept.window.y + kept.window.height;
  const fits =
    window.x === kept.window.x &&
    window.width === kept.window.width &&
    window.y >= kept.window.y &&
    window.y < end &&
    window.y + window.height > end &&
    planes.length === kept.planes.length &&
    planes.every((plane, k) => plane === kept.planes[k]);
  return fits ? end - window.y : 0;
}

function joinLines(kept: Kept, k: number, window: Window, shared: number, below: Plane): Plane {
  const above = kept.cells[k];
  const cells =
    below instanceof Float64Array
      ? new Float64Array(window.width * window.height)
      : new Float32Array(window.width * window.height);
  cells.set(above.subarray(above.length - shared * window.width));
  cells.set(below, shared * window.width);
  return cells;
}
