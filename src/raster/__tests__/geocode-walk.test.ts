import { describe, expect, it } from 'vitest';
import { alignedGrid, buildGeocoder, projectionFor, type Grid, type Plane, type Window } from '..';
import { plainScan, scanBlocks } from '../geocode/block-scan';
import type { Block, SarLines } from '../geocode/block-walk';
import { cellFit, cellPosition, cellTable } from '../geocode/cell-fit';
import { KernelWalk } from '../geocode/kernel-walk';
import { PlainWalk } from '../geocode/plain-walk';
import { kernels } from '../kernels/kernels';
import { boundsOf, METRES_PER_DEGREE, readerOf, scene, type Scene } from './geocode-scene';
import { randoms } from './support';

const wasm = kernels()!;
const utm = projectionFor(32632);
const WHOLE = { samples: 2000, lines: 2000 };

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

/** The whole of a scene as a read, with two planes of values. */
function linesOf({ width, height, lon, lat }: Scene) {
  const values = [lat.map((_, i) => (7 * i) % 13), Float64Array.from(lat, (_, i) => (5 * i) % 11)];
  return { read: { x: 0, y: 0, width, height }, lon, lat, values } satisfies SarLines;
}

/** What is found in a block as text, in order: cell, quad, place in it, and values there. */
function hitsOf(walk: KernelWalk | PlainWalk, block: Block): string[] | null {
  const all: string[] = [];
  const settled = walk.eachHits(block, block.cells, hits => {
    const { count, cells, samples, u, v } = hits;
    for (const plane of [0, 1]) {
      const values = walk.valuesAt(hits, plane);
      for (let hit = 0; hit < count; hit++) {
        const found = [cells[hit], samples[hit], u[hit], v[hit], Math.fround(values[hit])];
        all.push(found.join(' '));
      }
    }
  });
  return settled ? all : null;
}

/** Both walks over blocks of at most so many quads. */
function walksOver(lines: ReturnType<typeof linesOf>, table: Float64Array, most = WHOLE) {
  return [new KernelWalk(wasm, lines, table, most), new PlainWalk(lines, table)] as const;
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
    const sign = 'mirrored' in options ? -1 : 1;
    for (const quads of [
      { x: 0, y: 0, width: 300, height: 129 },
      { x: 64, y: 64, width: 64, height: 65 },
      { x: 290, y: 100, width: 10, height: 29 },
      { x: 17, y: 3, width: 5, height: 1 }
    ]) {
      const cells = cellsAround(input, quads, grid);
      const walks = walksOver(linesOf(input), table);
      const [kernel, plain] = walks.map(walk => hitsOf(walk, { quads, cells, sign }));
      const expected = (quads.width * quads.height * 56 * 0.8) / 144 - 4;
      expect(plain!.length / 2).toBeGreaterThan(expected);
      expect(kernel).toEqual(plain);
    }
  });

  it('takes the blocks of a line together, and each of them gives what it gives alone', () => {
    const input = scene(301, 130, [11.3, 46.5], { reliefM: 3 });
    const { grid, table } = gridOf(input, 12);
    const lines = linesOf(input);
    const [together] = walksOver(lines, table, { samples: 16, lines: 64 });
    for (const y of [0, 64]) {
      for (let x = 0; x < 300; x += 16) {
        const quads = { x, y, width: Math.min(16, 300 - x), height: Math.min(64, 129 - y) };
        const block = { quads, sign: 1, cells: cellsAround(input, quads, grid) };
        const [, plain] = walksOver(lines, table);
        expect(hitsOf(together, block)).toEqual(hitsOf(plain, block));
      }
    }
  });

  it('calls no block calm that has a fold, a gap, or quads of very different sizes', () => {
    for (const options of [{ reliefM: 2 }, { reliefM: 17 }, { reliefM: 30 }, { gaps: 0.001 }]) {
      const { lon, lat, width } = scene(301, 130, [11.3, 46.5], options);
      let [calm, all] = [0, 0];
      for (let y = 0; y < 128; y += 8) {
        const [from, to] = [y * width, (y + 9) * width];
        const cut = { lon: lon.subarray(from, to), lat: lat.subarray(from, to), stride: width };
        const [kernel, plain] = [scanBlocks(cut, 15), plainScan(cut, 15)];
        expect(kernel).toEqual(plain);
        calm += plain.signs.reduce((sum, sign) => sum + Math.abs(sign), 0);
        all += plain.signs.length;
      }
      expect(calm).toBeGreaterThan(0);
      expect(calm === all).toBe(options.reliefM === 2);
    }
    const nowhere = { lon: new Float32Array(27), lat: new Float32Array(27), stride: 9 };
    expect([...scanBlocks(nowhere, 8).signs]).toEqual([0]);
    const mirrored = scene(40, 9, [11.3, 46.5], { mirrored: true });
    expect([...scanBlocks({ ...mirrored, stride: 40 }, 13).signs]).toEqual([-1, -1, -1]);
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
    const quads = { x: 0, y: 0, width: 8, height: 8 };
    const block = { quads, sign: -1, cells: { x: 4, y: 4, width: 1, height: 1 } };
    for (const walk of walksOver(linesOf({ width: 9, height: 9, lon, lat }), moved)) {
      const hits = hitsOf(walk, block)!.map(text => Number(text.split(' ')[1]));
      expect(hits).toEqual([30, 31, 39, 40, 30, 31, 39, 40]);
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

  it('lets the greater line win where calm blocks lie over each other', async () => {
    const [width, height] = [33, 17];
    const metre = 1 / METRES_PER_DEGREE;
    const place = (i: number) => [i % width, Math.floor(i / width)];
    // Samples go east up to the end of the first block and come back, further north each time: the
    // block that comes back is the later one, but has the smaller lines.
    const lon = Float32Array.from({ length: width * height }, (_, i) => {
      const [sample] = place(i);
      return 9 + 20 * (16 - Math.abs(sample - 16)) * metre;
    });
    const lat = Float32Array.from({ length: width * height }, (_, i) => {
      const [sample, line] = place(i);
      return 10 + (30 * line + 8 * sample) * metre;
    });
    const values = lat.map((_, i) => place(i)[1]);
    const input = { width, height, lon, lat };
    const { signs } = scanBlocks({ lon, lat, stride: width }, 16);
    expect([...signs]).toEqual([1, -1]);
    const walked = await geocoded(input, [values], false, 8);
    const swept = await geocoded(input, [values], true, 8);
    const different = [...walked.planes[0]].filter(
      (value, cell) => Math.abs(value - swept.planes[0][cell]) > 1e-3
    );
    expect(different).toEqual([]);
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
