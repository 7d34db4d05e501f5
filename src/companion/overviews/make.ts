import { dirname } from 'node:path';
import { createFile, fileSource, nodeCodecs, scratchFile } from '../../node';
import { type GeoTiff, openGeoTiff, writeOverviews } from '../../raster';

/** Unpacked blocks of a raster are kept in memory up to this many bytes, else in a scratch file. */
const CACHE_BYTES = 64 * 2 ** 20;

/** Overviews to be made, in words that a thread can be sent. */
export interface OverviewsTask {
  /** Absolute path of the GeoTIFF. */
  readonly source: string;
  /** Absolute path of the file to write; its folder is there. */
  readonly target: string;
  /** `nearest` for what has no mean, such as wrapped phase. */
  readonly resampling: 'average' | 'nearest';
}

/**
 * Makes the overviews of a GeoTIFF.
 *
 * @param onProgress - Told the share that is done, 0 to 1.
 * @throws RasterError, FileAccessError
 */
export async function makeOverviews(
  { source, target, resampling }: OverviewsTask,
  onProgress: (share: number) => void
): Promise<void> {
  const bytes = await fileSource(source);
  try {
    const file = await createFile(target);
    try {
      const raster = await openedFor(bytes, dirname(target));
      await writeOverviews(file, raster, resampling, nodeCodecs, { progress: onProgress });
    } finally {
      await file.close();
    }
  } finally {
    await bytes.close();
  }
}

/** A raster whose rows are read once, from top to bottom. */
async function openedFor(
  bytes: Awaited<ReturnType<typeof fileSource>>,
  folder: string
): Promise<GeoTiff> {
  const raster = await openGeoTiff(bytes, nodeCodecs, { cacheBytes: CACHE_BYTES });
  const rowBytes = raster.width * raster.blockHeight * raster.bandCount * 8;
  // Blocks that reach over more rows than the cache holds would be unpacked again and again.
  return rowBytes <= CACHE_BYTES || raster.blockHeight <= 256
    ? raster
    : openGeoTiff(bytes, nodeCodecs, {
        cacheBytes: CACHE_BYTES,
        scratch: () => scratchFile(folder)
      });
}
