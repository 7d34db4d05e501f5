import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { openGeoTiff, writeCog } from '..';
import { nodeCodecs } from '../../node';
import { MemoryFile, randoms } from './support';

const WINDOW = { x: 0, y: 0, width: 100, height: 80 };
let good: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  const file = new MemoryFile();
  const random = randoms(1);
  const spec = {
    width: 100,
    height: 80,
    bandNames: ['coherence'],
    sampleType: 'float32',
    noData: NaN,
    transform: [20, 0, 0, 0, -20, 0],
    epsg: 32632,
    tileSize: 32
  } as const;
  const readRows = async ({ width, height }: { width: number; height: number }) => [
    Float32Array.from({ length: width * height }, () => random())
  ];
  await writeCog(file, spec, readRows, nodeCodecs);
  good = file.bytes;
});

async function readAll(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const tiff = await openGeoTiff(new MemoryFile('broken.tif', bytes), nodeCodecs);
  await tiff.readWindow(WINDOW, [0]);
}

/** Offset of the entry of a tag in the first directory of a classic little-endian TIFF. */
function entryOf(bytes: Uint8Array<ArrayBuffer>, tag: number): number {
  const view = new DataView(bytes.buffer);
  const directory = view.getUint32(4, true);
  const count = view.getUint16(directory, true);
  const at = Array.from({ length: count }, (_, i) => directory + 2 + 12 * i);
  return at.find(entry => view.getUint16(entry, true) === tag)!;
}

function withValue(tag: number, value: number): Uint8Array<ArrayBuffer> {
  const bytes = good.slice();
  new DataView(bytes.buffer).setUint32(entryOf(bytes, tag) + 8, value, true);
  return bytes;
}

const TILE_BYTES = 32 * 32 * 4;

/** The good file with another first tile, which lies behind all others. */
function withFirstTile(content: Uint8Array, packed = false): Uint8Array<ArrayBuffer> {
  const tile = packed ? content : deflateSync(content, { level: 9 });
  const bytes = new Uint8Array(good.length + tile.length);
  bytes.set(good);
  bytes.set(tile, good.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(view.getUint32(entryOf(good, 324) + 8, true), good.length, true);
  view.setUint32(view.getUint32(entryOf(good, 325) + 8, true), tile.length, true);
  return bytes;
}

describe('openGeoTiff on files that are not as they should be', () => {
  it('reads the file that the others are made of', async () => {
    await expect(readAll(good)).resolves.toBeUndefined();
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a page of HTML', new TextEncoder().encode('<!doctype html><title>404</title>')],
    ['another version', new Uint8Array([0x49, 0x49, 41, 0, 8, 0, 0, 0, 0, 0])]
  ])('says that %s is no TIFF, by name', async (_, bytes) => {
    await expect(readAll(bytes as Uint8Array<ArrayBuffer>)).rejects.toMatchObject({
      _tag: 'NotAGeoTiffError',
      message: expect.stringMatching(/^broken\.tif is not a TIFF file: /)
    });
  });

  it('refuses every truncation by a tagged error', async () => {
    for (const share of [0.999, 0.9, 0.5, 0.2, 0.05]) {
      await expect(readAll(good.slice(0, Math.floor(good.length * share)))).rejects.toMatchObject({
        _tag: 'TruncatedFileError',
        message: expect.stringMatching(/^broken\.tif is truncated/)
      });
    }
  });

  it('refuses sizes that do not fit the tiles, without allocating them', async () => {
    for (const tag of [256, 257]) {
      await expect(readAll(withValue(tag, 0xfffffff0))).rejects.toMatchObject({
        _tag: 'CorruptGeoTiffError'
      });
    }
    await expect(readAll(withValue(322, 0xfffffff0))).rejects.toMatchObject({
      _tag: expect.stringMatching(/Corrupt|Unsupported/)
    });
  });

  it('refuses a chain of directories that runs in a circle', async () => {
    const bytes = good.slice();
    const view = new DataView(bytes.buffer);
    const directory = view.getUint32(4, true);
    const link = directory + 2 + 12 * view.getUint16(directory, true);
    view.setUint32(link, directory, true);
    await expect(readAll(bytes)).rejects.toMatchObject({
      _tag: 'CorruptGeoTiffError',
      message: expect.stringContaining('does not end')
    });
  });

  it('names compressions that it does not read', async () => {
    const bytes = good.slice();
    new DataView(bytes.buffer).setUint16(entryOf(bytes, 259) + 8, 34887, true);
    await expect(readAll(bytes)).rejects.toMatchObject({
      _tag: 'UnsupportedGeoTiffError',
      message: expect.stringContaining('LERC')
    });
  });

  it('refuses a tile of noise, of too few bytes, and one that swells without end', async () => {
    const offsets = new DataView(good.buffer).getUint32(entryOf(good, 324) + 8, true);
    const tile = new DataView(good.buffer).getUint32(offsets, true);
    const noise = good.slice();
    noise.fill(0x5a, tile, tile + 500);
    await expect(readAll(noise)).rejects.toMatchObject({ _tag: 'CorruptGeoTiffError' });
    for (const length of [10, 5_000_000]) {
      await expect(readAll(withFirstTile(new Uint8Array(length)))).rejects.toMatchObject({
        _tag: 'CorruptGeoTiffError',
        message: expect.stringMatching(/^broken\.tif is corrupt: tile 0 /)
      });
    }
  });

  it('refuses a tile whose checksum is wrong', async () => {
    const tile = Uint8Array.from(deflateSync(randomBytes(TILE_BYTES)));
    tile[tile.length - 1] ^= 1;
    await expect(readAll(withFirstTile(tile, true))).rejects.toMatchObject({
      _tag: 'CorruptGeoTiffError'
    });
    tile[tile.length - 1] ^= 1;
    await readAll(withFirstTile(tile, true));
  });

  it('never fails by anything but a tagged error when bytes of the header change', async () => {
    const random = randoms(11);
    const tags = new Set<string>();
    for (let n = 0; n < 600; n++) {
      const bytes = good.slice();
      for (let k = 0; k < 3; k++) {
        bytes[Math.floor(random() * 700)] = Math.floor(random() * 256);
      }
      const error = await readAll(bytes).then(
        () => null,
        (reason: unknown) => reason as { _tag?: string; message: string }
      );
      tags.add(error === null ? 'read' : (error._tag ?? error.message));
    }
    const known = [
      'read',
      'NotAGeoTiffError',
      'TruncatedFileError',
      'CorruptGeoTiffError',
      'UnsupportedGeoTiffError',
      'RasterRequestError'
    ];
    expect([...tags].filter(tag => !known.includes(tag))).toEqual([]);
    expect(tags.size).toBeGreaterThan(3);
  });

  it('refuses windows and bands outside the raster', async () => {
    const tiff = await openGeoTiff(new MemoryFile('good.tif', good), nodeCodecs);
    const wrong = [
      { ...WINDOW, width: 101 },
      { ...WINDOW, x: -1 },
      { ...WINDOW, height: 0 },
      { ...WINDOW, y: 0.5 }
    ];
    for (const window of wrong) {
      await expect(tiff.readWindow(window, [0])).rejects.toMatchObject({
        _tag: 'RasterRequestError'
      });
    }
    await expect(tiff.readWindow(WINDOW, [1])).rejects.toThrow(/band 1 is not within 0 to 0/);
    await expect(tiff.readWindow(WINDOW, [0], { overview: 9 })).rejects.toThrow(/overview 9/);
  });
});
