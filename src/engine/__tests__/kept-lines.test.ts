import { describe, expect, it } from 'vitest';
import type { DataCube, Plane, Window } from '..';
import { keepingLines } from '../kept-lines';

/** A cube whose cell is 1000 y + x; it notes the lines it was asked for. */
function counted(fill: 'into' | 'own'): DataCube & { lines: number[] } {
  const lines: number[] = [];
  return {
    dimensions: [],
    lines,
    read: async ({ x, y, width, height }, planes, into = []) => {
      for (let row = 0; row < height; row++) {
        lines.push(y + row);
      }
      return planes.map((_, k): Plane => {
        const given = fill === 'into' ? into[k] : undefined;
        const plane = given ?? new Float64Array(width * height);
        for (let i = 0; i < plane.length; i++) {
          plane[i] = 1000 * (y + Math.floor(i / width)) + x + (i % width);
        }
        return plane;
      });
    }
  };
}

function cellsOf({ x, y, width, height }: Window): number[] {
  return Array.from(
    { length: width * height },
    (_, i) => 1000 * (y + Math.floor(i / width)) + x + (i % width)
  );
}

describe('keepingLines', () => {
  it.each(['into', 'own'] as const)(
    'reads each line once where windows overlap downwards, given %s arrays',
    async fill => {
      const cube = counted(fill);
      const read = keepingLines(cube);
      const windows = [0, 4, 8].map(y => ({ x: 2, y, width: 3, height: 6 }));
      const given: Plane[] = [];
      for (const window of windows) {
        const { cells } = await read(window, [0], 2);
        given.push(cells[0]);
      }
      expect(given.map(plane => [...plane])).toEqual(windows.map(cellsOf));
      expect(cube.lines).toEqual(Array.from({ length: 14 }, (_, y) => y));
    }
  );

  it('reads all of a window with other columns', async () => {
    const cube = counted('into');
    const read = keepingLines(cube);
    await read({ x: 0, y: 0, width: 3, height: 4 }, [0], 2);
    const { cells } = await read({ x: 1, y: 2, width: 3, height: 4 }, [0], 2);
    expect([...cells[0]]).toEqual(cellsOf({ x: 1, y: 2, width: 3, height: 4 }));
    expect(cube.lines).toEqual([0, 1, 2, 3, 2, 3, 4, 5]);
  });

  it.each(['into', 'own'] as const)(
    'takes arrays that were given back, and no others, given %s arrays',
    async fill => {
      const read = keepingLines(counted(fill));
      const windows = [0, 4, 8].map(y => ({ x: 2, y, width: 3, height: 6 }));
      const first = await read(windows[0], [0], 2);
      const second = await read(windows[1], [0], 2);
      second.giveBack();
      second.giveBack();
      const third = await read(windows[2], [0], 2);
      expect([...first.cells[0]]).toEqual(cellsOf(windows[0]));
      expect([...third.cells[0]]).toEqual(cellsOf(windows[2]));
      if (fill === 'into') {
        const [a, b, c] = [first, second, third].map(({ cells }) => cells[0].byteOffset);
        expect([a === b, b === c]).toEqual([false, true]);
      }
    }
  );
});
