import { describe, expect, it } from 'vitest';
import { alignedGrid, buildGeocoder, projectionFor, type Window } from '..';
import { plainScan, scanBlocks } from '../geocode/block-scan';
import { KernelSweep, PlainSweep, type LineSweep } from '../geocode/line-sweep';
import { mapBoxes } from '../geocode/map-box';
import { hasPosition, pixelProjector } from '../geocode/pixel-projector';
import { kernels } from '../kernels/kernels';
import { boundsOf, METRES_PER_DEGREE, readerOf, scene, type Scene } from './geocode-scene';
import { randoms } from './support';

const wasm = kernels()!;
/** All hits as text, in order. */
function hitsOf(sweep: LineSweep, { width, height, lat, lon }: Scene, window: Window): string[] {
  const all: string[] = [];
  for (let line = 0; line < height; line++) {
    sweep.project(lon, lat, line * width);
    if (line > 0) {
      sweep.eachHits(window, ({ count, cells, samples, u, v }) => {
        for (let hit = 0; hit < count; hit++) {
          all.push([line, cells[hit], samples[hit], u[hit], v[hit]].join(' '));
        }
      });
    }
  }
  return all;
}

/** Geocodes eastings and northings by the projection itself, and gives the distances from the cells. */
async function positionErrors(input: Scene, epsg: number, resolutionM: number) {
  const projection = projectionFor(epsg);
  const { cut, readLatLon } = readerOf(input);
  const geocoder = await buildGeocoder(readLatLon, input.width, input.height, projection);
  const grid = alignedGrid(geocoder.mapBounds, resolutionM, epsg);
  // Less the corner of the grid, so that float32 holds them to a fraction of a millimetre.
  const [x, y] = [0, 1].map(axis =>
    Float32Array.from(
      input.lat,
      (latDeg, i) => projection.forward(input.lon[i], latDeg)[axis] - [grid.x0, grid.y0][axis]
    )
  );
  const whole = { x: 0, y: 0, width: grid.width, height: grid.height };
  const planes = await geocoder.geocode(grid, whole, 2, async w => [cut(x, w), cut(y, w)]);
  const errors: number[] = [];
  planes[0].forEach((east, cell) => {
    if (!Number.isNaN(east)) {
      const column = (cell % grid.width) + 0.5;
      const row = Math.floor(cell / grid.width) + 0.5;
      errors.push(Math.hypot(east - column * resolutionM, planes[1][cell] + row * resolutionM));
    }
  });
  return { errors, grid, geocoder, x, y };
}

describe('the kernels of geocoding', () => {
  it.each([
    ['plain', 12, { reliefM: 0 }],
    ['with layover', 12, { reliefM: 30 }],
    ['turned far, with layover', 7, { reliefM: 30, turn: 2.5 }],
    ['with pixels that have no position', 12, { reliefM: 10, gaps: 0.02 }],
    ['with more cells than are found at once', 0.5, {}],
    ['with more cells in a quad than are found at once', 0.02, {}]
  ])('find the same cells as their twin: %s', (_, resolutionM, options) => {
    const small = resolutionM < 1;
    const input = small
      ? scene(resolutionM < 0.1 ? 4 : 80, 3, [11.3, 46.5], options)
      : scene(301, 60, [11.3, 46.5], options);
    const projection = projectionFor(32632);
    const bounds = boundsOf(input);
    const projector = pixelProjector(projection, bounds);
    const [x0, y0] = projection.forward(bounds[0], bounds[3]);
    const scale = {
      scaleX: 1 / resolutionM,
      shiftX: -x0 / resolutionM,
      scaleY: -1 / resolutionM,
      shiftY: y0 / resolutionM
    };
    const [middleX, middleY] = projection.forward(11.3, 46.5);
    const column = Math.round((middleX - x0) / resolutionM);
    const row = Math.round((y0 - middleY) / resolutionM);
    const side = small ? 400 : 80;
    for (const window of [
      { x: column - side / 2, y: row - side / 2, width: side, height: side },
      { x: column - 17, y: row - 9, width: 31, height: 23 },
      { x: column + 1_000_000, y: row, width: 30, height: 30 }
    ]) {
      const plain = hitsOf(new PlainSweep(projector, scale, input.width), input, window);
      const kernel = new KernelSweep(wasm, projector.fit!, scale, input.width);
      expect(hitsOf(kernel, input, window)).toEqual(plain);
      expect(plain.length > 0).toBe(window.x < 900_000);
    }
  });

  it('find the boxes of blocks as their twin, and so do map boxes hold all of a block', () => {
    for (const options of [{ reliefM: 30, gaps: 0.1 }, { reliefM: 3 }, {}]) {
      const positions = { ...scene(301, 40, [11.3, 46.5], options), stride: 301 };
      for (const blockSamples of [1, 2, 3, 4, 6, 16, 100, 400]) {
        const { boxes, signs } = scanBlocks(positions, blockSamples);
        const isCalm = blockSamples > 3 && options.reliefM !== 30;
        expect(signs.some(sign => sign !== 0)).toBe(isCalm);
        expect(boxes).toEqual(plainScan(positions, blockSamples).boxes);
      }
    }
    const projection = projectionFor(32632);
    const random = randoms(5);
    for (let n = 0; n < 200; n++) {
      const [west, south] = [6 + 8 * random(), 70 * random()];
      const [wide, high] = [0.05 * random(), 0.05 * random()];
      const projector = pixelProjector(projection, [6, south - 0.2, 15, south + 0.5]);
      if (projector.fit === null) {
        continue;
      }
      const lonLat = [west, west + wide, south, south + high];
      const [leastX, mostX, leastY, mostY] = mapBoxes(projector.fit)(lonLat, 0);
      for (let k = 0; k < 50; k++) {
        const [x, y] = projection.forward(west + wide * random(), south + high * random());
        expect(x >= leastX && x <= mostX && y >= leastY && y <= mostY).toBe(true);
      }
    }
  });
});

