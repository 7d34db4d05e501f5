import { beforeAll, describe, expect, it } from 'vitest';
import { alignedGrid, projectionFor, transformBounds, utmEpsgFor } from '..';
import { noPython, oracle, titled } from './support';

const NORTH: [number, number][] = [
  [9.1, 46.5],
  [11.9, 47.9],
  [6.2, 60]
];
const POLAR_NORTH: [number, number][] = [
  [-40, 78],
  [100, 85],
  [0, 88]
];
const POLAR_SOUTH: [number, number][] = [
  [-40, -78],
  [100, -85],
  [0, -88]
];

const CASES: [number, [number, number][]][] = [
  [32632, NORTH],
  [
    32601,
    [
      [-177, 52],
      [179.9, 51.8]
    ]
  ],
  [
    32733,
    [
      [14, -22],
      [17.5, -33]
    ]
  ],
  [25832, NORTH],
  [3857, NORTH],
  [3035, NORTH],
  [3034, NORTH],
  [
    2154,
    [
      [2.3, 48.8],
      [7.2, 43.7]
    ]
  ],
  [4326, NORTH],
  [4258, NORTH],
  [3413, POLAR_NORTH],
  [3995, POLAR_NORTH],
  [32661, POLAR_NORTH],
  [5041, POLAR_NORTH],
  [3031, POLAR_SOUTH],
  [3976, POLAR_SOUTH],
  [32761, POLAR_SOUTH],
  [5042, POLAR_SOUTH]
];

describe.skipIf(noPython)(titled('projectionFor against PROJ', noPython), () => {
  const truths = new Map<number, [number, number][]>();
  beforeAll(() => {
    const answers = oracle<[number, number][][]>('project', CASES);
    CASES.forEach(([epsg], i) => truths.set(epsg, answers[i]));
  });

  it.each(CASES)('EPSG:%i agrees to 1 mm', (epsg, points) => {
    const { forward, inverse } = projectionFor(epsg);
    const truth = truths.get(epsg)!;
    points.forEach(([lonDeg, latDeg], i) => {
      const [x, y] = forward(lonDeg, latDeg);
      expect(Math.hypot(x - truth[i][0], y - truth[i][1])).toBeLessThan(1e-3 /* m */);
      const [lonBack, latBack] = inverse(...truth[i]);
      const turn = Math.round((lonDeg - lonBack) / 360) * 360;
      expect(Math.hypot(lonBack + turn - lonDeg, latBack - latDeg)).toBeLessThan(1e-7 /* deg */);
    });
  });
});

describe('projectionFor', () => {
  it('names the codes that work when asked for another', () => {
    expect(() => projectionFor(2056)).toThrow(/EPSG:2056.*4326.*32601 to 32660.*3035/);
  });

  it('gives NaN where the projection has no value', () => {
    expect(projectionFor(32632).forward(NaN, 46)).toEqual([NaN, NaN]);
    expect(projectionFor(3857).forward(9, 90)).toEqual([NaN, NaN]);
  });
});

describe('utmEpsgFor', () => {
  it.each([
    [4.9, 52.4, 32631],
    [11.3, 46.5, 32632],
    [-8.8, 31.8, 32629],
    [17.1, -22.6, 32733],
    [-180, 10, 32601],
    [180, 10, 32601],
    [179.99, 10, 32660],
    [5.3, 60.4, 32632],
    [2.9, 60.4, 32631],
    [5.3, 55.9, 32631],
    [8.9, 78, 32631],
    [15.6, 78.2, 32633],
    [21.1, 78.2, 32635],
    [41.9, 78.2, 32637],
    [42.1, 78.2, 32638],
    [-30, 78, 32626],
    [10, 84, 32661],
    [10, -80.1, 32761],
    [10, -0.1, 32732],
    [10, 0, 32632]
  ])('%f, %f is EPSG:%i', (lonDeg, latDeg, epsg) => {
    expect(utmEpsgFor(lonDeg, latDeg)).toBe(epsg);
  });
});

describe('alignedGrid', () => {
  it('covers the bounds with edges on multiples of the resolution', () => {
    const grid = alignedGrid([612345, 5100001, 612501, 5100099], 20, 32632);
    expect(grid).toEqual({
      epsg: 32632,
      x0: 612340,
      y0: 5100100,
      resolutionX: 20,
      resolutionY: 20,
      width: 9,
      height: 5
    });
  });

  it('does not grow bounds that lie on multiples already, and keeps one cell for a point', () => {
    expect(alignedGrid([0.1, 0.2, 0.3, 0.7], 0.1, 4326)).toMatchObject({ width: 2, height: 5 });
    expect(alignedGrid([7, 7, 7, 7], [2, 5], 32632)).toMatchObject({ width: 1, height: 1 });
  });

  it.each([
    [[0, 0, -1, 1], 20, /minimum and maximum/],
    [[0, 0, NaN, 1], 20, /minimum and maximum/],
    [[0, 0, 1, 1], 0, /not positive/],
    [[0, 0, 1e12, 1], 1e-3, /larger resolution/]
  ] as [[number, number, number, number], number, RegExp][])(
    'refuses %j at %d',
    (bounds, resolution, message) => {
      expect(() => alignedGrid(bounds, resolution, 32632)).toThrow(message);
    }
  );
});

describe('transformBounds', () => {
  it('holds every point of the box, edges included', () => {
    const wgs84 = projectionFor(4326);
    const utm = projectionFor(32632);
    const box = [10.2, 46.1, 12.9, 47.3] as const;
    const [minX, minY, maxX, maxY] = transformBounds(box, wgs84, utm);
    const corners = [10.2, 12.9].flatMap(lon => [46.1, 47.3].map(lat => utm.forward(lon, lat)));
    // The southern edge bends below its corners: they alone would lose hundreds of metres.
    expect(Math.min(...corners.map(([, y]) => y)) - minY).toBeLessThan(1e-6);
    let lowest = Infinity;
    for (let i = 0; i <= 5000; i++) {
      const [x, y] = utm.forward(10.2 + (2.7 * i) / 5000, 46.1);
      lowest = Math.min(lowest, y);
      expect(x).toBeGreaterThan(minX - 1 /* m */);
      expect(x).toBeLessThan(maxX + 1 /* m */);
    }
    expect(lowest).toBeGreaterThan(minY - 1 /* m */);
    expect(maxY).toBeGreaterThan(minY);
  });

  it('runs past 180 degrees instead of around the world', () => {
    const [west, , east] = transformBounds(
      [300000, 5700000, 500000, 5800000],
      projectionFor(32601),
      projectionFor(4326)
    );
    expect(east - west).toBeGreaterThan(2);
    expect(east - west).toBeLessThan(4);
  });

  it('refuses a box that the projection does not reach', () => {
    expect(() =>
      transformBounds([0, 80, 10, 90], projectionFor(4326), projectionFor(3857))
    ).toThrow(/EPSG:3857/);
  });
});
