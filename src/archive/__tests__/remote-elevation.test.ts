import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { CopernicusArchive, ElevationArchive } from '..';
import { httpSource } from '../../node';
import { writeCog } from '../../raster';
import { localServer, type Answer } from './local-server';
import { put, scratchFolder, TOOLS } from './support';

const root = scratchFolder();
const local = localServer();
let count = 0;
let folder = '';

beforeEach(() => {
  folder = join(root, String(count++));
});

function fetcher(): CopernicusArchive {
  return new CopernicusArchive(folder, TOOLS, {
    token: async () => '',
    openUrl: address => httpSource(address),
    bucketUrl: `${local.url}/dem`
  });
}

describe('elevation from the Copernicus DEM', () => {
  const NAME = 'Copernicus_DSM_COG_10_N46_00_E010_00_DEM';

  /** Cells from a north-west corner; heights tell row and column, and do not pack well. */
  async function tile(
    [lon, lat]: readonly [number, number],
    stepDeg: number,
    [width, rows]: readonly [number, number]
  ): Promise<Buffer> {
    const path = put(join(folder, 'tile.tif'), '');
    const file = await TOOLS.createFile(path);
    await writeCog(
      file,
      {
        width,
        height: rows,
        bandNames: ['elevation'],
        sampleType: 'float32',
        noData: null,
        transform: [stepDeg, 0, lon - stepDeg / 2, 0, -stepDeg, lat + stepDeg / 2],
        epsg: 4326,
        tileSize: 64,
        level: 1
      },
      async ({ y, height }) => [
        Float32Array.from({ length: width * height }, (_, i) => {
          const noise = (Math.imul(i + 7 * y, 2654435761) >>> 0) / 2 ** 32;
          return 1000 * (y + Math.floor(i / width)) + (i % width) + noise;
        })
      ],
      TOOLS.codecs
    );
    await file.close();
    return readFileSync(path);
  }

  function bucket(bytes: Buffer): Answer {
    return (request, response) => {
      if (request.url !== `/dem/${NAME}/${NAME}.tif`) {
        return response.writeHead(404).end();
      }
      const [, start, end] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '')!;
      const part = bytes.subarray(Number(start), Number(end) + 1);
      response.writeHead(206, {
        'content-range': `bytes ${start}-${end}/${bytes.length}`,
        'content-length': part.length
      });
      response.end(part);
    };
  }

  it('is read by ranges, only the window, and used with its datum', async () => {
    const bytes = await tile([10, 47], 1 / 600, [600, 600]);
    local.answer = bucket(bytes);
    const box = [10.4, 46.4, 10.6, 46.5] as const;
    const [path, ...others] = await fetcher().fetchElevation(box);
    expect(others).toEqual([]);
    expect(path.startsWith(join(folder, 'dem', NAME))).toBe(true);
    const read = local.asked.reduce((sum, { range }) => {
      const [, start, end] = /bytes=(\d+)-(\d+)/.exec(range!)!;
      return sum + Number(end) - Number(start) + 1;
    }, 0);
    expect(read).toBeLessThan(bytes.length / 4);
    const archive = new ElevationArchive(join(folder, 'dem'), join(folder, 'geoid'), TOOLS);
    const ring = [
      [10.4, 46.4],
      [10.6, 46.4],
      [10.6, 46.5],
      [10.4, 46.5]
    ] as const;
    const { source, notes } = await archive.sourceFor(ring);
    expect(notes[0]).toMatch(/heights above EGM2008/);
    const grid = await source.read({
      westDeg: 10.4,
      southDeg: 46.4,
      eastDeg: 10.6,
      northDeg: 46.5
    });
    // 0.5 degrees are 300 rows and 300 columns; the undulation is 49 to 53 m there.
    const row = Math.round((46.5 - grid.firstLatDeg) / grid.latStepDeg);
    const column = Math.round((10.5 - grid.firstLonDeg) / grid.lonStepDeg);
    expect(Math.abs(grid.firstLatDeg + row * grid.latStepDeg - 46.5)).toBeLessThan(1e-9);
    const height = grid.heightsM[row * grid.columns + column];
    expect(Math.abs(height - 300_300 - 51)).toBeLessThan(2 /* m */);
    const before = local.asked.length;
    expect(await fetcher().fetchElevation(box)).toEqual([path]);
    expect(local.asked.length - before).toBeLessThan(4);
  });

  it('is sea where there is no tile', async () => {
    local.answer = bucket(await tile([10.95, 46.5], 1 / 3600, [180, 361]));
    const paths = await fetcher().fetchElevation([10.95, 46.4, 11.05, 46.5]);
    expect(paths).toHaveLength(2);
    const archive = new ElevationArchive(join(folder, 'dem'), join(folder, 'geoid'), TOOLS);
    const ring = [
      [10.96, 46.41],
      [11.04, 46.41],
      [11.04, 46.49]
    ] as const;
    const { source } = await archive.sourceFor(ring);
    const grid = await source.read({
      westDeg: 11.02,
      southDeg: 46.41,
      eastDeg: 11.04,
      northDeg: 46.45
    });
    const middle = grid.heightsM[(grid.rows >> 1) * grid.columns + (grid.columns >> 1)];
    expect(Math.abs(middle - 51)).toBeLessThan(3 /* m */);
  });

  it('is an error that names the tile when the bucket does not give it', async () => {
    local.answer = (_, response) => response.writeHead(403).end();
    await expect(fetcher().fetchElevation([10.4, 46.4, 10.6, 46.5])).rejects.toMatchObject({
      _tag: 'FetchError',
      message: expect.stringMatching(
        new RegExp(`Elevation tile ${NAME} could not be fetched: .*403`)
      )
    });
    expect(readdirSync(join(folder, 'dem'))).toEqual([]);
  });
});
