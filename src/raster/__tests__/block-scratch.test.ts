import { describe, expect, it } from 'vitest';
import { openGeoTiff, writeCog, type SampleType, type Window } from '..';
import { nodeCodecs } from '../../node';
import { workingMemory } from '../kernels/kernels';
import { BlockScratch } from '../tiff/block-scratch';
import { MemoryFile, MemoryScratch, randoms } from './support';

const WIDTH = 150;
const HEIGHT = 110;
/** A band of a tile of float32: as in memory, and packed, which whole numbers can be. */
const PLAIN_BYTES = 64 * 64 * 4;
const PACKED_BYTES = 64 * 64 * 1.5;

/** Columns of the tiles between two others. */
const isMiddle = (column: number) => column >= 64 && column < 128;

/** Whole numbers, divided by `divisor` in some columns. */
async function written(
  sampleType: SampleType,
  divisor = 1,
  isDivided: (column: number) => boolean = () => true
): Promise<MemoryFile> {
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
      Float32Array.from(
        { length: window.width * window.height },
        (_, i) => Math.round(99 * random()) / (isDivided(i % window.width) ? divisor : 1)
      )
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

describe('bands of blocks in a temporary file', () => {
  it.each(['of the kernels', 'of the codecs'])('come back, from memory %s', async from => {
    const kept = new MemoryScratch();
    const scratch = new BlockScratch(async () => kept);
    await scratch.open();
    const bands = 3;
    const blocks = [4, 5, 6].map(key => {
      const samples = Float32Array.from({ length: bands * 64 * 8 }, (_, i) =>
        i < 64 * 8 ? key + i : Math.sin(key * i)
      );
      const [place, spare] = workingMemory(samples.byteLength, samples.byteLength);
      const theirs = new Float32Array(place.buffer, place.byteOffset, samples.length);
      theirs.set(samples);
      const block =
        from === 'of the kernels' ? { samples: theirs, spare } : { samples, spare: null };
      expect(scratch.keep(key, block, 64, [true, false, true])).toBe(true);
      return samples;
    });
    expect(kept.bytes.length).toBe(3 * (64 * 8 * 1.5 + 64 * 8 * 4));
    expect(scratch.has(5, [0, 2])).toBe(true);
    expect(scratch.has(5, [1])).toBe(false);
    const rows = { firstRow: 3, rows: 2, width: 64, sampleType: 'float32' } as const;
    const read: [number, number, number][] = [];
    for (const { first, count, band, samples } of scratch.read([4, 5, 6], [0, 2], rows)) {
      read.push([first, count, band]);
      for (let k = 0; k < count * 2; k++) {
        const [row, block] = [Math.floor(k / count), k % count];
        const start = 64 * (8 * band + 3 + row);
        const expected = blocks[first + block].subarray(start, start + 64);
        expect([...samples.subarray(64 * k, 64 * (k + 1))]).toEqual([...expected]);
      }
    }
    expect(read).toEqual([
      [0, 3, 0],
      [0, 1, 2],
      [1, 1, 2],
      [2, 1, 2]
    ]);
  });
});

describe('a raster that keeps unpacked tiles in a temporary file', () => {
  it.each([
    ['float32', 1, 3 * PACKED_BYTES, undefined],
    ['float32', 7, 3 * PLAIN_BYTES, undefined],
    ['float32', 7, 2 * PACKED_BYTES + PLAIN_BYTES, isMiddle],
    ['int16', 1, (3 * PLAIN_BYTES) / 2, undefined]
  ] as const)(
    'reads the same, and each tile of the file once: %s divided by %i, %i bytes a row of tiles',
    async (sampleType, divisor, rowBytes, isDivided) => {
      const file = await written(sampleType, divisor, isDivided);
      const plain = await openGeoTiff(new MemoryFile('plain.tif', file.bytes), nodeCodecs);
      const kept = new MemoryScratch();
      const scratch = async () => kept;
      const raster = await openGeoTiff(file, nodeCodecs, { scratch, cacheBytes: 1000 });
      const before = file.reads.length;
      // All bands are asked for from the beginning, if of one pixel only.
      await raster.readWindow({ x: 0, y: 0, width: 1, height: 1 }, [0, 1, 2, 3]);
      for (const window of WINDOWS) {
        for (const bands of BANDS) {
          const planes = await raster.readWindow(window, bands);
          expect(planes).toEqual(await plain.readWindow(window, bands));
        }
      }
      const read = file.reads.slice(before).reduce((sum, { length }) => sum + length, 0);
      expect(read).toBeLessThan(file.size);
      expect(kept.bytes.length).toBe(2 * 4 * rowBytes);
    }
  );

  it('serves readers that come at the same time', async () => {
    const file = await written('float32');
    const kept = new MemoryScratch();
    const raster = await openGeoTiff(file, nodeCodecs, {
      scratch: async () => kept,
      cacheBytes: 1000
    });
    const all = await Promise.all(WINDOWS.map(window => raster.readWindow(window, [1, 2])));
    for (const [k, window] of WINDOWS.entries()) {
      expect(await raster.readWindow(window, [1, 2])).toEqual(all[k]);
    }
    expect(kept.bytes.length).toBe(2 * 6 * PACKED_BYTES);
  });

  it('keeps the bands that were asked for, and more of them later', async () => {
    const file = await written('float32');
    const plain = await openGeoTiff(new MemoryFile('plain.tif', file.bytes), nodeCodecs);
    const kept = new MemoryScratch();
    const raster = await openGeoTiff(file, nodeCodecs, {
      scratch: async () => kept,
      cacheBytes: 1000
    });
    const bandBytes = 6 * PACKED_BYTES;
    const asked: [bands: number[], bandsKept: number, isUnpacked: boolean][] = [
      [[2], 1, true],
      [[0, 2], 2, true],
      [[2, 0], 2, false],
      [[3, 1, 0], 4, true]
    ];
    for (const [bands, bandsKept, isUnpacked] of asked) {
      const before = file.reads.length;
      expect(await raster.readWindow(WINDOWS[3], bands)).toEqual(
        await plain.readWindow(WINDOWS[3], bands)
      );
      expect(kept.bytes.length).toBe(bandsKept * bandBytes);
      expect(file.reads.length > before).toBe(isUnpacked);
    }
  });

  it('stays empty while bands are read together from top to bottom, until they are read again', async () => {
    const file = await written('float32');
    const plain = await openGeoTiff(new MemoryFile('plain.tif', file.bytes), nodeCodecs);
    const kept = new MemoryScratch();
    // A tile row of two bands, and a tile.
    const cacheBytes = 7 * PLAIN_BYTES;
    const raster = await openGeoTiff(file, nodeCodecs, { scratch: async () => kept, cacheBytes });
    const sweep = async () => {
      const before = file.reads.length;
      for (let y = 0; y < HEIGHT; y += 10) {
        const window = { x: 0, y, width: WIDTH, height: 10 };
        expect(await raster.readWindow(window, [0, 1])).toEqual(
          await plain.readWindow(window, [0, 1])
        );
      }
      return file.reads.slice(before).reduce((sum, { length }) => sum + length, 0);
    };
    expect(await sweep()).toBeLessThan(file.size);
    expect(kept.bytes.length).toBe(0);
    expect(await sweep()).toBeGreaterThan(0);
    expect(kept.bytes.length).toBeGreaterThanOrEqual(3 * 2 * PACKED_BYTES);
    await sweep();
    expect(await sweep()).toBe(0);
  });

  it('keeps all bands that were asked for once a read wants some of them alone', async () => {
    const file = await written('float32');
    const kept = new MemoryScratch();
    const cacheBytes = 13 * PLAIN_BYTES;
    const raster = await openGeoTiff(file, nodeCodecs, { scratch: async () => kept, cacheBytes });
    await raster.readWindow({ x: 0, y: 0, width: 1, height: 1 }, [0, 1]);
    await raster.readWindow(WINDOWS[3], [2, 3]);
    expect(kept.bytes.length).toBe(4 * 6 * PACKED_BYTES);
  });

  it('is not made for a raster that the cache holds', async () => {
    const file = await written('float32');
    const scratch = () => Promise.reject(new Error('it was made'));
    const raster = await openGeoTiff(file, nodeCodecs, { scratch });
    await raster.readWindow(WINDOWS[3], [0]);
  });

  it('is given up when the disk is full', async () => {
    const file = await written('float32');
    const kept = new MemoryScratch(PLAIN_BYTES);
    const scratch = async () => kept;
    const raster = await openGeoTiff(file, nodeCodecs, { scratch, cacheBytes: 1000 });
    const plain = await openGeoTiff(new MemoryFile('plain.tif', file.bytes), nodeCodecs);
    for (const window of WINDOWS) {
      expect(await raster.readWindow(window, [1])).toEqual(await plain.readWindow(window, [1]));
    }
    expect(kept.bytes.length).toBeLessThanOrEqual(kept.room);
  });

  it('does not claim bands for which there was no room beside those that it has', async () => {
    const file = await written('float32');
    const kept = new MemoryScratch(8 * PACKED_BYTES);
    const scratch = async () => kept;
    const raster = await openGeoTiff(file, nodeCodecs, { scratch, cacheBytes: 1000 });
    const plain = await openGeoTiff(new MemoryFile('plain.tif', file.bytes), nodeCodecs);
    for (const bands of [[1], [0, 1], [1], [0, 1], [0]]) {
      for (const window of WINDOWS) {
        expect(await raster.readWindow(window, bands)).toEqual(
          await plain.readWindow(window, bands)
        );
      }
    }
    expect(kept.bytes.length).toBeLessThanOrEqual(kept.room);
  });

  it('is done without where it cannot be made', async () => {
    const file = await written('float32');
    const scratch = () => Promise.reject(new Error('the folder is gone'));
    const raster = await openGeoTiff(file, nodeCodecs, { scratch, cacheBytes: 1000 });
    const plain = await openGeoTiff(new MemoryFile('plain.tif', file.bytes), nodeCodecs);
    expect(await raster.readWindow(WINDOWS[3], [1])).toEqual(
      await plain.readWindow(WINDOWS[3], [1])
    );
  });

  it('reads into arrays of the caller that fit, and into new ones else', async () => {
    const file = await written('float32');
    const raster = await openGeoTiff(file, nodeCodecs);
    const cells = WINDOWS[0].width * WINDOWS[0].height;
    const into = [new Float32Array(cells).fill(-1), new Float64Array(cells), new Float32Array(1)];
    const planes = await raster.readWindow(WINDOWS[0], [0, 1, 2], { into });
    expect(planes.map((plane, k) => plane === into[k])).toEqual([true, false, false]);
    expect(planes).toEqual(await raster.readWindow(WINDOWS[0], [0, 1, 2]));
  });
});
