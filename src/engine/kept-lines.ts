import type { DataCube, Plane, Window } from './cube';
import { once } from './once';
import { givePlanesBack, takePlanes } from './vector/arena';

/** The last lines of a read, for one that goes on below it. */
interface Kept {
  readonly planes: readonly number[];
  readonly window: Window;
  readonly cells: readonly Plane[];
}

/** Planes of a window, and who has no more use for them says so. */
export interface KeptRead {
  readonly cells: readonly Plane[];
  /** The arrays serve another read. */
  giveBack(): void;
}

/**
 * Reads a cube window by window downwards, each window overlapping the one before: the lines that
 * they share are not read, and so not computed, again. Any other order works, too, and reads all.
 *
 * @returns Reads a window; `most` lines are kept for the next one.
 */
export function keepingLines(
  cube: DataCube
): (window: Window, planes: readonly number[], most: number) => Promise<KeptRead> {
  let kept: Kept | null = null;
  return async (window, planes, most) => {
    const shared = kept !== null ? sharedLines(kept, window, planes) : 0;
    const below = { ...window, y: window.y + shared, height: window.height - shared };
    // Of the arena: new arrays of megabytes would be cleared first, and copied for the loops.
    const given = takePlanes(planes.length, window.width * window.height);
    const joined =
      kept === null || shared === 0 ? given : withLinesAbove(kept, shared, window, given);
    const linesAbove = shared * window.width;
    const into = joined.map(plane => plane.subarray(linesAbove));
    try {
      const read = await cube.read(below, planes, into);
      const cells =
        joined.length === 0
          ? read
          : read.map((plane, k) => joinLines(joined[k], into[k], plane, linesAbove));
      kept = keptOf(kept, window, planes, cells, most);
      return { cells, giveBack: once(() => givePlanesBack(given)) };
    } catch (error) {
      givePlanesBack(given);
      throw error;
    }
  };
}

/** The last lines of a window, in the arrays of those that were kept before where they fit. */
function keptOf(
  before: Kept | null,
  window: Window,
  planes: readonly number[],
  cells: readonly Plane[],
  most: number
): Kept {
  const height = Math.min(most, window.height);
  const start = (window.height - height) * window.width;
  return {
    planes: [...planes],
    window: { ...window, y: window.y + window.height - height, height },
    cells: cells.map((plane, k) => {
      const last = plane.subarray(start);
      const old = before?.cells[k];
      if (old?.length !== last.length || old.constructor !== last.constructor) {
        return last.slice();
      }
      old.set(last);
      return old;
    })
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

/** Planes of a window whose first lines are the last `shared` ones of what was kept. */
function withLinesAbove(
  { cells }: Kept,
  shared: number,
  { width, height }: Window,
  given: readonly Plane[]
): Plane[] {
  return cells.map((above, k) => {
    const fits = given[k]?.constructor === above.constructor;
    const joined = fits ? given[k] : newLike(above, width * height);
    joined.set(above.subarray(above.length - shared * width));
    return joined;
  });
}

/** The plane whose lines from `start` on are `below`, which is `into` where it was read there. */
function joinLines(joined: Plane, into: Plane, below: Plane, start: number): Plane {
  if (below === into) {
    return joined;
  }
  const isAlike = below.constructor === joined.constructor;
  const cells = isAlike ? joined : newLike(below, start + below.length);
  if (!isAlike) {
    cells.set(joined.subarray(0, start));
  }
  cells.set(below, start);
  return cells;
}

function newLike(plane: Plane, length: number): Plane {
  return plane instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);
}
