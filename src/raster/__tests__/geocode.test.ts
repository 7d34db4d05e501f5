import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  alignedGrid,
  buildGeocoder,
  openGeoTiff,
  projectionFor,
  type Grid,
  type LatLonReader,
  type Plane,
  type Projection,
  type Window
} from '..';
import { nodeCodecs } from '../../node';
import {
  dataFile,
  doublesOf,
  largestDifference,
  memorySource,
  noData,
  noPython,
  oracle,
  randoms,
  scratchFolder,
  titled
} from './support';

/** A raster in radar geometry, whole in memory. */
interface Scene {
  width: number;
  height: number;
  lat: Float64Array;
  lon: Float64Array;
}

function cut(plane: Plane, sarWidth: number, { x, y, width, height }: Window): Plane {
  return plane
    .slice(0, width * height)
    .map((_, i) => plane[(y + Math.floor(i / width)) * sarWidth + x + (i % width)]);
}

function readerOf(scene: Scene): LatLonReader {
  return async window => ({
    lat: cut(scene.lat, scene.width, window),
    lon: cut(scene.lon, scene.width, window)
  });
}

function wholeOf({ width, height }: { width: number; height: number }): Window {
  return { x: 0, y: 0, width, height };
}

/** Pixels turned by some degrees, 14 m along track and 4 m in range, with relief that bends rows. */
function scene(width: number, height: number, reliefM: number, centre = [11.3, 46.5]): Scene {
  const lat = new Float64Array(width * height);
  const lon = new Float64Array(width * height);
  const metresPerDegree = 111_320;
  const [lon0, lat0] = centre;
  const narrow = Math.cos((lat0 * Math.PI) / 180);
  for (let i = 0; i < lat.length; i++) {
    const line = Math.floor(i / width);
    const sample = i % width;
    const range = 4 * sample + reliefM * Math.sin(sample / 6) * Math.sin(line / 9);
    const azimuth = 14 * line;
    const [c, s] = [Math.cos(0.2), Math.sin(0.2)];
    lon[i] = lon0 + (range * c - azimuth * s) / (metresPerDegree * narrow);
    lat[i] = lat0 + (range * s + azimuth * c) / metresPerDegree;
  }
  return { width, height, lat, lon };
}

async function geocoded(
  input: Scene,
  planes: Plane[],
  projection: Projection,
  resolution: number,
  options = {}
) {
  const { width, height } = input;
  const geocoder = await buildGeocoder(readerOf(input), width, height, projection, options);
  const grid = alignedGrid(geocoder.mapBounds, resolution, projection.epsg);
  const readSar = async (window: Window) => planes.map(plane => cut(plane, width, window));
  const geocode = (window: Window) => geocoder.geocode(grid, window, planes.length, readSar);
  return { geocoder, grid, geocode, readSar, result: await geocode(wholeOf(grid)) };
}

/** Distances in map units between where the cells are and what was geocoded there. */
function positionErrors(grid: Grid, [x, y]: Plane[]): number[] {
  const errors: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const cellX = grid.x0 + ((i % grid.width) + 0.5) * grid.resolutionX;
    const cellY = grid.y0 - (Math.floor(i / grid.width) + 0.5) * grid.resolutionY;
    if (!Number.isNaN(x[i])) {
      errors.push(Math.hypot(x[i] - cellX, y[i] - cellY));
    }
  }
  return errors;
}

