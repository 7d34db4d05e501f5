import type { GeoTIFFImage } from 'geotiff';
import { GeoTIFF } from 'geotiff';

import type { RadarOrigin } from '../../../workflow';
import { readRadarItems } from '../../../workflow';
import type { IBandView } from './bands';
import { bandViews } from './bands';
import { BlockCache } from './block-cache';
import { pagePool } from './decode-pool';
import {
  BandsTogether,
  EncodingUnsupported,
  FileTruncated,
  MapError,
  NotTiff,
  TooMuchToRead
} from './errors';
import type { BlockValues, ILevel } from './level';
import { ImageLevel, SampledLevel } from './level';
import type { Placement } from './placement';
import { placementOf } from './placement';
import { RangeSource, type RangeFetch } from './range-source';

/** A GeoTIFF, open for reading by window. */
export interface IRaster {
  readonly file: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly placement: Placement;
  /** What can be shown, the best first; never empty. */
  readonly views: readonly IBandView[];
  /** The raster's own pixels first, then coarser ones. */
  readonly levels: readonly ILevel[];
  /** Whether the coarsest level is a sample of rows, for want of overviews. */
  readonly isSampled: boolean;
  /** Called when more of the sample has been read; add and delete at will. */
  readonly whenRefined: Set<() => void>;
  /** Whether the file, or its name, calls the data simulated. */
  readonly isSimulated: boolean;
  /** What the file says of the radar data behind it. */
  readonly origin: RadarOrigin;
  /** Metadata items of the whole file, as they are stored. */
  readonly items: Readonly<Record<string, string>>;
  /** Names of the stored bands; null for one without. */
  readonly bandNames: readonly (string | null)[];
}

export interface IOpenOptions {
  readonly url: string;
  /** Name of the file, as the user knows it. */
  readonly file: string;
  readonly fetch: RangeFetch;
  /** Show a raster that is not georeferenced by line and sample. */
  readonly lines?: boolean;
  /** Read however much it takes. */
  readonly anyway?: boolean;
}

const CACHE_B = 96 * 2 ** 20;

/** A level without overviews is shown as it is up to this many pixels a side. */
const MOST_WITHOUT_OVERVIEW_PX = 2048;
const SAMPLED_PX = 640;
const MOST_UNASKED_B = 48 * 2 ** 20;

/** Decoded bytes of one block, all bands together, that are taken without asking. */
const MOST_BLOCK_B = 64 * 2 ** 20;

/**
 * Opens a GeoTIFF and reads its directory, not its pixels.
 *
 * @throws MapError, one of the classes in `errors.ts`
 */
export async function openRaster(options: IOpenOptions): Promise<IRaster> {
  const { file } = options;
  const source = new RangeSource(options.url, file, options.fetch);
  pagePool.warm();
  try {
    return await readDirectory(source, options);
  } catch (error) {
    if (error instanceof MapError) {
      throw error;
    }
    // geotiff.js tells a foreign file from a cut one only by its words.
    if (/byte order|magic number/i.test(String(error))) {
      throw new NotTiff(file, { cause: error });
    }
    throw new FileTruncated(file, source.fileSize ?? 0, null, { cause: error });
  }
}

