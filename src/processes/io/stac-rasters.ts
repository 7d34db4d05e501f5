import { ProcessError } from '../../engine';
import { openGeoTiff } from '../../raster';
import type { GeoTiff } from '../../raster';
import { instantMs, rfc3339 } from '../cubes/instants';
import { isObject, plainAddress, resolved } from './stac-documents';
import type { JsonObject, StacAccess, StacItem } from './stac-documents';

/** A GeoTIFF that STAC points at. */
export interface StacRaster {
  readonly raster: GeoTiff;
  /** RFC 3339. */
  readonly date: string;
  readonly bandNames: readonly string[];
}

const NOT_DATA = ['thumbnail', 'overview', 'metadata', 'visual'];

/** RFC 3339 date of an item: its `datetime`, else the start of its interval; null when it has none. */
export function itemDate({ properties }: StacItem): string | null {
  for (const value of [properties.datetime, properties.start_datetime]) {
    const ms = value === undefined ? null : instantMs(value);
    if (ms !== null) {
      return rfc3339(ms);
    }
  }
  return null;
}

/** Date in a file name such as `openEO_2023-03-19Z.tif`; null when there is none. */
export function dateInName(address: string): string | null {
  const day = /(\d{4}-\d{2}-\d{2})Z?[^/]*$/.exec(plainAddress(address))?.[1];
  const ms = day === undefined ? null : instantMs(day);
  return ms === null ? null : rfc3339(ms);
}

/**
 * Opens the GeoTIFF assets of an item.
 *
 * @param itemAssets - The `item_assets` of the collection, which may name the bands.
 */
export async function openItem(
  item: StacItem,
  itemAssets: JsonObject,
  access: Pick<StacAccess, 'codecs' | 'openUrl' | 'scratch'>
): Promise<StacRaster[]> {
  const rasters: StacRaster[] = [];
  for (const [key, asset] of item.assets.filter(([, asset]) => isGeoTiff(asset))) {
    const url = resolved(String(asset.href), item.url);
    const date = itemDate(item) ?? dateInName(url);
    if (date === null) {
      throw new ProcessError('NoDataAvailable', `The item "${item.id}" has no date.`);
    }
    const source = await access.openUrl(url);
    const raster = await openGeoTiff(source, access.codecs, { scratch: access.scratch });
    const described = isObject(itemAssets[key]) ? itemAssets[key] : {};
    const bandNames = namesOf(key, raster, [asset, described]);
    rasters.push({ raster, date, bandNames });
  }
  return rasters;
}

function isGeoTiff({ type, href, roles }: JsonObject): boolean {
  if (typeof href !== 'string' || (Array.isArray(roles) && roles.some(r => NOT_DATA.includes(r)))) {
    return false;
  }
  return (
    (typeof type === 'string' && type.toLowerCase().startsWith('image/tiff')) ||
    /\.tiff?$/i.test(plainAddress(href))
  );
}

/** Names from the metadata of STAC, else from the file, else the key of the asset or a number. */
function namesOf(key: string, raster: GeoTiff, described: readonly JsonObject[]): string[] {
  for (const asset of described) {
    for (const bands of [asset.bands, asset['eo:bands']]) {
      const names = bandNames(bands);
      if (names.length === raster.bandCount) {
        return names;
      }
    }
  }
  return raster.bandNames.map(
    (name, band) => name ?? (raster.bandCount === 1 ? key : `band_${band + 1}`)
  );
}

/** Names in a STAC list of bands; empty when one has none. */
export function bandNames(bands: unknown): string[] {
  const names = Array.isArray(bands)
    ? bands.map(band => (isObject(band) ? (band.name ?? band['eo:common_name']) : null))
    : [];
  return names.every(name => typeof name === 'string') ? names : [];
}
