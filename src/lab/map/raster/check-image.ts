import type { GeoTIFFImage } from 'geotiff';

import { BandsTogether, EncodingUnsupported, FileTruncated } from './errors';
import type { RangeSource } from './range-source';

/** Decoded bytes of one block, all bands together, that are taken without asking. */
const MOST_BLOCK_B = 64 * 2 ** 20;

const DECODED = new Set([1, 5, 7, 8, 32773, 32946, 34887, 50000, 50001]);
const COMPRESSIONS: Readonly<Record<number, string>> = {
  2: 'CCITT',
  3: 'CCITT fax 3',
  4: 'CCITT fax 4',
  6: 'old JPEG',
  34712: 'JPEG 2000',
  34925: 'LZMA',
  50002: 'JPEG XL'
};

/**
 * Refuses compressions and samples that are not decoded here.
 *
 * @throws EncodingUnsupported
 */
export function checkEncoding(image: GeoTIFFImage, file: string): void {
  const compression = Number(image.fileDirectory.getValue('Compression') ?? 1);
  if (!DECODED.has(compression)) {
    throw new EncodingUnsupported(file, `compression ${COMPRESSIONS[compression] ?? compression}`);
  }
  const format = image.getSampleFormat();
  const bits = image.getBitsPerSample();
  if (format < 1 || format > 3 || bits > 64 || (format !== 3 && bits > 32)) {
    const kind = format === 5 || format === 6 ? 'complex' : `format ${format}`;
    throw new EncodingUnsupported(file, `samples of ${bits} bits (${kind})`);
  }
}

/**
 * Refuses bands that lie so close together that one cannot be read without very many others.
 *
 * @throws BandsTogether
 */
export function checkBlock(image: GeoTIFFImage, file: string): void {
  const bands = image.getSamplesPerPixel();
  const isTogether = image.planarConfiguration === 1 && bands > 1;
  const blockPx = image.getTileWidth() * image.getTileHeight();
  const blockB = blockPx * bands * (image.getBitsPerSample() / 8);
  if (isTogether && blockB > MOST_BLOCK_B) {
    throw new BandsTogether(file, bands, blockB);
  }
}

function arrayTag(image: GeoTIFFImage, what: 'Offsets' | 'ByteCounts') {
  const name = image.isTiled ? (`Tile${what}` as const) : (`Strip${what}` as const);
  return image.fileDirectory.loadValue(name) as Promise<ArrayLike<number | bigint> | undefined>;
}

/**
 * Compares the length of the file with what its directory points at.
 *
 * @throws FileTruncated
 */
export async function checkLength(image: GeoTIFFImage, source: RangeSource, file: string) {
  const sizeB = source.fileSize ?? 0;
  const offsets = await arrayTag(image, 'Offsets');
  const counts = await arrayTag(image, 'ByteCounts');
  let endB = 0;
  for (let index = 0; index < (offsets?.length ?? 0); index++) {
    endB = Math.max(endB, Number(offsets![index]) + Number(counts?.[index] ?? 0));
  }
  if (endB === 0) {
    throw new FileTruncated(file, sizeB, null);
  }
  if (endB > sizeB) {
    throw new FileTruncated(file, sizeB, endB);
  }
}

/** How many bytes a sample of every `stepPx`-th row takes; of a tiled image, all of them. */
export async function bytesToSample(image: GeoTIFFImage, stepPx: number): Promise<number> {
  const counts = Array.from((await arrayTag(image, 'ByteCounts')) ?? [], Number);
  const totalB = counts.reduce((sum, count) => sum + count, 0);
  return image.isTiled ? totalB : totalB * Math.min(1, image.getTileHeight() / stepPx);
}

/** The no-data value as the samples hold it: a tag in decimal is rounded to the sample's type. */
export function noDataTest(image: GeoTIFFImage): (value: number) => boolean {
  const tag = image.getGDALNoData();
  if (tag === null || Number.isNaN(tag)) {
    return () => false;
  }
  const isFloat32 = image.getSampleFormat() === 3 && image.getBitsPerSample() === 32;
  const noData = isFloat32 ? Math.fround(tag) : tag;
  return value => value === noData;
}
