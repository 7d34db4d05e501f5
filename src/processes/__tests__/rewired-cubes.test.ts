import { describe, expect, it } from 'vitest';
import { fullWindow, isDataCube, memoryCube, planeCount } from '../../engine';
import type { DataCube, Dimension, Plane, Value } from '../../engine';
import { addDimension } from '../cubes/add-dimension';
import { dropDimension } from '../cubes/drop-dimension';
import { filterBands } from '../cubes/filter-bands';
import { epsgCode } from '../cubes/epsg-code';
import { filterBbox } from '../cubes/filter-bbox';
import { filterTemporal } from '../cubes/filter-temporal';
import { mergeCubes } from '../cubes/merge-cubes';
import { renameDimension } from '../cubes/rename-dimension';
import { renamed, renameLabels } from '../cubes/rename-labels';
import { run } from './harness';

const Y: Dimension = {
  kind: 'spatial',
  name: 'y',
  axis: 'y',
  size: 2,
  first: 95,
  step: -10,
  crs: 'EPSG:32631'
};
const X: Dimension = {
  kind: 'spatial',
  name: 'x',
  axis: 'x',
  size: 3,
  first: 5,
  step: 10,
  crs: 'EPSG:32631'
};
const DAYS = ['2023-03-19T00:00:00Z', '2023-03-31T00:00:00Z', '2023-04-12T00:00:00Z'];

/** A cube whose plane p holds 10 p, 10 p + 1, ... row by row. */
function counted(days: readonly string[], bands: readonly string[], offset = 0): DataCube {
  const dimensions: Dimension[] = [
    { kind: 'temporal', name: 't', labels: days },
    { kind: 'bands', name: 'bands', labels: bands },
    Y,
    X
  ];
  const planes = Array.from({ length: planeCount(dimensions) }, (_, p) =>
    Float32Array.from({ length: 6 }, (_, i) => offset + 10 * p + i)
  );
  return memoryCube(dimensions, planes, { simulated: true });
}

function asCube(value: Value): DataCube {
  if (!isDataCube(value)) {
    throw new Error('no cube');
  }
  return value;
}

async function cells(cube: DataCube): Promise<Plane[]> {
  const numbers = Array.from({ length: planeCount(cube.dimensions) }, (_, p) => p);
  return cube.read(fullWindow(cube.dimensions), numbers);
}

/** First cell of every plane: tells which plane of the source it was. */
async function firstCells(value: Value): Promise<number[]> {
  return (await cells(asCube(value))).map(plane => plane[0]);
}

function labels(value: Value, name: string): unknown {
  const found = asCube(value).dimensions.find(d => d.name === name);
  return found?.kind === 'spatial' ? found.size : found?.labels;
}

const CUBE = counted(DAYS, ['i', 'q', 'lat']);

describe('filter_temporal', () => {
  it('keeps the start and leaves out the end', async () => {
    const kept = await run(filterTemporal, { data: CUBE, extent: ['2023-03-19', '2023-03-31'] });
    expect(labels(kept, 't')).toEqual([DAYS[0]]);
    const later = await run(filterTemporal, { data: CUBE, extent: ['2023-03-31', null] });
    expect(await firstCells(later)).toEqual([30, 40, 50, 60, 70, 80]);
    expect(asCube(later).metadata).toEqual({ simulated: true });
  });

  it.each([
    [['2023-03-31', '2023-03-31'], 'TemporalExtentEmpty'],
    [['2023-04-31T', null], 'ProcessParameterInvalid'],
    [[null, null], 'ProcessParameterInvalid']
  ])('refuses %j', async (extent, code) => {
    await expect(run(filterTemporal, { data: CUBE, extent })).rejects.toMatchObject({ code });
  });

  it('compares instants, whatever their zone', async () => {
    const extent = ['2023-03-31T01:00:00+02:00', '2023-03-31T02:00:01+02:00'];
    const kept = await run(filterTemporal, { data: CUBE, extent });
    expect(labels(kept, 't')).toEqual([DAYS[1]]);
  });
});

