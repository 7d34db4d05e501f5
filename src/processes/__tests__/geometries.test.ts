import { describe, expect, it } from 'vitest';
import { labelsOf, spatialAxis } from '../../engine';
import type { DataCube, Dimension, Json } from '../../engine';
import { projectionFor } from '../../raster';
import {
  askPython,
  cellsOf,
  compute,
  computeCube,
  cubeOf,
  mapGrid,
  noise,
  withoutPython
} from './cube-harness';

const CRS = 'EPSG:32631';
const [WIDTH, HEIGHT, CELL] = [60, 50, 20];
const CORNER = [600_000, 5_801_000] as const;
const GRID = mapGrid(CRS, CORNER, CELL, [WIDTH, HEIGHT]);
const T: Dimension = { kind: 'temporal', name: 't', labels: ['2024-08-09', '2024-08-21'] };

function source(): DataCube {
  const random = noise(3);
  const plane = (): (number | null)[] =>
    Array.from({ length: WIDTH * HEIGHT }, () => (random() < 0.05 ? null : random() * 100));
  return cubeOf([T, ...GRID], [plane(), plane()]);
}

/** Longitude and latitude of a place that many cells right of and below the upper left corner. */
function place(column: number, row: number): [number, number] {
  const [lon, lat] = projectionFor(32631).inverse(
    CORNER[0] + column * CELL,
    CORNER[1] - row * CELL
  );
  return [lon, lat];
}

function ring(...corners: readonly (readonly [number, number])[]): [number, number][] {
  return [...corners, corners[0]].map(([column, row]) => place(column, row));
}

const WITH_HOLE = {
  type: 'Polygon',
  coordinates: [
    ring([3.3, 4.2], [30.7, 2.1], [41.2, 33.3], [8.1, 40.6]),
    ring([12.2, 12.9], [22.4, 14.1], [18.3, 25.7])
  ]
};
const TWO_PARTS = {
  type: 'MultiPolygon',
  coordinates: [
    [ring([45.1, 3.2], [55.4, 3.9], [50.3, 17.7])],
    // Beyond the lower right corner of the cube.
    [ring([50.6, 40.3], [75.2, 42.8], [70.1, 60.4], [49.9, 58.2])]
  ]
};
const LINE = {
  type: 'LineString',
  coordinates: [place(2.2, 45.1), place(40.3, 38.7), place(44.9, 8.4)]
};
const POINT = { type: 'Point', coordinates: place(10.3, 20.8) };
const FAR = { type: 'Polygon', coordinates: [ring([90.2, 3.1], [95.5, 3.3], [93.3, 9.9])] };
const NONE = { type: 'Polygon', coordinates: [] };

function collection(...geometries: Json[]): { [name: string]: Json } {
  const features = geometries.map((geometry, i) => ({
    type: 'Feature',
    id: `zone ${i}`,
    properties: { size: i * 1.5, tags: [i, i + 1] },
    geometry
  }));
  return { type: 'FeatureCollection', features };
}

const ALL = collection(WITH_HOLE, TWO_PARTS, LINE, POINT, FAR, NONE);

function reducer(processId: string): Json {
  return {
    process_graph: {
      r: { process_id: processId, arguments: { data: { from_parameter: 'data' } }, result: true }
    }
  };
}

