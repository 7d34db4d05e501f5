import { describe, expect, it } from 'vitest';
import { alignedGrid, buildGeocoder, projectionFor, type Grid, type Plane, type Window } from '..';
import { calmAreas } from '../geocode/block-walk';
import { cellFit, cellPosition, cellTable } from '../geocode/cell-fit';
import { KernelWalk } from '../geocode/kernel-walk';
import { PlainWalk } from '../geocode/plain-walk';
import { kernels } from '../kernels/kernels';
import { boundsOf, readerOf, scene, type Scene } from './geocode-scene';
import { randoms } from './support';

const wasm = kernels()!;
const utm = projectionFor(32632);

/** Table of the cells of a grid around a scene. */
function gridOf(input: Scene, resolutionM: number) {
  const lonLat = boundsOf(input);
  const corners = [0, 2].flatMap(x => [1, 3].map(y => utm.forward(lonLat[x], lonLat[y])));
  const [xs, ys] = [0, 1].map(axis => corners.map(corner => corner[axis]));
  const bounds = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const;
  const grid = alignedGrid(bounds, [resolutionM, resolutionM], 32632);
  return { grid, table: cellTable(cellFit(utm, bounds, lonLat)!, grid) };
}

/** The cells of a grid in the box of a block. */
function cellsAround({ lon, lat, width }: Scene, block: Window, grid: Grid): Window {
  const [columns, rows]: number[][] = [[], []];
  for (let y = block.y; y <= block.y + block.height; y++) {
    for (let x = block.x; x <= block.x + block.width; x++) {
      const [east, north] = utm.forward(lon[y * width + x], lat[y * width + x]);
      columns.push(Math.floor((east - grid.x0) / grid.resolutionX));
      rows.push(Math.floor((grid.y0 - north) / grid.resolutionY));
    }
  }
  const [x, y] = [Math.min(...columns), Math.min(...rows)];
  return { x, y, width: Math.max(...columns) + 1 - x, height: Math.max(...rows) + 1 - y };
}

function hitsOf(walk: KernelWalk | PlainWalk, block: Window, cells: Window): string[] | null {
  const all: string[] = [];
  const settled = walk.eachHits(block, cells, cells, ({ count, cells: numbers, samples, u, v }) => {
    for (let hit = 0; hit < count; hit++) {
      const place = [u[hit], v[hit]].map(share => share.toFixed(9).replace('-0.000000000', '0'));
      all.push([numbers[hit], samples[hit], ...place].join(' '));
    }
  });
  return settled ? all : null;
}

async function geocoded(input: Scene, values: readonly Plane[], double: boolean, blockLines = 16) {
  const { readLatLon, cut } = readerOf(input);
  const geocoder = await buildGeocoder(
    async window => {
      const { lat, lon } = await readLatLon(window);
      return double ? { lat: Float64Array.from(lat), lon: Float64Array.from(lon) } : { lat, lon };
    },
    input.width,
    input.height,
    utm,
    { blockLines, blockSamples: 2 * blockLines, maxReadPixels: 40 * input.width }
  );
  const grid = alignedGrid(geocoder.mapBounds, [10, 10], 32632);
  const at = (window: Window) =>
    geocoder.geocode(grid, window, values.length, async w => values.map(plane => cut(plane, w)));
  return { grid, at, planes: await at({ x: 0, y: 0, width: grid.width, height: grid.height }) };
}

