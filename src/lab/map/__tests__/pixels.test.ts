import { describe, expect, it } from 'vitest';

import { apply, extentOf, invert, openRaster, scaled } from '../raster';
import { bandViews, gridBands, intensityDb, kindOf } from '../raster/bands';
import { BlockCache } from '../raster/block-cache';
import { crsOf, definitionOf } from '../raster/crs';
import { colour, sampleTile } from '../view/paint';
import { planeOf, seatOf } from '../view/plane';
import { tileGridOf, tileMapping } from '../view/raster-layer';
import { oklch, RAMP_LENGTH, rampColours } from '../view/ramps';
import { affineMapping } from '../view/tile-mapping';
import { percentile, stretchFor } from '../view/stretch';
import CRS_POINTS from './crs-points.json';
import { FileServer, floatTiff } from './geotiff-fixture';

const OLD_DATUMS = new Set([2056, 21781, 23031, 27700, 28992, 32232]);

const TURNED = { a: 17.3, b: -10, c: 4e5, d: -10, e: -17.3, f: 5e6 };

describe('affine maps', () => {
  it('come back by their inverse, rotated ones too', () => {
    const [x, y] = apply(TURNED, 12.5, 7.25);
    const [column, row] = apply(invert(TURNED)!, x, y);
    expect(Math.abs(column - 12.5)).toBeLessThan(1e-9);
    expect(Math.abs(row - 7.25)).toBeLessThan(1e-9);
    expect(invert({ ...TURNED, a: 0, b: 0 })).toBeNull();
  });

  it('have boxes around all four corners', () => {
    expect(extentOf({ a: 0, b: 2, c: 0, d: 3, e: 0, f: 0 }, 10, 5)).toEqual([0, 0, 10, 30]);
    expect(apply(scaled({ ...TURNED, a: 17, e: -17 }, 2, 3), 1, 1)).toEqual([800014, 14999919]);
  });
});

describe('bands', () => {
  it('tell their kind by name', () => {
    expect(
      ['coh_VV', 'coherence', 'x_coh', 'cohort', 'phi_vv', 'Phase_ifg_VV'].map(kindOf)
    ).toEqual(['coherence', 'coherence', 'coherence', 'other', 'phase', 'phase']);
    expect(['Unw_Phase_ifg_VV', 'displacement', 'amp_prm_vv', 'dem', 'vv'].map(kindOf)).toEqual([
      'unwrapped',
      'displacement',
      'amplitude',
      'height',
      'other'
    ]);
  });

  it('offer intensity for i and q, and the stored bands as they are', () => {
    const names = ['i_VV', 'q_VV', 'grid_lat', 'grid_lon'];
    const views = bandViews(names, 'slc.tif');
    expect(views.map(view => view.label)).toEqual(['Intensity VV (dB)', ...names]);
    expect(views[0].samples).toEqual([0, 1]);
    // 20 log10 of an amplitude of 5.
    expect(intensityDb(3, 4)).toBeCloseTo(13.9794, 4);
    expect(intensityDb(0, 0)).toBeNaN();
    expect(gridBands(names)).toEqual({ lat: 2, lon: 3 });
  });
});

describe('coordinate reference systems', () => {
  // Made by pyproj: Transformer.from_crs(4326, code, always_xy=True).transform(lon, lat).
  it.each(CRS_POINTS as [number, number, number, number, number][])(
    'EPSG:%i at (%f, %f) lies where PROJ puts it',
    (epsg, x, y, lon, lat) => {
      const [gotLon, gotLat] = crsOf(epsg)!.toLonLat(x, y)!;
      const metersPerDegree = 111_320;
      const east = (gotLon - lon) * metersPerDegree * Math.cos((lat * Math.PI) / 180);
      const north = (gotLat - lat) * metersPerDegree;
      // PROJ has shift grids and better parameters for the systems that are not near WGS84.
      const withinM = OLD_DATUMS.has(epsg) ? 12 : 2;
      expect(Math.hypot(east, north)).toBeLessThan(withinM);
    }
  );

  it('are unknown when no definition is at hand', () => {
    expect(definitionOf(32661)).toContain('stere');
    expect(definitionOf(32662)).toBeNull();
    expect(crsOf(2194)).toBeNull();
  });
});

