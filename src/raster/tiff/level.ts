import { CorruptGeoTiffError, UnsupportedGeoTiffError } from '../errors';
import type { SampleType } from '../plane';
import type { Directory } from './directory';
import { SAMPLE_BYTES } from './samples';
import { Compression, COMPRESSION_NAMES, Predictor, SampleFormat, Tag } from './tags';

/** Largest block that is unpacked as one; a whole burst in one strip is refused. */
const MOST_BLOCK_BYTES = 2 ** 28;

/** One resolution of a raster: how its samples lie in the file. */
export interface Level {
  readonly width: number;
  readonly height: number;
  readonly bandCount: number;
  readonly sampleType: SampleType;
  /** Complex samples: each is two bands here, real and imaginary part, which lie side by side. */
  readonly isComplex: boolean;
  readonly littleEndian: boolean;
  readonly compression: number;
  readonly predictor: number;
  /** True for strips, whose last one is short; tiles are always whole. */
  readonly striped: boolean;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly blocksAcross: number;
  readonly blocksDown: number;
  /** Bands in one block: all of them, or 1 when each band has blocks of its own. */
  readonly bandsPerBlock: number;
  readonly offsets: readonly number[];
  readonly byteCounts: readonly number[];
}

/** Reads and checks what a directory says of its samples. */
export function levelOf(file: string, directory: Directory, littleEndian: boolean): Level {
  const { numbers } = directory;
  const one = (tag: number, missing: number): number => numbers.get(tag)?.[0] ?? missing;
  const required = (tag: number, what: string): number => {
    const value = one(tag, 0);
    if (!(Number.isInteger(value) && value > 0)) {
      throw new CorruptGeoTiffError(file, `its directory has no valid ${what}`);
    }
    return value;
  };
  const width = required(Tag.imageWidth, 'image width');
  const height = required(Tag.imageLength, 'image length');
  const samplesPerPixel = one(Tag.samplesPerPixel, 1);
  if (samplesPerPixel < 1) {
    throw new CorruptGeoTiffError(file, 'its directory has no valid number of samples per pixel');
  }
  const { sampleType, isComplex } = sampleTypeOf(file, directory);
  const separate = one(Tag.planarConfiguration, 1) === 2 && samplesPerPixel > 1;
  if (isComplex && separate) {
    throw new UnsupportedGeoTiffError(file, 'its complex bands lie apart from each other');
  }
  const bandCount = isComplex ? 2 * samplesPerPixel : samplesPerPixel;
  const striped = !numbers.has(Tag.tileWidth);
  const blockWidth = striped ? width : required(Tag.tileWidth, 'tile width');
  const blockHeight = striped
    ? Math.min(one(Tag.rowsPerStrip, height) || height, height)
    : required(Tag.tileLength, 'tile length');
  const blocksAcross = Math.ceil(width / blockWidth);
  const blocksDown = Math.ceil(height / blockHeight);
  const bandsPerBlock = separate ? 1 : bandCount;
  const blockCount = blocksAcross * blocksDown * (separate ? bandCount : 1);
  const offsets = numbers.get(striped ? Tag.stripOffsets : Tag.tileOffsets) ?? [];
  const byteCounts =
    numbers.get(striped ? Tag.stripByteCounts : Tag.tileByteCounts) ?? ([] as number[]);
  if (offsets.length !== blockCount || byteCounts.length !== blockCount) {
    throw new CorruptGeoTiffError(
      file,
      `${width} x ${height} cells of ${bandCount} bands make ${blockCount} ` +
        `${striped ? 'strips' : 'tiles'}, and it lists ${offsets.length} offsets and ` +
        `${byteCounts.length} sizes`
    );
  }
  const unpackedLength = blockWidth * blockHeight * bandsPerBlock * SAMPLE_BYTES[sampleType];
  if (unpackedLength > MOST_BLOCK_BYTES) {
    throw new UnsupportedGeoTiffError(
      file,
      `one ${striped ? 'strip' : 'tile'} of it unpacks to ${unpackedLength} bytes, ` +
        `more than ${MOST_BLOCK_BYTES}`
    );
  }
  return {
    width,
    height,
    bandCount,
    sampleType,
    isComplex,
    littleEndian,
    compression: compressionOf(file, one(Tag.compression, Compression.none)),
    predictor: predictorOf(file, one(Tag.predictor, Predictor.none), sampleType, isComplex),
    striped,
    blockWidth,
    blockHeight,
    blocksAcross,
    blocksDown,
    bandsPerBlock,
    offsets,
    byteCounts
  };
}

/** Rows that a block holds in the file. */
export function rowsOfBlock(level: Level, blockRow: number): number {
  return level.striped
    ? Math.min(level.blockHeight, level.height - blockRow * level.blockHeight)
    : level.blockHeight;
}

/** Bytes of the samples in a block of so many rows. */
export function blockBytes(level: Level, rows: number): number {
  return level.blockWidth * rows * level.bandsPerBlock * SAMPLE_BYTES[level.sampleType];
}

/** Bytes of all samples of a level. */
export function unpackedBytes({ width, height, bandCount, sampleType }: Level): number {
  return width * height * bandCount * SAMPLE_BYTES[sampleType];
}

function sampleTypeOf(
  file: string,
  { numbers }: Directory
): { sampleType: SampleType; isComplex: boolean } {
  const bits = numbers.get(Tag.bitsPerSample) ?? [1];
  const formats = numbers.get(Tag.sampleFormat) ?? [SampleFormat.unsigned];
  const [bitCount] = bits;
  const [format] = formats;
  if (bits.some(b => b !== bitCount) || formats.some(f => f !== format)) {
    throw new UnsupportedGeoTiffError(file, 'its bands have different sample types');
  }
  const isComplex = format === SampleFormat.complexSigned || format === SampleFormat.complexFloat;
  const kind = { 1: 'uint', 2: 'int', 3: 'float', 4: 'uint', 5: 'int', 6: 'float' }[format];
  const sampleType = `${kind}${isComplex ? bitCount / 2 : bitCount}`;
  if (!(sampleType in SAMPLE_BYTES)) {
    throw new UnsupportedGeoTiffError(
      file,
      `its samples have ${bitCount} bits and sample format ${format}; integers of 8, 16 and 32 ` +
        'bits, floats of 32 and 64 bits and complex numbers of two of them can be read'
    );
  }
  return { sampleType: sampleType as SampleType, isComplex };
}

function compressionOf(file: string, compression: number): number {
  if (!(Object.values(Compression) as number[]).includes(compression)) {
    const name = COMPRESSION_NAMES[compression] ?? `number ${compression}`;
    throw new UnsupportedGeoTiffError(
      file,
      `its compression is ${name}; DEFLATE, LZW, PackBits, Zstandard and none can be read`
    );
  }
  return compression;
}

function predictorOf(
  file: string,
  predictor: number,
  type: SampleType,
  isComplex: boolean
): number {
  const known = (Object.values(Predictor) as number[]).includes(predictor);
  if (isComplex && predictor !== Predictor.none) {
    throw new UnsupportedGeoTiffError(file, `predictor ${predictor} with complex samples`);
  }
  if (!known || (predictor === Predictor.floatingPoint && !type.startsWith('float'))) {
    throw new UnsupportedGeoTiffError(file, `predictor ${predictor} with ${type} samples`);
  }
  return predictor;
}
