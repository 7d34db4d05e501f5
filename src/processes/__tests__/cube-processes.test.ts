import { describe, expect, it } from 'vitest';
import { fullWindow, RecordingContext, spatialAxis } from '../../engine';
import type { DataCube, Dimension, Json } from '../../engine';
import type { ProcessServices } from '..';
import { cellsOf, compute, computeCube, cubeOf, mapGrid, noise } from './cube-harness';

const CORNER = [600_000, 5_801_000] as const;
const GRID = mapGrid('EPSG:32631', CORNER, 20, [3, 2]);
const BANDS: Dimension = { kind: 'bands', name: 'bands', labels: ['B04', 'B08'] };
const T: Dimension = { kind: 'temporal', name: 't', labels: ['2024-08-09', '2024-08-21'] };

/** A callback of one process on `of`, whose other arguments may be references. */
function callback(processId: string, args: { [name: string]: Json }): Json {
  return { process_graph: { r: { process_id: processId, arguments: args, result: true } } };
}

describe('mask', () => {
  const data = cubeOf(
    [T, BANDS, ...GRID],
    [
      [1, 2, 3, 4, 5, 6],
      [11, 12, 13, 14, 15, 16],
      [21, 22, 23, 24, 25, null],
      [31, 32, 33, 34, 35, 36]
    ]
  );

  it('replaces where a mask without the other dimensions is not 0', async () => {
    const mask = cubeOf(GRID, [[1, 0, null, -2, 0, 1]]);
    expect(await cellsOf(await computeCube('mask', { data, mask }))).toEqual([
      [null, 2, 3, null, 5, null],
      [null, 12, 13, null, 15, null],
      [null, 22, 23, null, 25, null],
      [null, 32, 33, null, 35, null]
    ]);
  });

  it('takes labels of its own from the mask, in whatever order it has them', async () => {
    const dates: Dimension = { ...T, labels: ['2024-08-21T00:00:00Z', '2024-08-09'] } as Dimension;
    const mask = cubeOf(
      [dates, ...GRID],
      [
        [1, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 1]
      ]
    );
    const masked = await computeCube('mask', { data, mask, replacement: -1 });
    expect((await cellsOf(masked)).map(plane => [plane[0], plane[5]])).toEqual([
      [1, -1],
      [11, -1],
      [-1, null],
      [-1, 36]
    ]);
  });

  it('is brought to the grid of the cube', async () => {
    const coarse = mapGrid('EPSG:32631', CORNER, 40, [2, 1]);
    const masked = await computeCube('mask', { data, mask: cubeOf(coarse, [[0, 1]]) });
    expect((await cellsOf(masked))[0]).toEqual([1, 2, null, 4, 5, null]);
  });

  it.each<[string, DataCube, { [name: string]: Json }, string]>([
    [
      'a mask with a dimension of its own',
      cubeOf([{ kind: 'other', name: 'z', labels: [0] }, ...GRID], [[1, 1, 1, 1, 1, 1]]),
      {},
      'IncompatibleDataCubes'
    ],
    [
      'a mask without a label',
      cubeOf([{ ...BANDS, labels: ['B04'] } as Dimension, ...GRID], [[1, 1, 1, 1, 1, 1]]),
      {},
      'IncompatibleDataCubes'
    ],
    ['a text', cubeOf(GRID, [[1, 1, 1, 1, 1, 1]]), { replacement: 'no' }, 'ProcessParameterInvalid']
  ])('refuses %s', async (_, mask, more, code) => {
    await expect(compute('mask', { data, mask, ...more })).rejects.toMatchObject({ code });
  });
});

describe('filter_labels', () => {
  const data = cubeOf(
    [BANDS, ...GRID],
    [
      [1, 2, 3, 4, 5, 6],
      [11, 12, 13, 14, 15, 16]
    ]
  );

  it('keeps labels that a condition is true for', async () => {
    const value = { from_parameter: 'value' };
    const condition = callback('text_ends', {
      data: value,
      pattern: { from_parameter: 'context' }
    });
    const args = { data, condition, dimension: 'bands', context: '8' };
    const kept = await computeCube('filter_labels', args);
    expect(kept.dimensions[0]).toMatchObject({ labels: ['B08'] });
    expect(await cellsOf(kept)).toEqual([[11, 12, 13, 14, 15, 16]]);
  });

  it('keeps columns by their coordinates, side by side', async () => {
    const value = { from_parameter: 'value' };
    const condition = callback('gte', { x: value, y: 600_030 });
    const kept = await computeCube('filter_labels', { data, condition, dimension: 'x' });
    expect(spatialAxis(kept.dimensions, 'x')).toMatchObject({ size: 2, first: 600_030 });
    expect((await cellsOf(kept))[0]).toEqual([2, 3, 5, 6]);
    const gap = callback('neq', { x: value, y: 600_030 });
    await expect(
      compute('filter_labels', { data, condition: gap, dimension: 'x' })
    ).rejects.toMatchObject({ code: 'ProcessParameterInvalid' });
  });
});