/** Masks of the geometries by GDAL, the edges of polygons followed in longitude and latitude. */
const ZONES = `
from rasterio.features import rasterize
from rasterio.transform import from_origin
from pyproj import Transformer
to_map = Transformer.from_crs(4326, 32631, always_xy=True).transform
def follow(path, steps=400):
    dense = [path[0]]
    for (x0, y0), (x1, y1) in zip(path, path[1:]):
        dense += [(x0 + (x1 - x0) * k / steps, y0 + (y1 - y0) * k / steps) for k in range(1, steps + 1)]
    return [to_map(*p) for p in dense]
shape, cell = given['shape'], given['cell']
grid = from_origin(*given['corner'], cell, cell)
def mask(g):
    if g['type'] == 'LineString':
        m = np.zeros(shape, bool)
        points = np.array(follow(g['coordinates'], 20000))
        columns = np.floor((points[:, 0] - given['corner'][0]) / cell).astype(int)
        rows = np.floor((given['corner'][1] - points[:, 1]) / cell).astype(int)
        m[rows, columns] = True
        return m
    if g['type'] == 'Point':
        m = np.zeros(shape, bool)
        x, y = to_map(*g['coordinates'])
        m[int((given['corner'][1] - y) // cell), int((x - given['corner'][0]) // cell)] = True
        return m
    polygons = [g['coordinates']] if g['type'] == 'Polygon' else g['coordinates']
    shapes = [({'type': 'Polygon', 'coordinates': [follow(r) for r in p]}, 1) for p in polygons if p]
    return rasterize(shapes, shape, transform=grid).astype(bool) if shapes else np.zeros(shape, bool)
planes = [floats([float('nan') if v is None else v for v in p]).reshape(shape) for p in given['planes']]
answer = []
for geometry in given['geometries']:
    m = mask(geometry)
    answer.append([[float(np.nanmean(p[m])) if m.any() else None, int(m.sum()), int(np.isfinite(p[m]).sum())]
                   for p in planes] + [np.flatnonzero(m).tolist()])
`;

type Zone = [mean: number | null, total: number, valid: number];

async function truth(
  geometries: readonly unknown[]
): Promise<{ zones: Zone[][]; cells: number[][] }> {
  const answer = askPython<[Zone, Zone, number[]][]>(ZONES, {
    geometries,
    planes: await cellsOf(source()),
    shape: [HEIGHT, WIDTH],
    corner: CORNER,
    cell: CELL
  });
  return {
    zones: answer.map(([first, second]) => [first, second]),
    cells: answer.map(([, , cells]) => cells)
  };
}

const GEOMETRIES = [WITH_HOLE, TWO_PARTS, LINE, POINT, FAR];

describe.skipIf(withoutPython)(`zones, compared with GDAL's${withoutPython}`, () => {
  it('have the same means and counts', async () => {
    const ours = await computeCube('aggregate_spatial', {
      data: source(),
      geometries: ALL,
      reducer: reducer('mean'),
      target_dimension: 'statistics'
    });
    expect(ours.dimensions.map(d => [d.name, d.kind, labelsOf(d).length])).toEqual([
      ['geometry', 'geometry', 6],
      ['t', 'temporal', 2],
      ['statistics', 'other', 3]
    ]);
    const cells = (await cellsOf(ours)).flat();
    const { zones } = await truth(GEOMETRIES);
    const expected = [...zones, [...Array(2)].map((): Zone => [null, 0, 0])].flat();
    expected.forEach(([mean, total, valid], zone) => {
      const [own, ownTotal, ownValid] = cells.slice(zone * 3, zone * 3 + 3);
      expect([ownTotal, ownValid], `zone ${zone}`).toEqual([total, valid]);
      if (mean === null || own === null) {
        expect(own).toBe(mean);
      } else {
        expect(Math.abs(own - mean)).toBeLessThan(1e-9 /* of 0 to 100 */);
      }
    });
    expect(cells[1]).toBeGreaterThan(500);
  });

  it.each([false, true])('mask the same cells, inside %s', async inside => {
    const ours = await computeCube('mask_polygon', {
      data: source(),
      mask: collection(WITH_HOLE, TWO_PARTS),
      replacement: -1,
      inside
    });
    const { cells } = await truth([WITH_HOLE, TWO_PARTS]);
    const covered = new Set(cells.flat());
    const before = await cellsOf(source());
    expect(await cellsOf(ours)).toEqual(
      before.map(plane =>
        plane.map((cell, i) => (cell !== null && covered.has(i) === inside ? -1 : cell))
      )
    );
  });

  it('keep the same cells, in the box around them', async () => {
    const ours = await computeCube('filter_spatial', {
      data: source(),
      geometries: collection(WITH_HOLE, LINE, POINT)
    });
    const covered = (await truth([WITH_HOLE, LINE, POINT])).cells.flat();
    const rows = covered.map(cell => Math.floor(cell / WIDTH));
    const columns = covered.map(cell => cell % WIDTH);
    const [left, top] = [Math.min(...columns), Math.min(...rows)];
    const [width, height] = [Math.max(...columns) - left + 1, Math.max(...rows) - top + 1];
    expect(spatialAxis(ours.dimensions, 'x')).toMatchObject({
      size: width,
      first: CORNER[0] + (left + 0.5) * CELL
    });
    expect(spatialAxis(ours.dimensions, 'y')).toMatchObject({
      size: height,
      first: CORNER[1] - (top + 0.5) * CELL
    });
    const kept = new Set(covered);
    const before = await cellsOf(source());
    const at = (i: number): number => (top + Math.floor(i / width)) * WIDTH + left + (i % width);
    expect(await cellsOf(ours)).toEqual(
      before.map(plane =>
        Array.from({ length: width * height }, (_, i) => (kept.has(at(i)) ? plane[at(i)] : null))
      )
    );
  });
});

