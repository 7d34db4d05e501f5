import { afterEach, describe, expect, it, vi } from 'vitest';
import * as engine from '..';
import type { Dimension, Plane, Window } from '..';
import { arena, givePlanesBack, takePlanes } from '../vector/arena';
import { callbackWindow } from '../vector/callback-window';
import { Expressions } from '../vector/expressions';
import { joinWindows } from '../vector/join-windows';
import { openerOf } from '../vector/open-window';
import { readStrips } from '../vector/strips';
import { random } from './support';

const SIZE = { width: 61, height: 40 };
const WINDOWS: readonly Window[] = [
  { x: 0, y: 0, ...SIZE },
  { x: 13, y: 7, width: 30, height: 20 },
  { x: 60, y: 39, width: 1, height: 1 }
];

afterEach(() => vi.unstubAllGlobals());

/** Two planes of numbers, some of them too large or small for float32 to multiply, and no-data. */
function numbers(): Float32Array[] {
  const noise = random(5);
  return [0, 1].map(() =>
    Float32Array.from({ length: SIZE.width * SIZE.height }, () => {
      const draw = noise();
      const cell = noise() * 20 - 10;
      return draw < 0.01 ? cell * 1e30 : draw < 0.02 ? NaN : draw < 0.05 ? 0 : cell;
    })
  );
}

function firstDifference(one: Plane, other: Plane): number {
  return one.findIndex((cell, k) => !Object.is(cell, other[k]));
}

/** x² y of two planes, each opened on its own and joined, in a window. */
async function productOf(planes: readonly Plane[], window: Window): Promise<Plane> {
  const axis = (name: 'x' | 'y', size: number): Dimension => ({
    ...{ kind: 'spatial', name, axis: name, size },
    ...{ first: 0, step: 1, crs: null }
  });
  const opened = await Promise.all(
    planes.map(plane => {
      const cube = engine.memoryCube([axis('y', SIZE.height), axis('x', SIZE.width)], [plane]);
      return openerOf(cube)(window, [0], { sharedLines: 0 });
    })
  );
  const expressions = new Expressions();
  const [x, y] = [expressions.load(0), expressions.load(1)];
  const square = expressions.compute('mul', x, x);
  const results = [expressions.compute('mul', square, y)];
  const joined = joinWindows(window, opened, [
    [0, 0],
    [1, 0]
  ]);
  const program = { expressions, results, isArray: false };
  const demand = { sharedLines: 0 };
  return readStrips(callbackWindow(joined, 2, program, [{ outer: 0, result: 0 }], demand))[0];
}

describe('planes in the arena', () => {
  it('are read by loops where they lie, with the results of other planes', async () => {
    const others = numbers();
    const planes = takePlanes(2, SIZE.width * SIZE.height);
    expect(planes.map(plane => arena().addressOf(plane))).not.toContain(null);
    planes.forEach((plane, k) => plane.set(others[k]));
    for (const window of WINDOWS) {
      expect(await productOf(planes, window)).toEqual(await productOf(others, window));
    }
    givePlanesBack(planes);
  });

  it.each([3072 + 5, 3072 + 8, 61, 5])('take results of a raster %i cells wide', async width => {
    const height = 40;
    const noise = random(6);
    const cells = Float32Array.from({ length: width * height }, () => {
      const draw = noise();
      return draw < 0.001 ? 1e38 * noise() : draw < 0.01 ? NaN : noise();
    });
    const axis = (name: 'x' | 'y', size: number): Dimension => ({
      ...{ kind: 'spatial', name, axis: name, size },
      ...{ first: 0, step: 1, crs: null }
    });
    const weights = Array.from({ length: 5 }, () => new Array<number>(21).fill(1));
    const options = { weights, factor: 1, border: 0, replaceInvalid: 0 };
    const grid = engine.memoryCube([axis('y', height), axis('x', width)], [cells]);
    const slid = engine.slideKernel(engine.slideKernel(grid, options), options);
    const whole = { x: 0, y: 0, width, height };
    const [expected] = await slid.read(whole, [0]);
    const [plane] = takePlanes(1, width * height);
    plane.fill(-1);
    for (const [y, lines] of [
      [7, 20],
      [0, 7],
      [27, 13]
    ]) {
      const into = plane.subarray(y * width, (y + lines) * width);
      const before = plane.slice();
      const [read] = await slid.read({ x: 0, y, width, height: lines }, [0], [into]);
      expect(read).toBe(into);
      // Nothing else is written to.
      before.set(into, y * width);
      expect(firstDifference(plane, before)).toBe(-1);
    }
    expect(firstDifference(plane, expected)).toBe(-1);
    givePlanesBack([plane]);
  });

  it('are handed out again when they were given back, and only then', () => {
    const [first] = takePlanes(1, 1000);
    const [second] = takePlanes(1, 1000);
    expect(second.byteOffset).not.toBe(first.byteOffset);
    givePlanesBack([first, first, new Float32Array(1000)]);
    const [third, fourth] = takePlanes(2, 900);
    expect(third.byteOffset).toBe(first.byteOffset);
    expect([first.byteOffset, second.byteOffset]).not.toContain(fourth.byteOffset);
    givePlanesBack([second, third, fourth]);
  });

  it('are none when they would take more than half of the memory', () => {
    expect(takePlanes(3, 2 ** 28)).toEqual([]);
    // What was taken on the way is free again.
    const planes = takePlanes(1, 2 ** 28);
    expect(planes).toHaveLength(1);
    givePlanesBack(planes);
  });

  it('are none where the system does not reserve the memory, which then grows', async () => {
    const { Memory } = WebAssembly;
    class Small extends Memory {
      constructor(size: { initial: number; maximum: number }) {
        if (size.initial > 1000) {
          throw new RangeError('could not allocate memory');
        }
        super(size);
      }
    }
    vi.resetModules();
    vi.stubGlobal('WebAssembly', Object.assign(Object.create(WebAssembly), { Memory: Small }));
    const small = await import('../vector/arena');
    expect(small.takePlanes(1, 10)).toEqual([]);
    const before = small.arena().memory.buffer.byteLength;
    small.arena().allocate(before);
    expect(small.arena().single.byteLength).toBeGreaterThan(before);
  });
});