describe('trim_cube', () => {
  const labels = ['a', 'b', 'c'];
  const at = (...kept: [number, number][]): (number | null)[] =>
    Array.from({ length: 20 }, (_, i) => kept.find(([cell]) => cell === i)?.[1] ?? null);
  const grid = mapGrid('EPSG:32631', CORNER, 20, [5, 4]);

  it('cuts rows and columns at the ends, and labels anywhere', async () => {
    const other: Dimension = { kind: 'other', name: 'z', labels };
    const data = cubeOf([other, ...grid], [at([6, 1]), at(), at([13, 2], [8, 3])]);
    const trimmed = await computeCube('trim_cube', { data });
    expect(trimmed.dimensions[0]).toMatchObject({ labels: ['a', 'c'] });
    expect(spatialAxis(trimmed.dimensions, 'x')).toMatchObject({ size: 3, first: 600_030 });
    expect(spatialAxis(trimmed.dimensions, 'y')).toMatchObject({ size: 2, first: 5_800_970 });
    expect(await cellsOf(trimmed)).toEqual([
      [1, null, null, null, null, null],
      [null, null, 3, null, null, 2]
    ]);
  });

  it('keeps dates between those with data', async () => {
    const dates = ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04'];
    const time: Dimension = { kind: 'temporal', name: 't', labels: dates };
    const data = cubeOf([time, ...grid], [at(), at([0, 1]), at(), at([19, 2])]);
    const trimmed = await computeCube('trim_cube', { data });
    expect(trimmed.dimensions[0]).toMatchObject({ labels: dates.slice(1) });
  });

  it('leaves nothing of a cube without data', async () => {
    const trimmed = await computeCube('trim_cube', { data: cubeOf(grid, [at()]) });
    expect(fullWindow(trimmed.dimensions)).toMatchObject({ width: 0, height: 0 });
  });
});

describe('create_data_cube', () => {
  it('has no dimensions until some are added', async () => {
    const empty = await computeCube('create_data_cube', {});
    expect(empty.dimensions).toEqual([]);
    const args = { data: empty, name: 'bands', label: 'B01', type: 'bands' };
    const added = await computeCube('add_dimension', args);
    expect(added.dimensions).toEqual([{ kind: 'bands', name: 'bands', labels: ['B01'] }]);
    expect(await cellsOf(added)).toEqual([[null]]);
  });
});

describe('ndvi', () => {
  const [, x] = mapGrid('EPSG:32631', CORNER, 20, [3, 1]);
  const data = cubeOf(
    [T, BANDS, x],
    [
      [1, 0, null],
      [3, 0, 1],
      [2, 4, 1],
      [2, 1, 1]
    ]
  );
  const names = { nir: 'B08', red: 'B04' };

  it('drops the bands', async () => {
    const index = await computeCube('ndvi', { data, ...names });
    expect(index.dimensions).toEqual([T, x]);
    expect(await cellsOf(index)).toEqual([
      [0.5, null, null],
      [0, -0.6, 0]
    ]);
  });

  it('adds a band', async () => {
    const index = await computeCube('ndvi', { data, ...names, target_band: 'index' });
    expect(index.dimensions[1]).toMatchObject({ labels: ['B04', 'B08', 'index'] });
    const [red, nir, first, , , second] = await cellsOf(index);
    expect([red, nir]).toEqual((await cellsOf(data)).slice(0, 2));
    expect([first, second]).toEqual(await cellsOf(await computeCube('ndvi', { data, ...names })));
  });

  it.each([
    [{}, 'NirBandAmbiguous'],
    [{ nir: 'B08' }, 'RedBandAmbiguous'],
    [{ ...names, target_band: 'B04' }, 'BandExists'],
    [{ ...names, data: cubeOf([x], [[1, 2, 3]]) }, 'DimensionAmbiguous']
  ])('refuses what it cannot tell (%#)', async (args, code) => {
    await expect(compute('ndvi', { data, ...args })).rejects.toMatchObject({ code });
  });
});

describe('inspect', () => {
  it('logs a value with its node and hands it on', async () => {
    const context = new RecordingContext({} as ProcessServices);
    const data = { a: [1, 'two', null] };
    const args = { data, message: 'Look:', level: 'warning', code: 'mine' };
    expect(await compute('inspect', args, context)).toEqual(data);
    expect(context.messages).toEqual([
      { level: 'warning', message: 'mine: Look: {"a":[1,"two",null]}', nodeId: 'node' }
    ]);
  });

  it('logs the dimensions of a cube, and cuts long values', async () => {
    const context = new RecordingContext({} as ProcessServices);
    await compute(
      'inspect',
      {
        data: cubeOf(
          [T, ...GRID],
          [[], []].map(() => Array<number>(6).fill(1))
        )
      },
      context
    );
    await compute('inspect', { data: 'x'.repeat(5000) }, context);
    const [cube, long] = context.messages.map(({ message }) => message);
    expect(cube).toMatch(/t: 2024-08-09, 2024-08-21; y: 2 cells .*EPSG:32631/);
    expect(long.length).toBeLessThan(1100);
  });
});

