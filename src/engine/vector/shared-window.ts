import type { DataCube, OpenWindow, Plane, Window } from '../cube';
import { once } from '../once';
import { arena, CELL_BYTES } from './arena';

interface Opened {
  readonly key: string;
  find(): Promise<SharedWindow> | SharedWindow | undefined;
}

/** A window and how many read it: it is closed when none does any more. */
interface SharedWindow {
  readonly opened: OpenWindow;
  readers: number;
  isClosed: boolean;
}

/**
 * The same cube for several that read it: where they open the same window, its sources are read
 * once, and a part that one has filled is copied for the next one.
 */
export function sharedCube(cube: DataCube): DataCube {
  if (!cube.open) {
    return cube;
  }
  const open = cube.open.bind(cube);
  // Held by those who read it alone, once it is open: it may hold much.
  let last: Opened | null = null;
  const shared = Object.create(cube) as { -readonly [K in keyof DataCube]: DataCube[K] };
  shared.open = async (window, planes, demand) => {
    const key = JSON.stringify([window, planes, demand]);
    const known = last?.key === key ? await last.find() : undefined;
    if (known && !known.isClosed) {
      return forReader(known);
    }
    const pending = open(window, planes, demand).then(opened => ({
      opened: keepingPart(opened),
      readers: 0,
      isClosed: false
    }));
    last = pendingWindow(key, pending);
    const found = await pending;
    last = openedWindow(key, found);
    return forReader(found);
  };
  return shared;
}

/** The window for one more reader. */
function forReader(shared: SharedWindow): OpenWindow {
  const { opened } = shared;
  shared.readers++;
  return {
    ...opened,
    close: once(() => {
      shared.readers--;
      if (shared.readers === 0) {
        shared.isClosed = true;
        opened.close?.();
      }
    })
  };
}

// Functions of their own: closures of one function hold what any of them holds.
function pendingWindow(key: string, pending: Promise<SharedWindow>): Opened {
  return { key, find: () => pending };
}

function openedWindow(key: string, shared: SharedWindow): Opened {
  const held = new WeakRef(shared);
  return { key, find: () => held.deref() };
}

/** The same window, which keeps the part that it filled last where that takes a kernel's work. */
function keepingPart(opened: OpenWindow): OpenWindow {
  if (!opened.reach) {
    return opened;
  }
  let keptPart: Window | null = null;
  let kept: Plane[] = [];
  return {
    ...opened,
    fill: (part, targets, lineCells) => {
      const { width, height } = part;
      const eachLine = (k: number, use: (cells: Plane, at: number, keptAt: number) => void) => {
        const type = opened.types[k];
        for (let row = 0; row < height; row++) {
          use(arena().cells(type), targets[k] / CELL_BYTES[type] + row * lineCells, row * width);
        }
      };
      if (keptPart && isSame(keptPart, part)) {
        kept.forEach((own, k) =>
          eachLine(k, (cells, at, from) => cells.set(own.subarray(from, from + width), at))
        );
        return;
      }
      opened.fill(part, targets, lineCells);
      kept = opened.types.map((type, k) => {
        const count = width * height;
        const own = kept[k]?.length >= count ? kept[k] : arena().cells(type).slice(0, count);
        eachLine(k, (cells, at, to) => own.set(cells.subarray(at, at + width), to));
        return own;
      });
      keptPart = part;
    }
  };
}

function isSame(a: Window, b: Window): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
