import { describe, expect, it } from 'vitest';
import { openGeoTiff, writeCog, writeOverviews, type GeoTiff } from '..';
import { nodeCodecs } from '../../node';
import { MemoryFile } from './support';

const WIDTH = 301;
const HEIGHT = 211;

/** A raster whose cell says where it is; NaN to the left of column 20. */
async function numbered(sampleType: 'float32' | 'int16', noData: number): Promise<GeoTiff> {
  const file = new MemoryFile();
  const spec = { width: WIDTH, height: HEIGHT, bandNames: ['a', 'b'], sampleType, noData };
  const value = (x: number, y: number, band: number) => (x < 20 ? NaN : x + 2 * y + 1000 * band);
  await writeCog(
    file,
    { ...spec, transform: null, epsg: null, tileSize: 64, overviews: false },
    async ({ y, width, height }) =>
      [0, 1].map(band =>
        Float32Array.from({ length: width * height }, (_, i) =>
          value(i % width, y + Math.floor(i / width), band)
        )
      ),
    nodeCodecs
  );
  return openGeoTiff(file, nodeCodecs);
}

async function overviewsOf(raster: GeoTiff, resampling: 'average' | 'nearest') {
  const file = new MemoryFile('overviews.tif');
  const shares: number[] = [];
  await writeOverviews(file, raster, resampling, nodeCodecs, {
    progress: share => shares.push(share)
  });
  return { overviews: await openGeoTiff(file, nodeCodecs), shares };
}

describe('overviews in a file of their own', () => {
  it('begin at half of the raster, each half of the one before', async () => {
    const { overviews, shares } = await overviewsOf(await numbered('float32', NaN), 'average');
    expect([overviews.width, overviews.height]).toEqual([151, 106]);
    expect(overviews.bandNames).toEqual(['a', 'b']);
    expect(overviews.overviews).toEqual([]);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it.each(['average', 'nearest'] as const)('hold what %s makes of four cells', async resampling => {
    const { overviews } = await overviewsOf(await numbered('float32', NaN), resampling);
    const window = { x: 0, y: 0, width: 151, height: 106 };
    const [, plane] = await overviews.readWindow(window, [0, 1]);
    for (let y = 0; y < 105; y++) {
      for (let x = 0; x < 150; x++) {
        const upperLeft = 2 * x + 4 * y + 1000;
        // The mean of x + 2 y over 2 x 2 cells lies half a column and half a row further.
        const expected = x < 10 ? NaN : upperLeft + (resampling === 'average' ? 1.5 : 0);
        expect(plane[y * 151 + x]).toBe(expected);
      }
    }
    // The last row has no partner below it.
    expect(plane[105 * 151 + 10]).toBe(20 + 420 + 1000 + (resampling === 'average' ? 0.5 : 0));
  });

  it('keep the no-data value of integers', async () => {
    const { overviews } = await overviewsOf(await numbered('int16', -99), 'nearest');
    expect([overviews.sampleType, overviews.noData]).toEqual(['int16', -99]);
    const window = { x: 0, y: 0, width: 151, height: 1 };
    const [stored] = await overviews.readWindow(window, [0], { mask: false });
    expect([stored[0], stored[10]]).toEqual([-99, 20]);
  });

  it('are refused for more bands than memory holds', async () => {
    const raster = { ...(await numbered('float32', NaN)), bandCount: 300, width: 12000 };
    await expect(overviewsOf(raster, 'nearest')).rejects.toThrow(/300 bands of 6000 columns/);
  });
});
