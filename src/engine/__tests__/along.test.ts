import { describe, expect, it } from 'vitest';
import { applyAlong, fullWindow, GraphCallback, mapCells, planeCount, reduceAlong } from '..';
import type { DataCube, Json, ProcessGraph } from '..';
import { gridCube, testContext, testRegistry } from './support';

const CALLER = { processId: 'test', parameter: 'process' };
const SIZE = { t: 2, bands: 3, y: 4, x: 5 };
const value = (t: number, b: number, y: number, x: number): number =>
  1000 * t + 100 * b + 10 * y + x;
const cube = gridCube(SIZE, value);

function callback(process_id: string, args: Record<string, Json>): GraphCallback {
  const graph: ProcessGraph = { node: { process_id, arguments: args, result: true } };
  return new GraphCallback(graph, {
    registry: testRegistry(),
    context: testContext(),
    parameters: {}
  });
}

const data = { from_parameter: 'data' };
const total = callback('total', { data });
const same = callback('echo', { x: data });

async function cells(of: DataCube, window = fullWindow(of.dimensions)): Promise<number[][]> {
  const planes = Array.from({ length: planeCount(of.dimensions) }, (_, plane) => plane);
  return (await of.read(window, planes)).map(plane => [...plane]);
}

describe('reduceAlong', () => {
  it('adds up over a labelled dimension, whichever varies faster', async () => {
    const overDates = reduceAlong(cube, 't', total, null, CALLER);
    expect(overDates.dimensions.map(d => d.name)).toEqual(['bands', 'y', 'x']);
    const planes = await cells(overDates);
    expect(planes).toHaveLength(3);
    expect(planes[2][2 * SIZE.x + 1]).toBe(value(0, 2, 2, 1) + value(1, 2, 2, 1));

    const overBands = await cells(reduceAlong(cube, 'bands', total, null, CALLER));
    expect(overBands).toHaveLength(2);
    expect(overBands[1][7]).toBe(value(1, 0, 1, 2) + value(1, 1, 1, 2) + value(1, 2, 1, 2));
  });

  it.each(['x', 'y'] as const)('adds up over the axis %s, in any window', async axis => {
    const reduced = reduceAlong(cube, axis, total, null, CALLER);
    const other = axis === 'x' ? SIZE.y : SIZE.x;
    const expected = Array.from({ length: other }, (_, i) => {
      let sum = 0;
      for (let k = 0; k < (axis === 'x' ? SIZE.x : SIZE.y); k++) {
        sum += axis === 'x' ? value(1, 2, i, k) : value(1, 2, k, i);
      }
      return sum;
    });
    expect((await cells(reduced))[5]).toEqual(expected);
    const window =
      axis === 'x' ? { x: 0, y: 1, width: 1, height: 2 } : { x: 1, y: 0, width: 2, height: 1 };
    expect((await cells(reduced, window))[5]).toEqual(expected.slice(1, 3));
  });

  it('names the dimensions there are', () => {
    expect(() => reduceAlong(cube, 'time', total, null, CALLER)).toThrow(
      /'time' does not exist.*'t', 'bands', 'y', 'x'/
    );
  });

  it('refuses a process that gives an array', async () => {
    const wrong = reduceAlong(cube, 't', same, null, CALLER);
    await expect(cells(wrong)).rejects.toThrow(/one number or boolean for each pixel/);
  });
});

describe('applyAlong', () => {
  it.each(['t', 'bands', 'x', 'y'])(
    'leaves the cube as it is with the identity along %s',
    async name => {
      const applied = await applyAlong(cube, name, same, null, null, CALLER);
      expect(applied.dimensions).toEqual(cube.dimensions);
      expect(await cells(applied)).toEqual(await cells(cube));
      const window = { x: 1, y: 2, width: 3, height: 2 };
      expect(await cells(applied, window)).toEqual(await cells(cube, window));
    }
  );

  const pair = callback('echo', { x: [{ from_parameter: 'context' }, 7] });

  it('numbers the labels when their count changes', async () => {
    const applied = await applyAlong(cube, 'bands', pair, 5, null, CALLER);
    expect(applied.dimensions[1]).toEqual({ kind: 'bands', name: 'bands', labels: [0, 1] });
    const planes = await cells(applied);
    expect(planes.map(plane => plane[3])).toEqual([5, 7, 5, 7]);
  });

  it('puts a new dimension in the place of the old one', async () => {
    const applied = await applyAlong(cube, 'x', pair, 5, 'ends', CALLER);
    expect(applied.dimensions.map(d => d.name)).toEqual(['t', 'bands', 'y', 'ends']);
    expect(planeCount(applied.dimensions)).toBe(2 * 3 * 2);
    expect((await cells(applied))[1]).toEqual([7, 7, 7, 7]);
  });

  it('fills a dimension that has a single label, and no other', async () => {
    const single = gridCube({ ...SIZE, t: 1 }, value);
    const applied = await applyAlong(single, 'bands', pair, 5, 't', CALLER);
    expect(applied.dimensions[0]).toMatchObject({ name: 't', labels: [0, 1] });
    expect(applied.dimensions.map(d => d.name)).toEqual(['t', 'y', 'x']);
    expect((await cells(applied)).map(plane => plane[0])).toEqual([5, 7]);
    await expect(applyAlong(cube, 'bands', pair, 5, 't', CALLER)).rejects.toThrow(/single label/);
  });

  it('refuses a process that gives one value', async () => {
    await expect(applyAlong(cube, 't', total, null, null, CALLER)).rejects.toThrow(
      /reduce_dimension/
    );
  });
});

describe('mapCells', () => {
  it('hands every cell and the context on', async () => {
    const add = callback('add', { x: { from_parameter: 'x' }, y: { from_parameter: 'context' } });
    const planes = await cells(mapCells(cube, add, 0.5, CALLER));
    expect(planes[4][6]).toBe(value(1, 1, 1, 1) + 0.5);
  });

  it('reads no-data as null and writes null as no-data', async () => {
    const holed = gridCube({ bands: 1, y: 1, x: 2 }, (_, __, ___, x) => (x === 0 ? NaN : 1));
    const add = callback('late_add', { x: { from_parameter: 'x' } });
    expect(await cells(mapCells(holed, add, null, CALLER))).toEqual([[NaN, 2]]);
  });
});