describe('filter_bands', () => {
  it('takes the order that is asked for', async () => {
    const kept = await run(filterBands, { data: CUBE, bands: ['lat', 'i'] });
    expect(labels(kept, 'bands')).toEqual(['lat', 'i']);
    expect(await firstCells(kept)).toEqual([20, 0, 50, 30, 80, 60]);
  });

  it('names the bands there are', async () => {
    const answer = run(filterBands, { data: CUBE, bands: ['i_VH'] });
    await expect(answer).rejects.toThrow(/'i_VH'.*i, q, lat/);
    await expect(run(filterBands, { data: CUBE, bands: [] })).rejects.toMatchObject({
      code: 'BandFilterParameterMissing'
    });
  });
});

describe('dimensions', () => {
  it('are dropped when one label is left, and say so otherwise', async () => {
    await expect(run(dropDimension, { data: CUBE, name: 't' })).rejects.toMatchObject({
      code: 'DimensionLabelCountMismatch'
    });
    const day = counted([DAYS[0]], ['i', 'q']);
    const dropped = await run(dropDimension, { data: day, name: 't' });
    expect(asCube(dropped).dimensions.map(d => d.name)).toEqual(['bands', 'y', 'x']);
    expect(await firstCells(dropped)).toEqual([0, 10]);
  });

  it('are added in front and renamed', async () => {
    const added = await run(addDimension, { data: CUBE, name: 'run', label: 1, type: 'other' });
    expect(asCube(added).dimensions[0]).toEqual({ kind: 'other', name: 'run', labels: [1] });
    expect(await firstCells(added)).toEqual(await firstCells(CUBE));
    const renamed = await run(renameDimension, { data: CUBE, source: 'x', target: 'easting' });
    expect(asCube(renamed).dimensions.at(-1)).toMatchObject({ name: 'easting', axis: 'x' });
    const taken = run(renameDimension, { data: CUBE, source: 'x', target: 'y' });
    await expect(taken).rejects.toMatchObject({ code: 'DimensionExists' });
    const twice = run(addDimension, { data: CUBE, name: 't', label: 'a' });
    await expect(twice).rejects.toMatchObject({ code: 'DimensionExists' });
  });

  it.each(['bands', 'geometry', 'temporal', 'other'])('can gain one of type %s', async type => {
    const added = await run(addDimension, { data: CUBE, name: 'new', label: 'a', type });
    expect(asCube(added).dimensions[0]).toEqual({ kind: type, name: 'new', labels: ['a'] });
  });

  it('have their labels renamed by name or by position', async () => {
    const target = ['q', 'i'];
    const swapped = await run(renameLabels, {
      data: CUBE,
      dimension: 'bands',
      source: ['i', 'q'],
      target
    });
    expect(labels(swapped, 'bands')).toEqual(['q', 'i', 'lat']);
    const all = { data: CUBE, dimension: 'bands', target: ['a', 'b', 'c'] };
    expect(labels(await run(renameLabels, all), 'bands')).toEqual(['a', 'b', 'c']);
  });

  it('may have the first of enumerated labels renamed alone', () => {
    expect(renamed([0, 1, 2], ['a'], [])).toEqual(['a', 1, 2]);
  });

  it.each([
    [{ target: ['a'] }, 'LabelMismatch'],
    [{ target: ['a'], source: ['x'] }, 'LabelNotAvailable'],
    [{ target: ['q'], source: ['i'] }, 'LabelExists'],
    [{ target: ['a', 'a'], source: ['i', 'q'] }, 'LabelExists']
  ])('refuse %j', async (args, code) => {
    const answer = run(renameLabels, { data: CUBE, dimension: 'bands', ...args });
    await expect(answer).rejects.toMatchObject({ code });
  });
});

