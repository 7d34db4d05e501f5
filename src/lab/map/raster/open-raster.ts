import type { GeoTIFFImage } from 'geotiff';
import { GeoTIFF } from 'geotiff';

import { readRadarItems } from '../../../workflow';
import { bandViews } from './bands';
import { BlockCache } from './block-cache';
import { bytesToSample, checkBlock, checkEncoding, checkLength, noDataTest } from './check-image';
import { pagePool } from './decode-pool';
import { FileTruncated, MapError, NotTiff, TooMuchToRead } from './errors';
import type { BlockValues, ILevel } from './level';
import { ImageLevel } from './level';
import { placementOf } from './placement';
import { RangeSource, type RangeFetch } from './range-source';
import type { IRaster, MakeOverviews } from './raster';
import { Raster } from './raster';
import type { SampledLevel } from './sampled-level';
import { RowSampledLevel, TileSampledLevel } from './sampled-level';

export interface IOpenOptions {
  readonly url: string;
  /** Name of the file, as the user knows it. */
  readonly file: string;
  readonly fetch: RangeFetch;
  /** Show a raster that is not georeferenced by line and sample. */
  readonly lines?: boolean;
  /** Read however much it takes. */
  readonly anyway?: boolean;
  /** Where overviews can be made of it, when it has none. */
  readonly makeOverviews?: MakeOverviews;
}

const CACHE_B = 96 * 2 ** 20;

/** A level without overviews is shown as it is up to this many pixels a side. */
const MOST_WITHOUT_OVERVIEW_PX = 2048;
const SAMPLED_PX = 640;
const MOST_UNASKED_B = 48 * 2 ** 20;

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
  const items = Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [name, unescaped(String(value))])
  );
  const cache = new BlockCache<BlockValues>(CACHE_B);
  const isNoData = noDataTest(image);
  const images = [image, ...overviews].map(
    (stored, index) => new ImageLevel(stored, file, String(index), isNoData, cache)
  );
  const levels: ILevel[] = [...images];
  const whenRefined = new Set<() => void>();
  const coarsest = images[images.length - 1];
  const sidePx = Math.max(coarsest.widthPx, coarsest.heightPx);
  let sample: SampledLevel | null = null;
  let unreadB: number | null = null;
  if (sidePx > MOST_WITHOUT_OVERVIEW_PX) {
    const stepPx = Math.ceil(sidePx / SAMPLED_PX);
    const bytesB = await bytesToSample(overviews[overviews.length - 1] ?? image, stepPx);
    if (bytesB > MOST_UNASKED_B && !options.anyway) {
      if (coarsest.isStriped || !options.makeOverviews) {
        throw new TooMuchToRead(file, bytesB);
      }
      unreadB = bytesB;
    }
    const refined = (): void => whenRefined.forEach(each => each());
    const share = unreadB === null ? 1 : MOST_UNASKED_B / unreadB;
    sample = coarsest.isStriped
      ? new RowSampledLevel(coarsest, stepPx, refined)
      : new TileSampledLevel(coarsest, stepPx, Math.floor(share * coarsest.blocks), refined);
    levels.push(sample);
  }
  return new Raster({
    file,
    widthPx: image.getWidth(),
    heightPx: image.getHeight(),
    placement,
    views: bandViews(names, file, units),
    isSimulated:
      /^(yes|true|1)$/i.test(String(metadata.SIMULATED ?? '')) || /simulated/i.test(file),
    whenRefined,
    origin: readRadarItems(items),
    items,
    bandNames: names,
    sampleType: `${['uint', 'int', 'float'][image.getSampleFormat() - 1]}${image.getBitsPerSample()}`,
    noData: image.getGDALNoData(),
    sizeB: source.fileSize ?? 0,
    levels,
    sample,
    unreadB,
    fetch: options.fetch,
    cache,
    makeOverviews: options.makeOverviews ?? null
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&'
};

/** A value of GDAL's metadata, which GDAL escapes twice: by itself, and with its document. */
function unescaped(text: string): string {
  const once = (escaped: string): string =>
    escaped.replace(/&(?:lt|gt|quot|apos|amp);/g, entity => ENTITIES[entity]);
  return once(once(text));
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