function rootMeanSquare(values: number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

describe.skipIf(noPython ?? noData)(
  titled('geocoding of a real acquisition', noPython, noData),
  () => {
    const folder = scratchFolder();

    it.each([32631, 3035])(
      'puts the positions that PROJ gives into their cells: EPSG:%i',
      async epsg => {
        const path = dataFile('s1-amsterdam-pair/openEO_2023-03-19Z.tif');
        const out = join(folder, `positions-${epsg}.bin`);
        oracle('positions', path, epsg, out);
        const truth = doublesOf(out);
        const tiff = await openGeoTiff(memorySource(path), nodeCodecs);
        const cells = tiff.width * tiff.height;
        const [x, y] = [truth.subarray(0, cells), truth.subarray(cells)];
        const readLatLon = async (window: Window) => {
          const [lat, lon] = await tiff.readWindow(window, [2, 3]);
          return { lat, lon };
        };
        const geocoder = await buildGeocoder(
          readLatLon,
          tiff.width,
          tiff.height,
          projectionFor(epsg)
        );
        const grid = alignedGrid(geocoder.mapBounds, 20, epsg);
        const planes = await geocoder.geocode(grid, wholeOf(grid), 2, async window => [
          cut(x, tiff.width, window),
          cut(y, tiff.width, window)
        ]);
        const errors = positionErrors(grid, planes);
        expect(errors.length).toBeGreaterThan(3200);
        expect(rootMeanSquare(errors)).toBeLessThan(0.05 /* m */);
        expect(Math.max(...errors)).toBeLessThan(1e-3 /* m */);
        const bounds = [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
        expect(largestDifference(geocoder.mapBounds, bounds)).toBeLessThan(1e-3 /* m */);
      }
    );
  }
);

describe('buildGeocoder', () => {
  const utm = projectionFor(32632);

  function eastings(input: Scene, projection: Projection): Plane[] {
    const x = new Float64Array(input.lat.length);
    const y = new Float64Array(input.lat.length);
    for (let i = 0; i < x.length; i++) {
      [x[i], y[i]] = projection.forward(input.lon[i], input.lat[i]);
    }
    return [x, y];
  }

  it.each([
    ['UTM', 32632, 20],
    ['UTM of a zone far away', 32640, 20],
    ['longitude and latitude', 4326, 0.0002],
    ['Web Mercator', 3857, 30]
  ])('is exact for positions: %s', async (_, epsg, resolution) => {
    const input = scene(300, 90, 20);
    const projection = projectionFor(epsg);
    const planes = eastings(input, projection);
    const { grid, result } = await geocoded(input, planes, projection, resolution);
    const errors = positionErrors(grid, result);
    expect(errors.length).toBeGreaterThan(1000);
    expect(Math.max(...errors)).toBeLessThan(projection.unit === 'metre' ? 1e-3 : 1e-9);
  });

  it('crosses the antimeridian without a seam', async () => {
    const input = scene(300, 200, 0, [179.99, 51.8]);
    input.lon.forEach((lon, i) => (input.lon[i] = lon > 180 ? lon - 360 : lon));
    expect(input.lon.some(lon => lon < 0)).toBe(true);
    const projection = projectionFor(32660);
    const planes = eastings(input, projection);
    const { geocoder, grid, result } = await geocoded(input, planes, projection, 20);
    expect(geocoder.lonLatBounds[2]).toBeGreaterThan(180);
    expect(grid.width).toBeLessThan(300);
    expect(Math.max(...positionErrors(grid, result))).toBeLessThan(1e-3 /* m */);
    const plain = scene(300, 200, 0, [177.99, 51.8]);
    const other = await geocoded(plain, eastings(plain, projection), projection, 20);
    const filled = (x: Plane) => x.filter(value => !Number.isNaN(value)).length;
    const share = filled(result[0]) / filled(other.result[0]);
    expect(Math.abs(share - 1)).toBeLessThan(0.02);
  });

  it('has no holes inside and nothing outside', async () => {
    const input = scene(200, 60, 0);
    const [x, y] = eastings(input, utm);
    const ones = new Float64Array(x.length).fill(1);
    const { grid, result } = await geocoded(input, [ones], utm, 5);
    const corner = (line: number, sample: number) => {
      const i = line * input.width + sample;
      return [x[i], y[i]];
    };
    const outline = [corner(0, 0), corner(0, 199), corner(59, 199), corner(59, 0)];
    const side = ([ax, ay]: number[], [bx, by]: number[], px: number, py: number) =>
      ((bx - ax) * (py - ay) - (by - ay) * (px - ax)) / Math.hypot(bx - ax, by - ay);
    result[0].forEach((value, i) => {
      const px = grid.x0 + ((i % grid.width) + 0.5) * 5;
      const py = grid.y0 - (Math.floor(i / grid.width) + 0.5) * 5;
      const inside = Math.min(
        ...outline.map((point, k) => side(point, outline[(k + 1) % 4], px, py))
      );
      // The outline of four corners is straight; the true one bends by millimetres.
      if (Math.abs(inside) > 0.1 /* m */) {
        expect(value).toBe(inside > 0 ? 1 : NaN);
      }
    });
  });

  it('gives the same cells for a window and for the whole, over layover too', async () => {
    const input = scene(260, 150, 60);
    const random = randoms(2);
    const planes = [0, 1].map(() => Float32Array.from(input.lat, () => random()));
    const { grid, geocode, result } = await geocoded(input, planes, utm, 10, {
      blockLines: 16,
      blockSamples: 32,
      maxReadPixels: 4000
    });
    for (let n = 0; n < 12; n++) {
      const x = Math.floor(random() * grid.width);
      const y = Math.floor(random() * grid.height);
      const width = 1 + Math.floor(random() * (grid.width - x));
      const height = 1 + Math.floor(random() * (grid.height - y));
      const part = await geocode({ x, y, width, height });
      part.forEach((plane, k) =>
        expect(largestDifference(plane, cut(result[k], grid.width, { x, y, width, height }))).toBe(
          0
        )
      );
    }
  });

  it('lets the later line win where quads overlap', async () => {
    // Two lines go east, the next two come back over the same ground.
    const metre = 1 / 111_320;
    const northings = [0, 40, 40, 0];
    const lat = Float64Array.from({ length: 16 }, (_, i) => northings[i >> 2] * metre + 0.5);
    const lon = Float64Array.from({ length: 16 }, (_, i) => 9 + (i % 4) * 30 * metre);
    const values = Float32Array.from({ length: 16 }, (_, i) => (i >> 2 < 2 ? 1 : 2));
    const { result } = await geocoded({ width: 4, height: 4, lat, lon }, [values], utm, 10);
    const valid = result[0].filter(value => !Number.isNaN(value));
    expect(valid.length).toBeGreaterThan(20);
    expect([...new Set(valid)]).toEqual([2]);
  });

  it('leaves out quads with a corner that has no position or no value', async () => {
    const input = scene(120, 40, 0);
    const values = new Float32Array(input.lat.length).fill(5);
    const truth = await geocoded(input, [values], utm, 5);
    const hole = 20 * 120 + 60;
    const count = (plane: Plane) => plane.filter(value => !Number.isNaN(value)).length;
    const withNaN = values.slice();
    withNaN[hole] = NaN;
    const valueGone = await geocoded(input, [withNaN, values], utm, 5);
    const missing = count(truth.result[0]) - count(valueGone.result[0]);
    // Four quads of 4 m x 14 m are 224 square metres: about nine cells of 25.
    expect(missing).toBeGreaterThan(5);
    expect(missing).toBeLessThan(14);
    expect(count(valueGone.result[1])).toBe(count(truth.result[0]));
    for (const [latDeg, lonDeg] of [
      [0, 0],
      [NaN, NaN],
      [-9999, -9999]
    ]) {
      const broken = { ...input, lat: input.lat.slice(), lon: input.lon.slice() };
      broken.lat[hole] = latDeg;
      broken.lon[hole] = lonDeg;
      const positionGone = await geocoded(broken, [values], utm, 5);
      expect(positionGone.grid).toEqual(truth.grid);
      expect(largestDifference(positionGone.result[0], valueGone.result[0])).toBe(0);
    }
  });

  it('reads only the SAR pixels that a window needs', async () => {
    const input = scene(1000, 400, 0);
    const { geocoder, grid } = await geocoded(input, [], utm, 20);
    const window = { x: 90, y: 150, width: 20, height: 20 };
    const asked: Window[] = [];
    const [plane] = await geocoder.geocode(grid, window, 1, async read => {
      asked.push(read);
      return [new Float32Array(read.width * read.height).fill(1)];
    });
    expect(plane.every(value => value === 1)).toBe(true);
    const pixels = asked.reduce((sum, read) => sum + read.width * read.height, 0);
    expect(pixels).toBeLessThan(0.25 * input.lat.length);
    const union = geocoder.sarWindow(grid, window)!;
    expect(asked.every(read => read.x >= union.x && read.y >= union.y)).toBe(true);
    expect(geocoder.sarWindow(grid, { x: 0, y: 0, width: 1, height: 1 })).toBeNull();
  });

  it('says what is missing when there is nothing to geocode', async () => {
    const empty = { ...scene(10, 10, 0), lat: new Float64Array(100), lon: new Float64Array(100) };
    await expect(buildGeocoder(readerOf(empty), 10, 10, utm)).rejects.toMatchObject({
      _tag: 'NoGroundPositionError',
      message: expect.stringContaining('no pixel has a latitude and longitude')
    });
    await expect(buildGeocoder(readerOf(empty), 1, 10, utm)).rejects.toThrow(/no quads/);
  });

  it('refuses a grid of another projection', async () => {
    const { geocoder, grid } = await geocoded(scene(10, 10, 0), [], utm, 20);
    expect(() => geocoder.sarWindow({ ...grid, epsg: 32633 }, wholeOf(grid))).toThrow(
      /EPSG:32633.*EPSG:32632/
    );
  });
});
