import { describe, expect, it } from 'vitest';

import { openRaster } from '../raster';
import { coherentPlace, valueAt } from '../view/coherent-ground';
import { groundStepM, northDeg, planeOf } from '../view/plane';
import { shadeRelief } from '../view/relief';
import { FileServer, floatTiff } from './geotiff-fixture';

async function band(values: readonly number[][], metadata: Record<string, unknown> = {}) {
  const url = 'http://localhost/files/coh.tif';
  const server = new FileServer(floatTiff(values, metadata));
  const raster = await openRaster({ url, file: 'coh.tif', fetch: server.fetch });
  return { raster, view: raster.views[0] };
}

/** A table of `side` x `side` numbers. */
function table(side: number, value: (column: number, row: number) => number): number[][] {
  return Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (_, column) => value(column, row))
  );
}

describe('hillshade', () => {
  const shade = (rise: (east: number, north: number) => number): number =>
    shadeRelief(
      Float64Array.from({ length: 9 }, (_, at) => rise((at % 3) - 1, 1 - Math.floor(at / 3))),
      3,
      [1, 1]
    )[0];

  it('is the cosine between slope and light', () => {
    expect(shade(() => 7)).toBeCloseTo(Math.SQRT1_2, 12);
    // A slope of 45 degrees that faces the light, away from it, and beside it.
    expect(shade((east, north) => (east - north) / Math.SQRT2)).toBeCloseTo(1, 12);
    expect(shade((east, north) => (north - east) / Math.SQRT2)).toBe(0);
    expect(shade((east, north) => (east + north) / Math.SQRT2)).toBeCloseTo(0.5, 12);
  });

  it('is missing where a height is, and goes on beside it', () => {
    expect(shade((east, north) => (east === 0 && north === 0 ? NaN : 1))).toBeNaN();
    expect(shade(east => (east > 0 ? NaN : 3))).toBeCloseTo(Math.SQRT1_2, 12);
  });
});

describe('north', () => {
  it('turns by the convergence of meridians of a UTM zone', async () => {
    // 3 degrees east of the central meridian at 46.9 degrees: atan(tan(3°) sin(46.9°)) = 2.19°.
    const { raster } = await band(
      table(4, () => 1),
      {
        ModelTiepoint: [0, 0, 0, 728_000, 5_200_000, 0]
      }
    );
    const plane = planeOf(raster);
    expect(northDeg(plane, [728_000, 5_200_000])).toBeCloseTo(-2.19, 1);
    expect(Math.abs(northDeg(plane, [500_000, 5_200_000])!)).toBeLessThan(1e-6);
  });

  it('has no meaning in radar geometry', async () => {
    const { raster } = await band(
      table(4, () => 1),
      {
        ProjectedCSTypeGeoKey: 3857,
        ModelPixelScale: [1, 1, 0],
        ModelTiepoint: [0, 0, 0, 0, 0, 0]
      }
    );
    expect(northDeg(planeOf(raster), [1, -1])).toBeNull();
  });
});

describe('steps on the ground', () => {
  it('shrink with latitude in Web Mercator', async () => {
    const { raster } = await band(
      table(4, () => 1),
      {
        ProjectedCSTypeGeoKey: 3857,
        ModelTiepoint: [0, 0, 0, 1_000_000, 8_399_738, 0]
      }
    );
    // 60 degrees north: half a metre on the ground for a metre of the plane.
    const [east, north] = groundStepM(planeOf(raster), [1_000_000, 8_399_738], 10);
    expect(Math.abs(east - 5)).toBeLessThan(0.01);
    expect(Math.abs(north - 5)).toBeLessThan(0.01);
  });
});

describe('a reference by itself', () => {
  it('lies where coherence is high around it and the other band has data', async () => {
    // A lone bright pixel is noise; the plateau in the lower right is ground.
    const coherence = await band(
      table(32, (x, y) => (x === 4 && y === 4 ? 1 : x > 24 && y > 24 ? 0.9 : 0.3))
    );
    const data = await band(table(32, x => (x < 28 ? 5 : NaN)));
    const place = (await coherentPlace(coherence, data))!;
    expect(await valueAt(coherence, place)).toBeCloseTo(0.9, 6);
    expect(await valueAt(data, place)).toBe(5);
  });

  it('is nowhere when nothing is coherent', async () => {
    const coherence = await band(table(16, () => 0.3));
    expect(await coherentPlace(coherence, coherence)).toBeNull();
  });
});
