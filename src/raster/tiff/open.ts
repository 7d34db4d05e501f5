import type { ByteSource, Codecs } from '../bytes';
import { RasterRequestError } from '../errors';
import type { Plane, Window } from '../plane';
import { BlockCache } from './block-cache';
import { BlockReader } from './block-reader';
import { BlockScratch } from './block-scratch';
import { readStructure, type Directory } from './directory';
import { parseGdalMetadata } from './gdal-metadata';
import { georeferenceOf } from './georeference';
import type { GeoTiff, OpenOptions, ReadOptions } from './geotiff';
import { levelOf, unpackedBytes, type Level } from './level';
import { readWindow } from './read-window';
import { Tag } from './tags';

const CACHE_BYTES = 96 * 2 ** 20;
/** The same beside a temporary file: two bands of a tile row of a burst, and some more. */
const PASSING_BYTES = 56 * 2 ** 20;
/** Bits of the NewSubfileType tag. */
const REDUCED = 1;
const MASK = 4;

/**
 * Opens a GeoTIFF or BigTIFF of real samples of 8 to 64 bits or complex ones of two such, tiled or striped, plain or packed by
 * DEFLATE, LZW, PackBits or (where the codecs have it) Zstandard.
 *
 * @throws NotAGeoTiffError, TruncatedFileError, CorruptGeoTiffError, UnsupportedGeoTiffError.
 */
export async function openGeoTiff(
  source: ByteSource,
  codecs: Codecs,
  options: OpenOptions = {}
): Promise<GeoTiff> {
  const { littleEndian, directories } = await readStructure(source);
  const [main, ...others] = directories;
  const full = levelOf(source.name, main, littleEndian);
  const reduced = others
    .filter(directory => (subfileTypeOf(directory) & (REDUCED | MASK)) === REDUCED)
    .map(directory => levelOf(source.name, directory, littleEndian))
    .filter(level => level.bandCount === full.bandCount && level.sampleType === full.sampleType)
    .sort((a, b) => b.width * b.height - a.width * a.height);
  const cacheBytes = options.cacheBytes ?? CACHE_BYTES;
  const scratch =
    options.scratch && unpackedBytes(full) > cacheBytes ? new BlockScratch(options.scratch) : null;
  const cache = new BlockCache(scratch ? Math.min(cacheBytes, PASSING_BYTES) : cacheBytes);
  const levels = [full, ...reduced];
  // 2^40 sets the keys of the levels apart: no level has as many blocks.
  const readers = levels.map(
    (level, i) => new BlockReader(source, codecs, level, cache, scratch, i * 2 ** 40)
  );
  const noData = noDataOf(main);
  const { bandNames, items } = parseGdalMetadata(
    main.texts.get(Tag.gdalMetadata) ?? '',
    full.bandCount
  );
  return {
    name: source.name,
    width: full.width,
    height: full.height,
    bandCount: full.bandCount,
    bandNames,
    sampleType: full.sampleType,
    isComplex: full.isComplex,
    noData,
    ...georeferenceOf(main),
    metadata: items,
    overviews: reduced.map(({ width, height }) => ({ width, height })),
    blockWidth: full.blockWidth,
    blockHeight: full.blockHeight,
    async readWindow(
      window: Window,
      bands: readonly number[],
      { overview, mask = true, into = [] }: ReadOptions = {}
    ): Promise<Plane[]> {
      const reader = readers[overview === undefined ? 0 : overview + 1];
      if (!reader) {
        throw new RasterRequestError(
          source.name,
          `overview ${overview} was asked for and it has ${reduced.length}`
        );
      }
      checkRequest(source.name, reader.level, window, bands);
      return readWindow(reader, window, bands, noData, mask, into);
    },
    async close(): Promise<void> {
      cache.clear();
      await source.close();
    }
  };
}

function subfileTypeOf(directory: Directory): number {
  return directory.numbers.get(Tag.newSubfileType)?.[0] ?? 0;
}

function noDataOf(directory: Directory): number | null {
  const text = directory.texts.get(Tag.gdalNoData)?.trim();
  if (!text) {
    return null;
  }
  if (/^[+-]?nan$/i.test(text)) {
    return NaN;
  }
  if (/^[+-]?inf(inity)?$/i.test(text)) {
    return text.startsWith('-') ? -Infinity : Infinity;
  }
  const value = Number(text);
  return Number.isNaN(value) ? null : value;
}

function checkRequest(file: string, level: Level, window: Window, bands: readonly number[]): void {
  const { x, y, width, height } = window;
  const inside =
    [x, y, width, height].every(Number.isInteger) &&
    x >= 0 &&
    y >= 0 &&
    width >= 1 &&
    height >= 1 &&
    x + width <= level.width &&
    y + height <= level.height;
  if (!inside) {
    throw new RasterRequestError(
      file,
      `the window ${width} x ${height} at column ${x}, row ${y} is not within its ` +
        `${level.width} x ${level.height} cells`
    );
  }
  const wrong = bands.find(band => !Number.isInteger(band) || band < 0 || band >= level.bandCount);
  if (wrong !== undefined) {
    throw new RasterRequestError(file, `band ${wrong} is not within 0 to ${level.bandCount - 1}`);
  }
}
