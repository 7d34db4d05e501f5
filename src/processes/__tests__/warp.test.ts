import { describe, expect, it } from 'vitest';
import { fullWindow, isDataCube, memoryCube, spatialAxis } from '../../engine';
import type { DataCube, Dimension, Value } from '../../engine';
import { projectionFor } from '../../raster';
import { resampleSpatial } from '../cubes/resample-spatial';
import { run } from './harness';

const WIDTH = 60;
const HEIGHT = 50;

/** A plane a x + b y in UTM 31N, 20 m cells: what a linear interpolation gives back exactly. */
function ramp(first = 600_010): DataCube {
  const dimensions: Dimension[] = [
    {
      kind: 'spatial',
      name: 'y',
      axis: 'y',
      size: HEIGHT,
      first: 5_800_990,
      step: -20,
      crs: 'EPSG:32631'
    },
    { kind: 'spatial', name: 'x', axis: 'x', size: WIDTH, first, step: 20, crs: 'EPSG:32631' }
  ];
  const plane = Float64Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const x = first + (i % WIDTH) * 20;
    const y = 5_800_990 - Math.floor(i / WIDTH) * 20;
    return x - 600_000 + 2 * (y - 5_800_000);
  });
  return memoryCube(dimensions, [plane]);
}

function asCube(value: Value): DataCube {
  if (!isDataCube(value)) {
    throw new Error('no cube');
  }
  return value;
}

describe('resample_spatial on map grids', () => {
  it('gives a linear field back in another projection, to a millimetre', async () => {
    const args = { data: ramp(), projection: 32632, resolution: 20, method: 'bilinear' };
    const warped = asCube(await run(resampleSpatial, args));
    const x = spatialAxis(warped.dimensions, 'x');
    const y = spatialAxis(warped.dimensions, 'y');
    expect([x?.crs, x?.step, y?.step]).toEqual(['EPSG:32632', 20, -20]);
    const [cells] = await warped.read(fullWindow(warped.dimensions), [0]);
    let valid = 0;
    cells.forEach((value, i) => {
      if (x === null || y === null || Number.isNaN(value)) {
        return;
      }
      const [lon, lat] = projectionFor(32632).inverse(
        x.first + (i % x.size) * x.step,
        y.first + Math.floor(i / x.size) * y.step
      );
      const [east, north] = projectionFor(32631).forward(lon, lat);
      const inside = east > 600_010 && east < 601_190 && north > 5_800_010 && north < 5_800_990;
      if (inside) {
        expect(Math.abs(value - (east - 600_000 + 2 * (north - 5_800_000)))).toBeLessThan(
          1e-3 /* m */
        );
        valid++;
      }
    });
    expect(valid).toBeGreaterThan(1500);
  });

  it('reads a window of the result as the same cells as the whole', async () => {
    const args = { data: ramp(), projection: 4326, resolution: 0.0003, method: 'near' };
    const warped = asCube(await run(resampleSpatial, args));
    const whole = fullWindow(warped.dimensions);
    const [all] = await warped.read(whole, [0]);
    const window = { x: 11, y: 7, width: 13, height: 5 };
    const [part] = await warped.read(window, [0]);
    part.forEach((value, i) => {
      const column = window.x + (i % window.width);
      const row = window.y + Math.floor(i / window.width);
      expect(value).toBe(all[row * whole.width + column]);
    });
    expect(all.some(Number.isFinite)).toBe(true);
  });

  it('takes the nearest cell of the same CRS', async () => {
    const args = { data: ramp(), resolution: 20, method: 'near', projection: null };
    const warped = asCube(await run(resampleSpatial, args));
    const whole = fullWindow(warped.dimensions);
    expect(warped.dimensions).toEqual(ramp().dimensions);
    expect(await warped.read(whole, [0])).toEqual(await ramp().read(whole, [0]));
  });

  // 1200 m by 1000 m from 600 000, 5 800 000 on, in cells of 70 m: 18 by 15 of them.
  it.each([
    ['upper-left', 600_035, 5_800_965],
    ['lower-left', 600_035, 5_801_015],
    ['upper-right', 599_975, 5_800_965],
    ['lower-right', 599_975, 5_801_015]
  ])('lays cells out from the %s corner', async (align, firstX, firstY) => {
    const args = { data: ramp(), resolution: 70, method: 'near', align };
    const { dimensions } = asCube(await run(resampleSpatial, args));
    expect(spatialAxis(dimensions, 'x')).toMatchObject({ size: 18, first: firstX, step: 70 });
    expect(spatialAxis(dimensions, 'y')).toMatchObject({ size: 15, first: firstY, step: -70 });
  });

  it.each([
    [{ method: 'geocode', resolution: 20 }, 'DimensionMissing'],
    [{ method: 'near', projection: 4326 }, 'ProcessParameterInvalid'],
    [{ method: 'near' }, 'ProcessParameterInvalid'],
    [{ method: 'bicubic', resolution: 20 }, 'ProcessParameterInvalid'],
    [{ resolution: 20, projection: 'somewhere' }, 'ProcessParameterInvalid']
  ])('refuses %j', async (args, code) => {
    await expect(run(resampleSpatial, { data: ramp(), ...args })).rejects.toMatchObject({ code });
  });

  it('refuses to geocode what lies on a map, and to warp what does not', async () => {
    const bands: Dimension = {
      kind: 'bands',
      name: 'bands',
      labels: ['coh', 'latitude', 'longitude']
    };
    const { dimensions } = ramp();
    const planes = Array.from({ length: 3 }, () => new Float32Array(WIDTH * HEIGHT));
    const onMap = memoryCube([bands, ...dimensions], planes);
    const geocode = run(resampleSpatial, { data: onMap, method: 'geocode', resolution: 20 });
    await expect(geocode).rejects.toMatchObject({ code: 'UnsupportedGeometry' });
    const radar = memoryCube(
      [bands, ...dimensions.map(d => (d.kind === 'spatial' ? { ...d, crs: null } : d))],
      planes
    );
    const warp = run(resampleSpatial, { data: radar, method: 'near', resolution: 20 });
    await expect(warp).rejects.toMatchObject({ code: 'UnsupportedGeometry' });
  });
});