describe('walking the cells of calm blocks', () => {
  it.each([
    ['plain', {}],
    ['with relief', { reliefM: 3 }],
    ['turned far', { reliefM: 3, turn: 2.5 }],
    ['with lines that run the other way', { reliefM: 2, turn: 0.4, mirrored: true }]
  ])('finds the same cells as its twin: %s', (_, options) => {
    const input = scene(301, 130, [11.3, 46.5], options);
    const { grid, table } = gridOf(input, 12);
    const positions = { ...input, stride: input.width };
    for (const block of [
      { x: 0, y: 0, width: 300, height: 129 },
      { x: 64, y: 64, width: 64, height: 65 },
      { x: 290, y: 100, width: 10, height: 29 },
      { x: 17, y: 3, width: 5, height: 1 }
    ]) {
      const walks = [new KernelWalk(wasm, positions, table), new PlainWalk(positions, table)];
      expect(walks.map(walk => walk.isCalm(block))).toEqual([true, true]);
      const cells = cellsAround(input, block, grid);
      const [kernel, plain] = walks.map(walk => hitsOf(walk, block, cells));
      expect(plain!.length).toBeGreaterThan((block.width * block.height * 56 * 0.8) / 144 - 4);
      expect(kernel).toEqual(plain);
    }
  });

  it('calls no block calm that has a fold, a gap, or quads of very different sizes', () => {
    for (const options of [{ reliefM: 2 }, { reliefM: 17 }, { reliefM: 30 }, { gaps: 0.001 }]) {
      const input = scene(301, 130, [11.3, 46.5], options);
      const positions = { ...input, stride: input.width };
      const { table } = gridOf(input, 12);
      const [kernel, plain] = [
        new KernelWalk(wasm, positions, table),
        new PlainWalk(positions, table)
      ];
      let calm = 0;
      for (let y = 0; y < 128; y += 8) {
        for (let x = 0; x < 300; x += 15) {
          const block = { x, y, width: 15, height: 8 };
          expect(kernel.isCalm(block)).toBe(plain.isCalm(block));
          calm += Number(plain.isCalm(block));
        }
      }
      expect(calm).toBeGreaterThan(0);
      expect(calm === 320).toBe(options.reliefM === 2);
    }
    const nowhere = { lon: new Float32Array(9), lat: new Float32Array(9), stride: 3 };
    expect(calmAreas(nowhere, { x: 0, y: 0, width: 2, height: 2 })).toBeNull();
  });

  it('counts a centre on the corner of four quads in all of them, in their order', () => {
    const { grid, table } = gridOf(scene(20, 20, [11.3, 46.5]), 12);
    const [lon0, lat0] = cellPosition(table, 4, 4).map(Math.fround);
    // A grid of pixels whose sides float32 holds, around a cell centre that is moved onto one.
    const step = 2 ** -13;
    const lon = Float32Array.from({ length: 81 }, (_, i) => lon0 + ((i % 9) - 4) * step);
    const lat = Float32Array.from({ length: 81 }, (_, i) => lat0 + (4 - Math.floor(i / 9)) * step);
    const [exactLon, exactLat] = cellPosition(table, 4, 4);
    const moved = table.slice();
    moved[6] += lon0 - exactLon;
    moved[7] += lat0 - exactLat;
    const positions = { lon, lat, stride: 9 };
    const block = { x: 0, y: 0, width: 8, height: 8 };
    const cell = { x: 4, y: 4, width: 1, height: 1 };
    for (const walk of [new KernelWalk(wasm, positions, moved), new PlainWalk(positions, moved)]) {
      const hits = hitsOf(walk, block, cell)!.map(text => Number(text.split(' ')[1]));
      expect(hits).toEqual([30, 31, 39, 40]);
    }
    expect(grid.width).toBeGreaterThan(4);
  });

  it.each([
    ['without layover', { reliefM: 3 }],
    ['with layover', { reliefM: 30 }],
    ['with pixels that have no position', { reliefM: 6, gaps: 0.002 }]
  ])('gives what sweeping all quads gives: %s', async (_, options) => {
    const input = scene(400, 160, [11.3, 46.5], options);
    const random = randoms(4);
    const smooth = Float32Array.from(input.lat, (_lat, i) => (i % 400) + i / 4000);
    const gappy = smooth.map(value => (random() < 0.01 ? NaN : value));
    const walked = await geocoded(input, [smooth, gappy], false);
    // Positions in float64 are swept without the kernels.
    const swept = await geocoded(input, [smooth, gappy], true);
    expect(walked.grid).toEqual(swept.grid);
    walked.planes.forEach((plane, k) => {
      const differences = [...plane].map((value, cell) =>
        Number.isNaN(value) && Number.isNaN(swept.planes[k][cell])
          ? 0
          : Math.abs(value - swept.planes[k][cell])
      );
      // Samples apart: the edge of a fold may lie a hundredth of a millimetre elsewhere.
      expect(differences.filter(difference => !(difference < 1e-3)).length).toBeLessThan(3);
      expect(plane.filter(value => !Number.isNaN(value)).length).toBeGreaterThan(20_000);
    });
  });

  it('gives the same cells for a window and for the whole, over layover too', async () => {
    const input = scene(260, 150, [11.3, 46.5], { reliefM: 25 });
    const random = randoms(2);
    const values = [0, 1].map(() => Float32Array.from(input.lat, () => random()));
    const { grid, at, planes } = await geocoded(input, values, false);
    for (let n = 0; n < 12; n++) {
      const x = Math.floor(random() * grid.width);
      const y = Math.floor(random() * grid.height);
      const width = 1 + Math.floor(random() * (grid.width - x));
      const height = 1 + Math.floor(random() * (grid.height - y));
      const part = await at({ x, y, width, height });
      part.forEach((plane, k) => {
        const expected = plane.map(
          (_, i) => planes[k][(y + Math.floor(i / width)) * grid.width + x + (i % width)]
        );
        expect(Buffer.compare(Buffer.from(plane.buffer), Buffer.from(expected.buffer))).toBe(0);
      });
    }
  });
});