describe('filter_bbox', () => {
  it('keeps cells whose centre is inside or on the edge', async () => {
    const extent = { west: 15, south: 80, east: 25, north: 95, crs: 32631 };
    const kept = asCube(await run(filterBbox, { data: CUBE, extent }));
    expect(kept.dimensions.slice(2)).toMatchObject([
      { size: 2, first: 95 },
      { size: 2, first: 15 }
    ]);
    expect(Array.from((await cells(kept))[0])).toEqual([1, 2, 4, 5]);
  });

  it('reads the CRS as a code, or from WKT2', () => {
    expect([32631, 'EPSG:32631', '32631', 'PROJCRS["x",ID["EPSG",32631]]'].map(epsgCode)).toEqual([
      32631, 32631, 32631, 32631
    ]);
    expect(['UTM 31', 'PROJCRS["x"]', 1.5, null].map(epsgCode)).toEqual([null, null, null, null]);
  });

  it('has nothing to say of radar geometry', async () => {
    const radar = memoryCube(
      [
        { ...Y, crs: null },
        { ...X, crs: null }
      ],
      [new Float32Array(6)]
    );
    const extent = { west: 0, south: 0, east: 1, north: 1 };
    await expect(run(filterBbox, { data: radar, extent })).rejects.toMatchObject({
      code: 'UnsupportedGeometry'
    });
  });
});

describe('merge_cubes', () => {
  it('joins bands', async () => {
    const cube2 = counted(DAYS, ['coh'], 1000);
    const merged = await run(mergeCubes, { cube1: CUBE, cube2 });
    expect(labels(merged, 'bands')).toEqual(['i', 'q', 'lat', 'coh']);
    expect(await firstCells(merged)).toEqual([0, 10, 20, 1000, 30, 40, 50, 1010, 60, 70, 80, 1020]);
    expect(asCube(merged).metadata).toEqual({ simulated: true });
  });

  it('puts dates in order and leaves holes without data', async () => {
    const cube1 = counted([DAYS[2]], ['i']);
    const cube2 = counted([DAYS[0]], ['i', 'q'], 100);
    const merged = await run(mergeCubes, { cube1, cube2 });
    expect(labels(merged, 't')).toEqual([DAYS[0], DAYS[2]]);
    expect(await firstCells(merged)).toEqual([100, 110, 0, NaN]);
  });

  it('needs a resolver where both have cells', async () => {
    const args = { cube1: CUBE, cube2: counted([DAYS[1]], ['q'], 7) };
    await expect(run(mergeCubes, args)).rejects.toMatchObject({ code: 'OverlapResolverMissing' });
    const overlap_resolver = {
      kind: 'callback',
      call: async ({ x, y }: Readonly<Record<string, Value>>) => Number(x) - Number(y)
    } as const;
    const merged = await run(mergeCubes, { ...args, overlap_resolver });
    expect(await firstCells(merged)).toEqual([0, 10, 20, 30, 33, 50, 60, 70, 80]);
  });

  it('repeats a cube along the dimensions that it lacks', async () => {
    const height = memoryCube([Y, X], [Float32Array.of(1, 2, 3, 4, 5, 6)]);
    const overlap_resolver = {
      kind: 'callback',
      call: async ({ x, y }: Readonly<Record<string, Value>>) => Number(x) * Number(y)
    } as const;
    const merged = await run(mergeCubes, {
      cube1: counted(DAYS, ['i']),
      cube2: height,
      overlap_resolver
    });
    expect((await cells(asCube(merged))).map(plane => Array.from(plane))[2]).toEqual([
      20, 42, 66, 92, 120, 150
    ]);
  });

  it('refuses another grid', async () => {
    const shifted = memoryCube([Y, { ...X, first: 6 }], [new Float32Array(6)]);
    await expect(run(mergeCubes, { cube1: CUBE, cube2: shifted })).rejects.toThrow(/dimension 'x'/);
  });
});
