import type { DataCube, OpenWindow, Plane, ReadDemand, Window } from '../cube';
import { arena, CELL_BYTES } from './arena';
import { allocatePlanes, openerOf, planeWindow, strideOf, typeOf } from './open-window';
import { wasm } from './wasm-api';

/**
 * Cells that are computed at once, along and down: what a chain of processes holds for them stays
 * in the processor's caches, lines are long enough to be fetched ahead of their use, and the
 * margins that a kernel adds stay a small share.
 */
const STRIP_WIDTH = 3072;
const STRIP_HEIGHT = 32;
const STRIP_CELLS = STRIP_WIDTH * STRIP_HEIGHT;
/** A strip is at least this many times as long and wide as what a kernel reaches. */
const REACH_SHARE = 4;

/** Last lines of a window that the next read is taken to want again: geocoding does. */
const SHARED_LINES = 1;

/**
 * Computes an open window strip by strip; into the arrays given where they fit. Where those lie in
 * the arena (see `takePlanes`), loops write to them directly.
 */
export function readStrips(opened: OpenWindow, into: readonly Plane[] = []): Plane[] {
  const { window, types, reach } = opened;
  const stripHeight = Math.max(STRIP_HEIGHT, REACH_SHARE * (reach?.lines ?? 0));
  const stripWidth = Math.max(
    Math.ceil(STRIP_CELLS / stripHeight / 64) * 64,
    REACH_SHARE * (reach?.samples ?? 0)
  );
  const cells = window.width * window.height;
  const planes = types.map((type, k) => {
    const given = into[k];
    if (given?.length === cells && typeOf(given) === type) {
      return given;
    }
    return type === 'f32' ? new Float32Array(cells) : new Float64Array(cells);
  });
  const addresses = planes.flatMap(plane => arena().addressOf(plane) ?? []);
  const isPlaced = addresses.length === planes.length;
  const memory = arena();
  // From left to right: what loops write beyond a strip is written over by the next one.
  for (let top = 0; top < window.height; top += stripHeight) {
    const height = Math.min(stripHeight, window.height - top);
    for (let left = 0; left < window.width; left += stripWidth) {
      const width = Math.min(stripWidth, window.width - left);
      const strip = { x: window.x + left, y: window.y + top, width, height };
      const placed = isPlaced ? endingWithin(strip, window) : null;
      const mark = memory.mark();
      try {
        if (placed) {
          fillInto(addresses, placed, opened);
        } else {
          copyInto(planes, strip, opened);
        }
      } finally {
        memory.release(mark);
      }
    }
  }
  return planes;
}

/** Computes a strip where it belongs. */
function fillInto(addresses: readonly number[], strip: Window, opened: OpenWindow): void {
  const { window, types, fill } = opened;
  const cell = (strip.y - window.y) * window.width + strip.x - window.x;
  const targets = addresses.map((address, k) => address + cell * CELL_BYTES[types[k]]);
  fill(strip, targets, window.width);
}

/**
 * The strip, begun further left where the whole loops of its lines would end in the next line, so
 * that they end with it. Null where there is no room on the left.
 */
function endingWithin(strip: Window, { x, width }: Window): Window | null {
  const whole = strideOf(strip.width);
  if (strip.x + whole <= x + width) {
    return strip;
  }
  const start = strip.x + strip.width - whole;
  return start < x ? null : { ...strip, x: start, width: whole };
}

/** Computes a strip in memory that is free again afterwards, and copies it to where it belongs. */
function copyInto(planes: readonly Plane[], strip: Window, opened: OpenWindow): void {
  const { window, types, fill } = opened;
  const stride = strideOf(strip.width);
  const targets = allocatePlanes(strip, types);
  fill(strip, targets, stride);
  planes.forEach((plane, k) => {
    const cells = arena().cells(types[k]);
    for (let row = 0; row < strip.height; row++) {
      const from = targets[k] / CELL_BYTES[types[k]] + row * stride;
      const to = (strip.y - window.y + row) * window.width + strip.x - window.x;
      plane.set(cells.subarray(from, from + strip.width), to);
    }
  });
}

/** A cube that can be computed in two ways. */
export interface TwoWayCube extends Pick<DataCube, 'dimensions' | 'metadata'> {
  /** Opens a window; null where it has to be computed whole. */
  readonly open: (
    window: Window,
    planes: readonly number[],
    demand: ReadDemand
  ) => Promise<OpenWindow | null>;
  readonly readWhole: DataCube['read'];
}

/** The cube, computed strip by strip where it can be, and the runtime has vectors. */
export function stripCube({ dimensions, metadata, open, readWhole }: TwoWayCube): DataCube {
  return {
    dimensions,
    metadata,
    read: async (window, planes, into) => {
      const demand = { sharedLines: SHARED_LINES };
      const opened = wasm ? await open(window, planes, demand) : null;
      if (!opened) {
        return readWhole(window, planes);
      }
      const cells = readStrips(opened, into);
      opened.close?.();
      return cells;
    },
    open: async (window, planes, demand) =>
      (await open(window, planes, demand)) ?? planeWindow(window, await readWhole(window, planes))
  };
}

/**
 * The cube with other dimensions and other plane numbers: plane i is plane `planes[i]` of the
 * source, or the same number where `planes` is null.
 */
export function renumberedCube(
  source: DataCube,
  dimensions: DataCube['dimensions'],
  planes: readonly number[] | null,
  metadata: DataCube['metadata']
): DataCube {
  const number = (wanted: readonly number[]) =>
    planes === null ? wanted : wanted.map(plane => planes[plane]);
  const open = openerOf(source);
  return {
    dimensions,
    metadata,
    read: (window, wanted, into) => source.read(window, number(wanted), into),
    open: (window, wanted, demand) => open(window, number(wanted), demand)
  };
}
