import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { evaluateGraph, memoryCube, ProcessRegistry } from '../../engine';
import type { DataCube, Dimension, Plane, Process, ProcessNode } from '../../engine';
import type { ProcessServices } from '..';
import { fileNames } from '../io/file-names';
import { GroundOutline } from '../io/ground-outline';
import { saveResult } from '../io/save-result';
import { run, Scratch } from './harness';

let scratch: Scratch;

beforeEach(async () => {
  scratch = await Scratch.make();
});

afterEach(() => scratch.clear());

const Y: Dimension = {
  kind: 'spatial',
  name: 'y',
  axis: 'y',
  size: 2,
  first: 30,
  step: -20,
  crs: 'EPSG:32631'
};
const X: Dimension = {
  kind: 'spatial',
  name: 'x',
  axis: 'x',
  size: 3,
  first: 500_010,
  step: 20,
  crs: 'EPSG:32631'
};

function cube(labelled: readonly Dimension[], planes: readonly Plane[]): DataCube {
  return memoryCube([...labelled, Y, X], planes);
}

describe('file names', () => {
  it('are those of GeoPySpark back-ends', () => {
    const days = ['2023-03-19T00:00:00Z', '2023-03-31'];
    expect(fileNames(days, null, 'tif')).toEqual([
      'openEO_2023-03-19Z.tif',
      'openEO_2023-03-31Z.tif'
    ]);
    expect(fileNames([days[0]], 'coh_VV_20230319_20230331', 'tif')).toEqual([
      'coh_VV_20230319_20230331_2023-03-19Z.tif'
    ]);
    expect(fileNames([null], null, 'tif')).toEqual(['openEO.tif']);
    expect(fileNames([null], 'coh', 'json')).toEqual(['coh.json']);
  });

  it('keep the time where two dates share a day', () => {
    const times = ['2023-03-19T05:50:00Z', '2023-03-19T17:25:00Z', '2023-03-20'];
    expect(fileNames(times, null, 'tif')).toEqual([
      'openEO_2023-03-19T055000Z.tif',
      'openEO_2023-03-19T172500Z.tif',
      'openEO_2023-03-20Z.tif'
    ]);
  });
});

