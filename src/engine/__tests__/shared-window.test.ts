import { describe, expect, it } from 'vitest';
import { slideKernel, stripCube } from '..';
import type { DataCube } from '..';
import { callbackWindow } from '../vector/callback-window';
import { Expressions } from '../vector/expressions';
import { joinWindows } from '../vector/join-windows';
import { openerOf } from '../vector/open-window';
import { sharedCube } from '../vector/shared-window';
import { readStrips } from '../vector/strips';
import { gridCube } from './support';

const SIZE = { bands: 1, y: 60, x: 40 };
const KERNEL = { weights: [[1, 1, 1]], factor: 1, border: 0, replaceInvalid: 0 } as const;

/** The cells of a cube, and how many of them were computed and opened. */
function counting(cube: DataCube): { cube: DataCube; counts: { cells: number; opened: number } } {
  const counts = { cells: 0, opened: 0 };
  const open = openerOf(cube);
  return {
    counts,
    cube: {
      ...cube,
      open: async (window, planes, demand) => {
        counts.opened++;
        const found = await open(window, planes, demand);
        return {
          ...found,
          fill: (part, targets, lineCells) => {
            counts.cells += part.width * part.height;
            found.fill(part, targets, lineCells);
          }
        };
      }
    }
  };
}

/** What a cube gives less twice the same, through two chains that open it on their own. */
function minusTwice(cube: DataCube): DataCube {
  const [first, second] = [openerOf(cube), openerOf(cube)];
  const expressions = new Expressions();
  const [x, y] = [expressions.load(0), expressions.load(1)];
  const twice = expressions.compute('mul', y, expressions.constant(2));
  const results = [expressions.compute('sub', x, twice)];
  return stripCube({
    dimensions: cube.dimensions,
    open: async (window, planes, demand) => {
      const parts = [
        await first(window, planes, { sharedLines: 0 }),
        await second(window, planes, { sharedLines: 0 })
      ];
      const joined = joinWindows(window, parts, [
        [0, 0],
        [1, 0]
      ]);
      const program = { expressions, results, isArray: false };
      return callbackWindow(joined, 2, program, [{ outer: 0, result: 0 }], demand);
    },
    readWhole: () => Promise.reject(new Error('not by vectors'))
  });
}

describe('sharedCube', () => {
  const whole = { x: 0, y: 0, width: SIZE.x, height: SIZE.y };
  const cells = (y: number, x: number): number => 3 * y - x;
  const grid = gridCube(SIZE, (_, __, y, x) => cells(y, x));

  it('computes what two chains read once, with the same cells', async () => {
    const runs = await Promise.all(
      [(cube: DataCube): DataCube => cube, sharedCube].map(async share => {
        const { cube, counts } = counting(grid);
        const [plane] = await minusTwice(share(slideKernel(cube, KERNEL))).read(whole, [0]);
        return { counts, plane };
      })
    );
    const [alone, shared] = runs;
    expect(shared.plane).toEqual(alone.plane);
    expect(shared.plane[5 * SIZE.x + 7]).toBe(-3 * cells(5, 7));
    expect(alone.counts.cells).toBe(2 * shared.counts.cells);
    expect([alone.counts.opened, shared.counts.opened]).toEqual([2, 1]);
  });

  it('opens other windows anew', async () => {
    const { cube, counts } = counting(grid);
    const shared = sharedCube(slideKernel(cube, KERNEL));
    const open = openerOf(shared);
    const demand = { sharedLines: 0 };
    const [upper] = readStrips(await open({ ...whole, height: 20 }, [0], demand));
    const [lower] = readStrips(await open({ ...whole, y: 20, height: 40 }, [0], demand));
    const [all] = await slideKernel(grid, KERNEL).read(whole, [0]);
    expect([...upper, ...lower]).toEqual([...all]);
    expect(counts.opened).toBe(2);
  });

  it('closes a window when all who read it have, and opens it anew after that', async () => {
    let closed = 0;
    const { cube, counts } = counting(grid);
    const open = openerOf(cube);
    const shared = sharedCube({
      ...cube,
      open: async (...request) => ({ ...(await open(...request)), close: () => closed++ })
    });
    const read = openerOf(shared);
    const request = [whole, [0], { sharedLines: 0 }] as const;
    const [one, other] = await Promise.all([read(...request), read(...request)]);
    one.close?.();
    one.close?.();
    expect([closed, counts.opened]).toEqual([0, 1]);
    other.close?.();
    expect(closed).toBe(1);
    const [again] = readStrips(await read(...request));
    expect([closed, counts.opened]).toEqual([1, 2]);
    expect(again[5 * SIZE.x + 7]).toBe(cells(5, 7));
  });
});