describe('apply_neighborhood', () => {
  const size = 11;
  const grid = mapGrid('EPSG:32631', CORNER, 20, [size, size]);
  const random = noise(2);
  const plane = (): number[] => Array.from({ length: size * size }, () => Math.floor(random() * 9));
  const data = cubeOf([T, ...grid], [plane(), plane()]);
  const px = (value: number) => [
    { dimension: 'x', value, unit: 'px' },
    { dimension: 'y', value, unit: 'px' }
  ];
  const box = callback('apply_kernel', {
    data: { from_parameter: 'data' },
    kernel: [
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1]
    ]
  });
  const kernel = [
    [1, 1, 1],
    [1, 1, 1],
    [1, 1, 1]
  ];

  it('gives the same as one kernel over the whole, where neighbourhoods overlap', async () => {
    const whole = await cellsOf(await computeCube('apply_kernel', { data, kernel }));
    for (const chunk of [1, 4, 11, 64]) {
      const args = { data, process: box, size: px(chunk), overlap: px(1) };
      expect(await cellsOf(await computeCube('apply_neighborhood', args)), `${chunk}`).toEqual(
        whole
      );
    }
    const cut = await computeCube('apply_neighborhood', { data, process: box, size: px(4) });
    expect(await cellsOf(cut)).not.toEqual(whole);
  });

  it('takes sizes in metres, and reads a window as the same cells', async () => {
    const metres = px(80).map(each => ({ ...each, unit: 'm' }));
    const args = { data, process: box, overlap: px(1) };
    const cube = await computeCube('apply_neighborhood', { ...args, size: metres });
    const all = await cellsOf(cube);
    const window = { x: 2, y: 3, width: 7, height: 6 };
    const [part] = await cube.read(window, [1]);
    part.forEach((cell, i) => {
      const [column, row] = [window.x + (i % 7), window.y + Math.floor(i / 7)];
      expect(cell).toBe(all[1][row * size + column]);
    });
  });

  const dates = ['2024-01-01', '2024-01-20', '2024-02-05', '2024-03-31', '2024-04-01'];
  const time: Dimension = { kind: 'temporal', name: 't', labels: dates };
  const [, x] = mapGrid('EPSG:32631', CORNER, 20, [1, 1]);
  const series = cubeOf([time, x], [[1], [2], [4], [8], [16]]);
  const lone = [{ dimension: 'x', value: 1, unit: 'px' }];
  const cumulated = callback('cumsum', { data: { from_parameter: 'data' } });

  it.each<[string, Json, Json, number[]]>([
    ['whole', null, null, [1, 3, 7, 15, 31]],
    ['two by two', 2, null, [1, 3, 4, 12, 16]],
    ['by the month', 'P1M', null, [1, 3, 4, 8, 16]],
    ['by nineteen days', 'P19D', null, [1, 2, 6, 8, 24]],
    ['by the second', 'PT1S', null, [1, 2, 4, 8, 16]],
    ['two by two with one before and after', 2, 1, [1, 3, 6, 14, 24]],
    ['by the month with twenty days around', 'P1M', 'P20D', [1, 3, 6, 8, 24]]
  ])('hands dates to the process as an array: %s', async (_, value, around, sums) => {
    const along = (length: Json): Json => [{ dimension: 't', value: length }];
    const args = {
      data: series,
      process: cumulated,
      size: [...lone, ...(along(value) as Json[])],
      overlap: around === null ? null : along(around)
    };
    const cells = await cellsOf(await computeCube('apply_neighborhood', args));
    expect(cells.flat()).toEqual(sums);
  });

  it.each<[string, { [name: string]: Json }, string]>([
    [
      'a dimension that is not there',
      { size: [{ dimension: 'z', value: 1 }] },
      'DimensionNotAvailable'
    ],
    [
      'a size of 0',
      { size: [{ dimension: 'x', value: 0, unit: 'px' }] },
      'ProcessParameterInvalid'
    ],
    [
      'half a cell',
      { size: [{ dimension: 'x', value: 30, unit: 'm' }] },
      'ProcessParameterInvalid'
    ],
    ['a duration along x', { size: [{ dimension: 'x', value: 'P1D' }] }, 'ProcessParameterInvalid']
  ])('refuses %s', async (_, args, code) => {
    const given = { data, process: box, ...args };
    await expect(compute('apply_neighborhood', given)).rejects.toMatchObject({ code });
  });

  it('refuses a process that changes the dimensions', async () => {
    const mean = callback('mean', { data: { from_parameter: 'data' } });
    const process = callback('reduce_dimension', {
      data: { from_parameter: 'data' },
      dimension: 't',
      reducer: mean
    });
    const cube = await computeCube('apply_neighborhood', { data, process, size: px(4) });
    await expect(cellsOf(cube)).rejects.toMatchObject({ code: 'DataCubePropertiesImmutable' });
  });
});