describe('geocoding of float32 positions', () => {
  it.each([
    ['in the middle of a zone', 32632, [9, 46.5]],
    ['at the edge of a zone', 32632, [12, 46.5]],
    ['at the edge of the next zone', 32633, [12, 46.5]],
    ['a zone away', 32631, [11, 46.5]],
    ['in the southern hemisphere', 32719, [-70.5, -33.4]],
    ['at the edge of a southern zone', 32719, [-72, -52]],
    ['over the equator, in the northern zone', 32632, [9.5, 0]],
    ['over the equator, in the southern zone', 32732, [9.5, 0]],
    ['in the far north', 32633, [15, 79]]
  ] as const)('puts positions into their cells: %s', async (_, epsg, [lon, lat]) => {
    const input = scene(400, 120, [lon, lat], { reliefM: 12 });
    const { errors, geocoder, grid, x, y } = await positionErrors(input, epsg, 20);
    const squares = errors.reduce((sum, error) => sum + error * error, 0);
    expect(errors.length).toBeGreaterThan(4000);
    expect(Math.sqrt(squares / errors.length)).toBeLessThan(0.001 /* m */);
    expect(Math.max(...errors)).toBeLessThan(0.01 /* m */);
    const [minX, minY, maxX, maxY] = geocoder.mapBounds;
    expect(Math.abs(minX - grid.x0 - Math.min(...x))).toBeLessThan(0.002 /* m */);
    expect(Math.abs(maxX - grid.x0 - Math.max(...x))).toBeLessThan(0.002 /* m */);
    expect(Math.abs(minY - grid.y0 - Math.min(...y))).toBeLessThan(0.002 /* m */);
    expect(Math.abs(maxY - grid.y0 - Math.max(...y))).toBeLessThan(0.002 /* m */);
  });

  it.each([1, -1])('finds the exact bounds whichever way the lines run: %i', async side => {
    for (const turn of [0, 0.21, 1.4, 3]) {
      const input = scene(700, 300, [11.3, 46.5 * side], { reliefM: 25, turn, gaps: 0.01 });
      const projection = projectionFor(side > 0 ? 32632 : 32732);
      const options = { blockLines: 16, blockSamples: 32 };
      const { readLatLon } = readerOf(input);
      const geocoder = await buildGeocoder(readLatLon, 700, 300, projection, options);
      let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
      input.lat.forEach((lat, i) => {
        if (hasPosition(input.lon[i], lat)) {
          const [x, y] = projection.forward(input.lon[i], lat);
          [minX, maxX] = [Math.min(minX, x), Math.max(maxX, x)];
          [minY, maxY] = [Math.min(minY, y), Math.max(maxY, y)];
        }
      });
      [minX, minY, maxX, maxY].forEach((bound, i) =>
        expect(Math.abs(geocoder.mapBounds[i] - bound)).toBeLessThan(2e-4 /* m */)
      );
    }
  });

  it('lets the later line win over layover, and in a line the greater sample', async () => {
    const metre = 1 / METRES_PER_DEGREE;
    // Samples go east and come back over the same ground; so do the lines to the north.
    const folded = [0, 30, 60, 59, 29, -1];
    const make = (east: (i: number) => number, north: (i: number) => number): Scene => ({
      width: 6,
      height: 6,
      lat: Float32Array.from({ length: 36 }, (_, i) => 10.5 + north(i) * metre),
      lon: Float32Array.from({ length: 36 }, (_, i) => 9 + east(i) * metre)
    });
    for (const [input, place] of [
      [
        make(
          i => folded[i % 6],
          i => 30 * Math.floor(i / 6)
        ),
        (i: number) => i % 6
      ],
      [
        make(
          i => 30 * (i % 6),
          i => folded[Math.floor(i / 6)]
        ),
        (i: number) => Math.floor(i / 6)
      ]
    ] as const) {
      const { cut, readLatLon } = readerOf(input);
      const geocoder = await buildGeocoder(readLatLon, 6, 6, projectionFor(32632));
      const grid = alignedGrid(geocoder.mapBounds, 5, 32632);
      const values = Float32Array.from({ length: 36 }, (_, i) => (place(i) < 3 ? 1 : 2));
      const whole = { x: 0, y: 0, width: grid.width, height: grid.height };
      const [plane] = await geocoder.geocode(grid, whole, 1, async w => [cut(values, w)]);
      const valid = [...plane].filter(value => !Number.isNaN(value));
      const later = valid.filter(value => value === 2).length;
      expect(valid.length).toBeGreaterThan(250);
      // Between samples 2 and 3, where the ground turns, values run from 1 to 2.
      expect(later / valid.length).toBeGreaterThan(0.95);
    }
  });
});
