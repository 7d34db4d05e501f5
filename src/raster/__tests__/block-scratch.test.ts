import { describe, expect, it } from 'vitest';
import { openGeoTiff, writeCog, type SampleType, type Window } from '..';
import { nodeCodecs } from '../../node';
import { MemoryFile, randoms } from './support';

const WIDTH = 150;
const HEIGHT = 110;

async function written(sampleType: SampleType): Promise<MemoryFile> {
  const random = randoms(9);
  const file = new MemoryFile('scratched.tif');
  const spec = {
    width: WIDTH,
    height: HEIGHT,
    bandNames: ['i', 'q', 'lat', 'lon'],
    sampleType,
    noData: null,
    transform: null,
    epsg: null,
    tileSize: 64
  } as const;
  const readRows = async (window: Window) =>
    spec.bandNames.map(() =>
      Float32Array.from({ length: window.width * window.height }, () => Math.round(99 * random()))
    );
  await writeCog(file, spec, readRows, nodeCodecs);
  return file;
}

/** Windows that begin and end within tiles, and one of everything. */
const WINDOWS: readonly Window[] = [
  { x: 0, y: 0, width: WIDTH, height: 30 },
  { x: 0, y: 30, width: WIDTH, height: 60 },
  { x: 70, y: 20, width: 61, height: 77 },
  { x: 0, y: 0, width: WIDTH, height: HEIGHT }
];
const BANDS = [[2, 3], [0], [3, 0], [1, 1], [0, 1, 2, 3]];

describe('a raster that keeps unpacked tiles in a temporary file', () => {
  it.each(['float32', 'int16'] as const)(
    'reads the same, and each tile of the file once: %s',
    async sampleType => {
      const file = await written(sampleType);
      const plain = await openGeoTiff(new MemoryFile('plain.tif', file.bytes), nodeCodecs);
      const kept = new MemoryFile('scratch');
      const scratch = async () => kept;
      const raster = await openGeoTiff(file, nodeCodecs, { scratch, cacheBytes: 1000 });
      const before = file.reads.length;
      for (const window of WINDOWS) {
        for (const bands of BANDS) {
          const planes = await raster.readWindow(window, bands);
          expect(planes).toEqual(await plain.readWindow(window, bands));
        }
      }
      const read = file.reads.slice(before).reduce((sum, { length }) => sum + length, 0);
      expect(read).toBeLessThan(file.size);
      expect(kept.size).toBe(6 * 64 * 64 * 4 * (sampleType === 'float32' ? 4 : 2));
    }
  );

  it('serves readers that come at the same time', async () => {
    const file = await written('float32');
    const kept = new MemoryFile('scratch');
    const raster = await openGeoTiff(file, nodeCodecs, {
      scratch: async () => kept,
      cacheBytes: 1000
    });
    const all = await Promise.all(WINDOWS.map(window => raster.readWindow(window, [1, 2])));
    for (const [k, window] of WINDOWS.entries()) {
      expect(await raster.readWindow(window, [1, 2])).toEqual(all[k]);
    }
    expect(kept.size).toBe(6 * 64 * 64 * 4 * 4);
  });

  it('is not made for a raster that the cache holds', async () => {
    const file = await written('float32');
    const scratch = () => Promise.reject(new Error('it was made'));
    const raster = await openGeoTiff(file, nodeCodecs, { scratch });
    await raster.readWindow(WINDOWS[3], [0]);
  });

  it('is given up when the disk is full', async () => {
    const file = await written('float32');
    const kept = new MemoryFile('scratch');
    const write = kept.write.bind(kept);
    kept.write = async (offset, bytes) => {
      if (offset > 0) {
        throw new Error('the disk is full');
      }
      await write(offset, bytes);
    };
    const scratch = async () => kept;
    const raster = await openGeoTiff(file, nodeCodecs, { scratch, cacheBytes: 1000 });
    const plain = await openGeoTiff(new MemoryFile('plain.tif', file.bytes), nodeCodecs);
    for (const window of WINDOWS) {
      expect(await raster.readWindow(window, [1])).toEqual(await plain.readWindow(window, [1]));
    }
  });
});