describe('save_result', () => {
  it('writes one file per date and describes it', async () => {
    const dates: Dimension = { kind: 'temporal', name: 't', labels: ['2023-03-19', '2023-03-31'] };
    const context = scratch.context();
    const data = cube([dates], [new Float32Array(6), new Float32Array(6)]);
    const saved = await run(saveResult, { data, format: 'GTIFF' }, context);
    expect(Object.keys((saved as { assets: object }).assets)).toEqual([
      'openEO_2023-03-19Z.tif',
      'openEO_2023-03-31Z.tif'
    ]);
    expect(await readdir(scratch.results)).toEqual([
      'openEO_2023-03-19Z.tif',
      'openEO_2023-03-31Z.tif'
    ]);
    const [asset] = context.results;
    expect(asset).toMatchObject({
      datetime: '2023-03-19T00:00:00Z',
      bands: [{ name: 'result' }],
      grid: { epsg: 32631, shape: [2, 3], transform: [20, 0, 500_000, 0, -20, 40], noData: 'nan' }
    });
    // 500 km east is the central meridian of the zone, 3 degrees east; y = 0 is the equator.
    expect(asset.bbox?.[0]).toBeCloseTo(3, 9);
    expect(asset.bbox?.[1]).toBeCloseTo(0, 9);
    expect(asset.outline?.length).toBe(5);
    expect(asset.simulated).toBeUndefined();
  });

  it('writes the pairs of one job side by side, and its progress only grows', async () => {
    const source: Process<ProcessServices> = {
      definition: {
        id: 'source',
        description: 'A cube of one date.',
        parameters: [],
        returns: { description: 'A cube.', schema: {} }
      },
      run: () =>
        cube([{ kind: 'temporal', name: 't', labels: ['2023-03-19'] }], [new Float32Array(6)])
    };
    const save = (prefix: string, result: boolean): ProcessNode => ({
      process_id: 'save_result',
      arguments: {
        data: { from_node: 'source' },
        format: 'GTiff',
        options: { filename_prefix: prefix }
      },
      result
    });
    const context = scratch.context();
    const shares: number[] = [];
    context.progress = share => shares.push(share);
    await evaluateGraph(
      {
        source: { process_id: 'source', arguments: {} },
        a: save('coh_a', false),
        b: save('coh_b', true)
      },
      new ProcessRegistry([source, saveResult]),
      context
    );
    expect(context.results.map(({ fileName }) => fileName)).toEqual([
      'coh_a_2023-03-19Z.tif',
      'coh_b_2023-03-19Z.tif'
    ]);
    expect(shares).toEqual([...shares].sort((x, y) => x - y));
    expect(shares).toContain(0.5);
    expect(shares.at(-1)).toBe(1);
  });

  it('never lets a prefix leave the folder', async () => {
    const context = scratch.context();
    const options = { filename_prefix: '../../up and away' };
    await run(
      saveResult,
      { data: cube([], [new Float32Array(6)]), format: 'GTiff', options },
      context
    );
    expect(await readdir(scratch.results)).toEqual([context.results[0].fileName]);
    expect(context.results[0].fileName).not.toMatch(/[/ ]/);
  });

  it('leaves nothing behind when reading fails or the run is cancelled', async () => {
    const context = scratch.context();
    const failing: DataCube = {
      dimensions: [Y, X],
      read: () => Promise.reject(new Error('the disk has gone'))
    };
    const failed = run(saveResult, { data: failing, format: 'GTiff' }, context);
    await expect(failed).rejects.toThrow(/the disk has gone/);
    const cancelling: DataCube = {
      dimensions: [Y, X],
      read: async () => {
        context.cancel();
        return [new Float32Array(6)];
      }
    };
    const cancelled = run(saveResult, { data: cancelling, format: 'GTiff' }, context);
    await expect(cancelled).rejects.toMatchObject({ code: 'Cancelled' });
    expect(await readdir(scratch.results)).toEqual([]);
    expect(context.results).toEqual([]);
  });

  it('says which formats there are, and when a cube does not fit', async () => {
    const data = cube([], [new Float32Array(6)]);
    await expect(run(saveResult, { data, format: 'PNG' }, scratch.context())).rejects.toThrow(
      /GTiff, netCDF, JSON/
    );
    const none: Dimension = { kind: 'temporal', name: 't', labels: [] };
    const empty = run(saveResult, { data: cube([none], []), format: 'GTiff' }, scratch.context());
    await expect(empty).rejects.toMatchObject({ code: 'DataCubeEmpty' });
  });

  it('writes geometries beside their values', async () => {
    const point = { type: 'Feature', properties: { name: 'a' }, geometry: null };
    const zones: Dimension = {
      kind: 'geometry',
      name: 'geometry',
      labels: ['a'],
      geometries: [point]
    };
    const data = memoryCube([zones], [Float64Array.of(0.5)]);
    await run(saveResult, { data, format: 'JSON' }, scratch.context());
    const written = JSON.parse(await readFile(join(scratch.results, 'openEO.json'), 'utf8'));
    expect(written).toMatchObject({
      dimensions: [{ name: 'geometry', labels: ['a'], geometries: [point] }],
      values: [0.5]
    });
  });

  it('writes small cubes as JSON', async () => {
    const bands: Dimension = { kind: 'bands', name: 'bands', labels: ['coh'] };
    const data = cube([bands], [Float32Array.of(1, 2, NaN, 4, 5, 6)]);
    await run(saveResult, { data, format: 'json' }, scratch.context());
    const written = JSON.parse(await readFile(join(scratch.results, 'openEO.json'), 'utf8'));
    expect(written).toMatchObject({
      shape: [1, 2, 3],
      values: [
        [
          [1, 2, null],
          [4, 5, 6]
        ]
      ]
    });
  });
});

describe('the outline on the ground', () => {
  it('follows the pixels that have a position, counter-clockwise', () => {
    const outline = new GroundOutline();
    expect(outline.bbox()).toBeNull();
    const lon = Float64Array.of(0, 10, 11, 10.5, 11.5, NaN);
    const lat = Float64Array.of(0, 52, 52.1, 51, 51.1, 51);
    outline.add({ x: 0, y: 0, width: 3, height: 2 }, lat, lon);
    expect(outline.bbox()).toEqual([10, 51, 11.5, 52.1]);
    expect(outline.ring()).toEqual([
      [10, 52],
      [10.5, 51],
      [11.5, 51.1],
      [11, 52.1],
      [10, 52]
    ]);
  });
});