async function readDirectory(source: RangeSource, options: IOpenOptions): Promise<IRaster> {
  const { file } = options;
  const tiff = await GeoTIFF.fromSource(source);
  const image = await tiff.getImage(0);
  if (image.getWidth() === 0 || image.getHeight() === 0) {
    throw new FileTruncated(file, source.fileSize ?? 0, null);
  }
  checkEncoding(image, file);
  const overviews: GeoTIFFImage[] = [];
  const count = await tiff.getImageCount();
  for (let index = 1; index < count; index++) {
    const other = await tiff.getImage(index);
    const subfile = Number(other.fileDirectory.getValue('NewSubfileType') ?? 0);
    // Bit 0: reduced resolution; bit 2: a mask (TIFF 6.0, section 8).
    if ((subfile & 5) === 1 && other.getWidth() < image.getWidth()) {
      overviews.push(other);
    }
  }
  overviews.sort((one, other) => other.getWidth() - one.getWidth());
  for (const stored of [image, ...overviews]) {
    await checkLength(stored, source, file);
  }
  if (!options.anyway) {
    checkBlock(image, file);
  }

  const { names, units } = await describe(image);
  const placement = await placementOf(image, names, file, options.lines ?? false);
  const metadata = (await image.getGDALMetadata(null)) ?? {};
  const cache = new BlockCache<BlockValues>(CACHE_B);
  const isNoData = noDataTest(image);
  const images = [image, ...overviews].map(
    (stored, index) => new ImageLevel(stored, file, String(index), isNoData, cache)
  );
  const levels: ILevel[] = [...images];
  const whenRefined = new Set<() => void>();
  const coarsest = images[images.length - 1];
  const sidePx = Math.max(coarsest.widthPx, coarsest.heightPx);
  const isSampled = sidePx > MOST_WITHOUT_OVERVIEW_PX;
  if (isSampled) {
    const stepPx = Math.ceil(sidePx / SAMPLED_PX);
    const bytesB = await bytesToSample(overviews[overviews.length - 1] ?? image, stepPx);
    if (bytesB > MOST_UNASKED_B && !options.anyway) {
      throw new TooMuchToRead(file, bytesB);
    }
    levels.push(
      new SampledLevel(coarsest, stepPx, () => whenRefined.forEach(refined => refined()))
    );
  }
  return {
    file,
    widthPx: image.getWidth(),
    heightPx: image.getHeight(),
    placement,
    views: bandViews(names, file, units),
    levels,
    isSampled,
    whenRefined,
    isSimulated:
      /^(yes|true|1)$/i.test(String(metadata.SIMULATED ?? '')) || /simulated/i.test(file),
    origin: readRadarItems(metadata),
    items: Object.fromEntries(
      Object.entries(metadata).map(([name, value]) => [name, String(value)])
    ),
    bandNames: names
  };
}

/** Description and unit of each band, or null. */
async function describe(image: GeoTIFFImage) {
  const bands = image.getSamplesPerPixel();
  const names: (string | null)[] = new Array<null>(bands).fill(null);
  const units: (string | null)[] = new Array<null>(bands).fill(null);
  const text = (value: unknown): string | null =>
    typeof value === 'string' && value ? value : null;
  if (image.fileDirectory.hasTag('GDAL_METADATA')) {
    for (let sample = 0; sample < bands; sample++) {
      const metadata = await image.getGDALMetadata(sample);
      names[sample] = text(metadata?.DESCRIPTION ?? metadata?.description);
      units[sample] = text(metadata?.UNITTYPE);
    }
  }
  return { names, units };
}

/** The no-data value as the samples hold it: a tag in decimal is rounded to the sample's type. */
function noDataTest(image: GeoTIFFImage): (value: number) => boolean {
  const tag = image.getGDALNoData();
  if (tag === null || Number.isNaN(tag)) {
    return () => false;
  }
  const isFloat32 = image.getSampleFormat() === 3 && image.getBitsPerSample() === 32;
  const noData = isFloat32 ? Math.fround(tag) : tag;
  return value => value === noData;
}

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

function checkEncoding(image: GeoTIFFImage, file: string): void {
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

function checkBlock(image: GeoTIFFImage, file: string): void {
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

async function checkLength(image: GeoTIFFImage, source: RangeSource, file: string) {
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

/** How many bytes a sample of every `stepPx`-th row takes. */
async function bytesToSample(image: GeoTIFFImage, stepPx: number): Promise<number> {
  const counts = Array.from((await arrayTag(image, 'ByteCounts')) ?? [], Number);
  const totalB = counts.reduce((sum, count) => sum + count, 0);
  return image.isTiled ? totalB : totalB * Math.min(1, image.getTileHeight() / stepPx);
}
