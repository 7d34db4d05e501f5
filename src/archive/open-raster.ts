import { openGeoTiff } from '../raster';
import type { ByteSource, GeoTiff, OpenOptions } from '../raster';
import type { ArchiveTools } from './tools';

/** Opens a GeoTIFF; a file that is none is closed again. */
export async function openRaster(
  source: ByteSource,
  { codecs }: Pick<ArchiveTools, 'codecs'>,
  options?: OpenOptions
): Promise<GeoTiff> {
  try {
    return await openGeoTiff(source, codecs, options);
  } catch (error) {
    await source.close();
    throw error;
  }
}