describe('geometries', () => {
  const square = (left: number, top: number, size: number): [number, number][] => {
    const [x, y] = [CORNER[0] + left * CELL, CORNER[1] - top * CELL];
    const side = size * CELL;
    return [
      [x, y],
      [x + side, y],
      [x + side, y - side],
      [x, y - side],
      [x, y]
    ];
  };
  const onMap = { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32631' } } };
  const four = cubeOf(mapGrid(CRS, CORNER, CELL, [2, 2]), [[1, 2, 3, 4]]);

  it('may be in the CRS that they name, and count cells on their boundary', async () => {
    const args = { data: source(), reducer: reducer('count') };
    const total = async (geometry: Json) => {
      const geometries = { type: 'Feature', properties: {}, geometry, ...onMap };
      const target_dimension = 'n';
      const counted = await computeCube('aggregate_spatial', {
        ...args,
        geometries,
        target_dimension
      });
      return (await cellsOf(counted))[1][0];
    };
    expect(await total({ type: 'Polygon', coordinates: [square(10, 10, 5)] })).toBe(25);
    expect(await total({ type: 'Polygon', coordinates: [square(10.5, 10.5, 5)] })).toBe(36);
    // The boundary of a hole is part of the polygon.
    const holed = [square(10, 10, 5), square(11.5, 11.5, 2)];
    expect(await total({ type: 'Polygon', coordinates: holed })).toBe(24);
  });

  it('have edges that are straight in longitude and latitude', async () => {
    // Over these 8 degrees a parallel bends by more than a cell on the map.
    const size = [140, 70] as const;
    const grid = mapGrid(CRS, [250_000, 6_050_000], 5000, size);
    const data = cubeOf(grid, [Array<number>(size[0] * size[1]).fill(1)]);
    const [west, east, south, north] = [0.01, 8.01, 52.01, 54.01];
    const corners = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south]
    ];
    const mask = { type: 'Polygon', coordinates: [corners] };
    const [cells] = await cellsOf(await computeCube('mask_polygon', { data, mask }));
    const wrong = cells.filter((cell, i) => {
      const [lon, lat] = projectionFor(32631).inverse(
        250_000 + ((i % size[0]) + 0.5) * 5000,
        6_050_000 - (Math.floor(i / size[0]) + 0.5) * 5000
      );
      const inside = lon > west && lon < east && lat > south && lat < north;
      return inside !== (cell === 1);
    });
    expect(wrong).toEqual([]);
    expect(cells.filter(cell => cell === 1).length).toBeGreaterThan(3000);
  });

  it('make a vector cube, with properties as values', async () => {
    const plain = await computeCube('load_geojson', { data: ALL });
    expect(plain.dimensions).toMatchObject([{ kind: 'geometry', labels: ALL_LABELS }]);
    const sizes = await computeCube('load_geojson', { data: ALL, properties: ['size', 'none'] });
    expect(sizes.dimensions[1]).toMatchObject({ name: 'properties', labels: ['size', 'none'] });
    expect((await cellsOf(sizes)).flat().slice(0, 4)).toEqual([0, null, 1.5, null]);
    const tags = await computeCube('load_geojson', { data: ALL, properties: ['tags'] });
    expect(tags.dimensions[1]).toMatchObject({ labels: [0, 1] });
    expect((await cellsOf(tags)).flat().slice(0, 4)).toEqual([0, 1, 1, 2]);
  });

  it('keep their labels when a vector cube is aggregated over', async () => {
    const geometries = await computeCube('load_geojson', { data: ALL });
    const args = { data: source(), geometries, reducer: reducer('max') };
    const ours = await computeCube('aggregate_spatial', args);
    const direct = await computeCube('aggregate_spatial', { ...args, geometries: ALL });
    expect(ours.dimensions[0]).toEqual(geometries.dimensions[0]);
    expect(await cellsOf(ours)).toEqual(await cellsOf(direct));
  });

  /** Adds the context to every cell. */
  const plus: Json = {
    process_graph: {
      all: {
        process_id: 'apply',
        arguments: {
          data: { from_parameter: 'data' },
          context: { from_parameter: 'context' },
          process: {
            process_graph: {
              add: {
                process_id: 'add',
                arguments: { x: { from_parameter: 'x' }, y: { from_parameter: 'context' } },
                result: true
              }
            }
          }
        },
        result: true
      }
    }
  };

  it('process the cells of each polygon, and leave none between them', async () => {
    const polygons = { type: 'Polygon', coordinates: [square(0, 0, 1)], ...onMap };
    const geometries = await computeCube('load_geojson', { data: polygons });
    const args = { data: four, geometries, process: plus, context: 10 };
    expect(await cellsOf(await computeCube('apply_polygon', args))).toEqual([
      [11, null, null, null]
    ]);
  });

  it('refuse to process overlapping polygons', async () => {
    const both = {
      type: 'FeatureCollection',
      features: [square(0, 0, 1), square(0, 0, 2)].map(outer => ({
        type: 'Feature',
        properties: {},
        geometry: { type: 'Polygon', coordinates: [outer] }
      })),
      ...onMap
    };
    const geometries = await computeCube('load_geojson', { data: both });
    const process = { data: four, geometries, process: plus, context: 1 };
    await expect(compute('apply_polygon', process)).rejects.toMatchObject({
      code: 'GeometriesOverlap'
    });
  });

  it.each<[string, Json, string]>([
    ['no geometry', { type: 'Circle', coordinates: [] }, 'ProcessParameterInvalid'],
    [
      'a collection of geometries',
      { type: 'GeometryCollection', geometries: [] },
      'ProcessParameterInvalid'
    ],
    ['wrong nesting', { type: 'Polygon', coordinates: [[4.5, 52.3]] }, 'ProcessParameterInvalid'],
    [
      'metres without a CRS',
      { type: 'Point', coordinates: [600_000, 5_800_000] },
      'ProcessParameterInvalid'
    ],
    [
      'an unknown CRS',
      { ...POINT, crs: { properties: { name: 'here' } } },
      'ProcessParameterInvalid'
    ]
  ])('refuse %s', async (_, geometries, code) => {
    const args = { data: source(), geometries, reducer: reducer('mean') };
    await expect(compute('aggregate_spatial', args)).rejects.toMatchObject({ code });
  });

  it('refuse lines as a mask, and a cube in radar geometry', async () => {
    const line = compute('mask_polygon', { data: source(), mask: LINE });
    await expect(line).rejects.toMatchObject({ code: 'ProcessParameterInvalid' });
    const radar = cubeOf(
      GRID.map(d => ({ ...d, crs: null }) as Dimension),
      [Array<number>(WIDTH * HEIGHT).fill(1)]
    );
    const masked = compute('mask_polygon', { data: radar, mask: WITH_HOLE });
    await expect(masked).rejects.toMatchObject({ code: 'UnsupportedGeometry' });
  });

  const ALL_LABELS = [0, 1, 2, 3, 4, 5].map(i => `zone ${i}`);
});
