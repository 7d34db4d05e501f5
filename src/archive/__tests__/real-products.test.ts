import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { ElevationArchive, SlcArchive } from '..';
import { NO_DATA, scratchFolder, SHARED, titled, TOOLS } from './support';

const MOROCCO = join(SHARED, 's1-morocco-annotation');

/** ESA's id of the first burst of each annotation: sub-swath and date to id. */
const FIRST_IDS = [
  ['IW1', '2023-09-04', 110431],
  ['IW1', '2023-09-16', 110431],
  ['IW2', '2023-09-04', 110431],
  ['IW2', '2023-09-16', 110431]
] as const;

interface IdVector {
  readonly swath: string;
  readonly azimuthTime: string;
  readonly sensingTime: string;
  readonly burstId_xml: number | null;
  readonly burstId_formula: number;
  readonly file: string;
}

/** A data folder that shows the products of the pair, without copying them. */
function linked(folder: string, safes: readonly string[]): string {
  mkdirSync(join(folder, 'slc'), { recursive: true });
  safes.forEach(safe => symlinkSync(join(MOROCCO, safe), join(folder, 'slc', safe)));
  return folder;
}

describe.skipIf(NO_DATA)(titled('the archive on real products', NO_DATA), () => {
  const safes = NO_DATA ? [] : readdirSync(MOROCCO).filter(name => name.endsWith('.SAFE'));
  const folder = NO_DATA ? '' : linked(scratchFolder(), safes);

  it('indexes four annotations of 9 bursts, once', async () => {
    const archive = new SlcArchive(folder, TOOLS);
    const start = performance.now();
    const first = await archive.refresh();
    const firstMs = performance.now() - start;
    const again = performance.now();
    const second = await archive.refresh();
    const secondMs = performance.now() - again;
    await archive.close();
    expect(first).toMatchObject({ added: 2, removed: 0 });
    expect(second).toMatchObject({ added: 0, removed: 0 });
    expect(first.problems).toHaveLength(4);
    expect(first.problems[0]).toMatch(/has no measurement: measurement\/s1a-iw1-.*\.tiff is not/);
    process.stdout.write(
      `index of 4 annotations (36 bursts): ${firstMs.toFixed(0)} ms, again ${secondMs.toFixed(0)} ms\n`
    );
    expect(secondMs).toBeLessThan(firstMs / 5);
  });

  it('gives each burst the id that ESA gives it, by tag and by formula', async () => {
    const archive = new SlcArchive(folder, TOOLS);
    const bursts = await archive.bursts();
    expect(bursts).toHaveLength(36);
    for (const [subSwath, date, id] of FIRST_IDS) {
      const [first] = bursts.filter(b => b.subSwath === subSwath && b.date === date);
      expect([first.burstId, first.burstIndex, first.relativeOrbit]).toEqual([id, 0, 52]);
    }
    const { vectors } = JSON.parse(
      readFileSync(join(SHARED, 'insar-truth', 'burst_id_vectors.json'), 'utf8')
    ) as { vectors: IdVector[] };
    const byTime = new Map(bursts.map(b => [`${b.subSwath} ${b.sensingTime}`, b.burstId]));
    const known = vectors.filter(v => byTime.has(`${v.swath} ${v.sensingTime}Z`));
    expect(known.length).toBeGreaterThanOrEqual(8);
    known.forEach(v => expect(byTime.get(`${v.swath} ${v.sensingTime}Z`)).toBe(v.burstId_xml));
    await archive.close();
  });

  it('says which file of a SAFE without measurement should be there', async () => {
    const archive = new SlcArchive(folder, TOOLS);
    const [burst] = await archive.bursts({ burstId: 110431, subSwath: 'IW1' });
    await expect(archive.openBurst(burst)).rejects.toMatchObject({
      _tag: 'MeasurementMissingError',
      message: expect.stringMatching(/_DAA1\.SAFE has no measurement: measurement\/s1a-iw1-slc-vv/)
    });
    await archive.close();
  });

  it('draws the outline of a burst where its geometry lies', async () => {
    const archive = new SlcArchive(folder, TOOLS);
    const [burst] = await archive.bursts({ burstId: 110431, subSwath: 'IW1' });
    await archive.close();
    const rows = readFileSync(join(SHARED, 'insar-truth', 'morocco_iw1_b1_grid.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.split(',').map(Number));
    // The valid samples reach from 239 of line 21 to 20703 and the 28th line from the end; the grid
    // of the reference has every 50th line and 200th sample: 0.01 degrees are 1 km.
    const corners = [
      [burst.outline[0], 0, 200],
      [burst.outline[2], 0, 20600],
      [burst.outline[3], 1500, 20600],
      [burst.outline[5], 1500, 200]
    ] as const;
    for (const [[lon, lat], line, sample] of corners) {
      const distance = (row: number[]) => Math.hypot((row[0] - line) * 14, (row[1] - sample) * 4);
      const nearest = rows.reduce((a, b) => (distance(b) < distance(a) ? b : a));
      expect(Math.abs(lon - nearest[4])).toBeLessThan(0.01);
      expect(Math.abs(lat - nearest[3])).toBeLessThan(0.01);
    }
  });

  it('gives heights above the ellipsoid at the centres of the cells of a real DEM', async () => {
    const archive = new SlcArchive(folder, TOOLS);
    const [burst] = await archive.bursts({ burstId: 110431, subSwath: 'IW1' });
    await archive.close();
    const dem = join(folder, 'dem');
    mkdirSync(dem, { recursive: true });
    const name = readdirSync(MOROCCO).find(each => each.startsWith('dem-b1-s1a-iw1'))!;
    symlinkSync(join(MOROCCO, name), join(dem, name));
    const elevation = new ElevationArchive(dem, join(folder, 'geoid'), TOOLS);
    // The file ends 2 km before a corner of the burst does.
    await expect(elevation.sourceFor(burst.outline)).rejects.toMatchObject({
      _tag: 'ElevationCoverageError',
      tileNames: ['Copernicus_DSM_COG_10_N31_00_W008_00_DEM']
    });
    const { source, notes, warnings } = await elevation.sourceFor(burst.outline, 0.9);
    expect(notes[0]).toBe(`Elevation: ${name}, heights above EGM96, EGM96 (15 arc minutes) added.`);
    expect(warnings[0]).toMatch(/^Elevation covers the burst in part:.* lacks some of -7\.97/);
    const grid = await source.read({
      westDeg: -8.85,
      southDeg: 31.6,
      eastDeg: -7.9,
      northDeg: 31.85
    });
    const rows = readFileSync(
      join(SHARED, 'insar-truth', 'morocco_iw1_b1_dem_to_radar.csv'),
      'utf8'
    )
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.split(',').map(Number));
    let [compared, largestM] = [0, 0];
    for (const [, , lat, lon, heightM] of rows) {
      const row = (lat - grid.firstLatDeg) / grid.latStepDeg;
      const column = (lon - grid.firstLonDeg) / grid.lonStepDeg;
      if (row < 0 || row > grid.rows - 1 || column < 0 || column > grid.columns - 1) {
        continue;
      }
      // The posts of the grid are the centres themselves, to a thousandth of a cell (6 cm).
      expect(Math.abs(row - Math.round(row))).toBeLessThan(1e-3);
      expect(Math.abs(column - Math.round(column))).toBeLessThan(1e-3);
      const height = grid.heightsM[Math.round(row) * grid.columns + Math.round(column)];
      largestM = Math.max(largestM, Math.abs(height - heightM));
      compared++;
    }
    expect(compared).toBeGreaterThan(1000);
    // The undulation is 48.4 to 49.6 m here; the grid of EGM96 has it in whole centimetres.
    expect(largestM).toBeLessThan(0.006 /* m */);
  });
});