describe('stretch', () => {
  it('is 0 to 1 for coherence, one cycle for phase, percentiles otherwise', () => {
    const values = Float64Array.from({ length: 101 }, (_, index) => index / 100);
    expect(stretchFor('coherence', values)).toEqual({ low: 0, high: 1 });
    expect(stretchFor('phase', values)).toEqual({ low: -Math.PI, high: Math.PI });
    expect(stretchFor('other', values)).toEqual({ low: 0.02, high: 0.98 });
    expect(
      stretchFor(
        'coherence',
        values.map(value => 50 * value)
      ).high
    ).toBe(49);
  });

  it('survives constant, empty and NaN rasters', () => {
    expect(stretchFor('other', Float64Array.of(7, 7, NaN))).toEqual({ low: 6.5, high: 7.5 });
    expect(stretchFor('other', Float64Array.of(NaN))).toEqual({ low: 0, high: 1 });
    expect(percentile(Float64Array.of(1, 2, 4), 0.75)).toBe(3);
  });
});

describe('colours', () => {
  it('give white and black for the ends of lightness', () => {
    expect(oklch(1, 0, 0)).toEqual([255, 255, 255]);
    expect(oklch(0, 0, 0)).toEqual([0, 0, 0]);
  });

  it('grow lighter step by step, and close in a cycle', () => {
    const luma = (table: Uint8ClampedArray, index: number): number =>
      0.2126 * table[3 * index] + 0.7152 * table[3 * index + 1] + 0.0722 * table[3 * index + 2];
    for (const ramp of ['coherence', 'grey', 'heat'] as const) {
      const table = rampColours(ramp);
      for (let index = 8; index < RAMP_LENGTH; index += 8) {
        expect(luma(table, index), `${ramp} at ${index}`).toBeGreaterThan(luma(table, index - 8));
      }
    }
    const cycle = rampColours('cycle');
    expect([...cycle.subarray(0, 3)]).toEqual([...cycle.subarray(-3)]);
  });

  it('leave what is not finite clear and hold values past the ends', () => {
    const pixels = new Uint8ClampedArray(16);
    const grey = rampColours('grey');
    colour(Float64Array.of(NaN, -5, 0.5, 9), { low: 0, high: 1 }, grey, pixels);
    expect(pixels[3]).toBe(0);
    expect([...pixels.subarray(4, 8)]).toEqual([...grey.subarray(0, 3), 255]);
    expect([...pixels.subarray(12, 16)]).toEqual([...grey.subarray(-3), 255]);
  });
});

describe('sampleTile', () => {
  it('picks the pixels of a raster that is turned by a quarter', async () => {
    const server = new FileServer(
      floatTiff([
        [1, 2, 3],
        [4, 5, 6]
      ])
    );
    const raster = await openRaster({ url: 'http://localhost/f', file: 'f', fetch: server.fetch });
    // Tile columns run along the raster's rows.
    const toRaster = { a: 0, b: 1, c: 0, d: 1, e: 0, f: 0 };
    const tile = await sampleTile(raster, raster.views[0], affineMapping(toRaster, 3));
    expect([...tile!]).toEqual([1, 4, NaN, 2, 5, NaN, 3, 6, NaN]);
    const outside = { ...toRaster, c: 100 };
    expect(await sampleTile(raster, raster.views[0], affineMapping(outside, 3))).toBeNull();
  });
});

describe('tiles', () => {
  it('cover the raster and nothing beside it, whatever is looked at', async () => {
    const server = new FileServer(floatTiff(new Array(600).fill(new Array(700).fill(1))));
    const raster = await openRaster({ url: 'http://localhost/f', file: 'f', fetch: server.fetch });
    const seat = seatOf(raster, planeOf(raster))!;
    const grid = tileGridOf(seat);
    const finest = grid.getFullTileRange(grid.getMaxZoom())!;
    expect([finest.minX, finest.minY, finest.maxX, finest.maxY]).toEqual([0, 0, 2, 2]);
    const [coarsest] = [grid.getFullTileRange(0)!];
    expect([coarsest.getWidth(), coarsest.getHeight()]).toEqual([1, 1]);
    const beside = tileMapping(grid, seat, grid.getMaxZoom(), 3, 0);
    const before = server.ranges.length;
    expect(await sampleTile(raster, raster.views[0], beside)).toBeNull();
    expect(server.ranges).toHaveLength(before);
  });
});

describe('BlockCache', () => {
  it('drops the block that was not used for longest, and forgets failures', async () => {
    const cache = new BlockCache<Float64Array>(16);
    let reads = 0;
    const read = async () => {
      reads++;
      return new Float64Array(1);
    };
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) {
      await cache.get(key, read);
    }
    // a, b and c once each, and b again: c pushed it out.
    expect(reads).toBe(4);
    await expect(cache.get('x', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(cache.get('x', read)).resolves.toHaveLength(1);
  });
});
