import { describe, expect, it } from 'vitest';
import { fullWindow, spatialAxis } from '../../engine';
import { RESAMPLING_METHODS } from '../resampling/methods';
import type { DataCube, Json } from '../../engine';
import {
  askPython,
  cellsOf,
  computeCube,
  cubeOf,
  mapGrid,
  noise,
  withoutPython
} from './cube-harness';

const WIDTH = 41;
const HEIGHT = 33;
const GRID = mapGrid('EPSG:32631', [600_000, 5_801_000], 20, [WIDTH, HEIGHT]);

/** Whole numbers from 0 to 9 over a slope, with a hole and single cells of no-data. */
function source(): DataCube {
  const random = noise(7);
  const cells = Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
    const hole = x > 10 && x < 16 && y > 5 && y < 12;
    return hole || random() < 0.02 ? null : Math.floor(random() * 10);
  });
  return cubeOf(GRID, [cells]);
}

/** What gdalwarp's code makes of the same cells on the same grid, method by method. */
const REPROJECT = `
from rasterio.warp import reproject, Resampling
from rasterio.transform import Affine
source = floats([[float('nan') if v is None else v for v in given['cells']]]).reshape(given['shape'])
scale = dict(XSCALE=given['transform'][0] / given['target_transform'][0],
             YSCALE=given['transform'][4] / given['target_transform'][4])
def warp(method):
    target = np.full(given['target_shape'], np.nan)
    reproject(source, target, src_transform=Affine(*given['transform']),
              dst_transform=Affine(*given['target_transform']), src_crs=given['crs'],
              dst_crs=given['target_crs'], src_nodata=np.nan, dst_nodata=np.nan,
              resampling=getattr(Resampling, method), tolerance=0, **scale)
    return plain(target)
answer = [warp(method) for method in given['methods']]
`;

const RASTERIO_NAMES: Record<string, string> = {
  near: 'nearest',
  cubicspline: 'cubic_spline'
};

function transformOf(cube: DataCube): number[] {
  const x = spatialAxis(cube.dimensions, 'x');
  const y = spatialAxis(cube.dimensions, 'y');
  if (x === null || y === null) {
    throw new Error('The cube has no grid.');
  }
  return [x.step, 0, x.first - x.step / 2, 0, y.step, y.first - y.step / 2];
}

/** Both sides for each method on a grid; ours is made of `args`. */
async function bothSides(methods: readonly string[], args: { [name: string]: Json }) {
  const ours: DataCube[] = [];
  for (const method of methods) {
    ours.push(await computeCube('resample_spatial', { data: source(), ...args, method }));
  }
  const { dimensions } = ours[0];
  const { width, height } = fullWindow(dimensions);
  const theirs = askPython<(number | null)[][]>(REPROJECT, {
    cells: (await cellsOf(source()))[0],
    shape: [HEIGHT, WIDTH],
    transform: transformOf(source()),
    crs: 'EPSG:32631',
    target_shape: [height, width],
    target_transform: transformOf(ours[0]),
    target_crs: spatialAxis(dimensions, 'x')?.crs,
    methods: methods.map(method => RASTERIO_NAMES[method] ?? method)
  });
  return Promise.all(
    methods.map(async (method, m) => ({
      method,
      ...compare((await cellsOf(ours[m]))[0], theirs[m])
    }))
  );
}

/** Largest difference, and how many cells have data in one of the two alone. */
function compare(ours: readonly (number | null)[], theirs: readonly (number | null)[]) {
  let [largest, either, both] = [0, 0, 0];
  ours.forEach((own, i) => {
    const other = theirs[i];
    if (own !== null && other !== null) {
      largest = Math.max(largest, Math.abs(own - other));
      both++;
    } else if (own !== other) {
      either++;
    }
  });
  return { largest, either, both };
}

describe.skipIf(withoutPython)(`resample_spatial and gdalwarp${withoutPython}`, () => {
  it.each([7, 40, 50])('agree on cells of %s m', async cell => {
    for (const sides of await bothSides(RESAMPLING_METHODS, { resolution: cell })) {
      const { method, largest, either, both } = sides;
      // Where weights of both signs nearly cancel beside the hole, rounding decides.
      const delicate = method === 'lanczos' && cell === 7;
      expect(either, method).toBeLessThanOrEqual(delicate ? 3 : 0);
      expect(largest, method).toBeLessThan(delicate ? 1e-5 : 1e-9 /* of 0 to 9 */);
      expect(both, method).toBeGreaterThan(150);
    }
  });

  it('agree on cells in the next UTM zone', async () => {
    const methods = ['near', 'bilinear', 'cubic', 'cubicspline', 'lanczos'];
    const args = { resolution: 20, projection: 32632 };
    for (const { method, largest, either, both } of await bothSides(methods, args)) {
      // Positions differ by some 1e-5 of a cell, which moves a cell across an edge here and there.
      expect(both, method).toBeGreaterThan(1000);
      expect(either, method).toBeLessThanOrEqual(2);
      expect(largest, method).toBeLessThan(method === 'near' ? 1e-9 : 1e-3 /* of 0 to 9 */);
    }
  });
});

describe('resample_spatial', () => {
  it.each(RESAMPLING_METHODS)(
    'reads a window by %s as the same cells as the whole',
    async method => {
      const args = { data: source(), resolution: 33, projection: 32632, method };
      const cube = await computeCube('resample_spatial', args);
      const whole = fullWindow(cube.dimensions);
      const [all] = await cube.read(whole, [0]);
      const window = { x: 5, y: 4, width: 9, height: 7 };
      const [part] = await cube.read(window, [0]);
      const same = Array.from(part, (_, i) => {
        const column = window.x + (i % window.width);
        return all[(window.y + Math.floor(i / window.width)) * whole.width + column];
      });
      part.forEach((cell, i) =>
        expect(Math.abs((cell || 0) - (same[i] || 0))).toBeLessThan(1e-9 /* of 0 to 9 */)
      );
      expect(Array.from(part, Number.isNaN)).toEqual(same.map(Number.isNaN));
      expect(part.some(Number.isFinite)).toBe(true);
    }
  );
});

describe('resample_cube_spatial', () => {
  it('has the grid of the target and the cells of resample_spatial there', async () => {
    const resampled = await computeCube('resample_spatial', { data: source(), resolution: 50 });
    const ours = await computeCube('resample_cube_spatial', { data: source(), target: resampled });
    expect(ours.dimensions).toEqual(resampled.dimensions);
    expect(await cellsOf(ours)).toEqual(await cellsOf(resampled));
  });

  it('gives a cube on the grid of the target back as it is', async () => {
    const data = source();
    expect(await computeCube('resample_cube_spatial', { data, target: source() })).not.toBeNull();
    const ours = await computeCube('resample_cube_spatial', { data, target: source() });
    expect(await cellsOf(ours)).toEqual(await cellsOf(data));
  });

  it('has no data where the cube does not reach', async () => {
    const target = cubeOf(mapGrid('EPSG:32631', [700_000, 5_801_000], 20, [2, 1]), [[0, 0]]);
    const ours = await computeCube('resample_cube_spatial', {
      data: source(),
      target,
      method: 'cubic'
    });
    expect(await cellsOf(ours)).toEqual([[null, null]]);
  });
});
