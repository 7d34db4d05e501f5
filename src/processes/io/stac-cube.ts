import { ProcessError } from '../../engine';
import type { Arguments, Call, DataCube, Dimension, SpatialDimension } from '../../engine';
import { readRadarItems } from '../../workflow';
import { optionalTexts } from '../arguments';
import { extentArgument, withinExtent } from '../cubes/filter-bbox';
import { withBands } from '../cubes/filter-bands';
import { withOrigin } from '../cubes/radar-origin';
import { instantMs, intervalArgument, within } from '../cubes/instants';
import { metadataFilter } from './metadata-filter';
import { rasterCube, spatialDimensions } from './raster-cube';
import type { BandSource } from './raster-cube';
import { inBatches, isObject, plainAddress, readStac } from './stac-documents';
import type { JsonObject, StacAccess, StacItem } from './stac-documents';
import { bandNames, itemDate, openItem } from './stac-rasters';
import type { StacRaster } from './stac-rasters';
import { SIMULATED_ITEM } from './write-geotiff';

/**
 * The cube of a STAC document, narrowed by the arguments `spatial_extent`, `temporal_extent`,
 * `bands` and `properties` of a loading process.
 *
 * @throws ProcessError `NoDataAvailable`.
 */
export async function loadedCube(
  url: string,
  access: StacAccess,
  args: Arguments,
  call: Call
): Promise<DataCube> {
  const extent = extentArgument(args, 'spatial_extent', call);
  const interval = intervalArgument(args, 'temporal_extent', call);
  const bands = optionalTexts(args, 'bands', call);
  const passes = metadataFilter(args, 'properties', call);
  const { items, collection } = await readStac(url, address => access.fetchJson(address));
  const wanted = [];
  for (const item of items) {
    const ms = instantMs(itemDate(item));
    const dated = interval === null || ms === null || within(ms, interval);
    if (dated && (await passes(item.properties))) {
      wanted.push(item);
    }
  }
  const rasters = (await openedRasters(wanted, collection, access)).filter(
    ({ date }) => interval === null || within(instantMs(date) ?? NaN, interval)
  );
  if (rasters.length === 0) {
    throw new ProcessError(
      'NoDataAvailable',
      `${plainAddress(url)} has ${items.length} items, none of which has a GeoTIFF within the given extents.`
    );
  }
  const cube = stacCube(rasters, bandOrder(collection));
  const chosen = bands === null ? cube : withBands(cube, bands);
  return extent === null ? chosen : withinExtent(chosen, extent);
}

/** The cube of all items, and the items. @throws ProcessError `NoDataAvailable`. */
export async function wholeCube(
  url: string,
  access: StacAccess
): Promise<{ cube: DataCube; items: readonly StacItem[] }> {
  const { items, collection } = await readStac(url, address => access.fetchJson(address));
  const rasters = await openedRasters(items, collection, access);
  if (rasters.length === 0) {
    throw new ProcessError('NoDataAvailable', `${plainAddress(url)} has no item with a GeoTIFF.`);
  }
  return { cube: stacCube(rasters, bandOrder(collection)), items };
}

async function openedRasters(
  items: readonly StacItem[],
  collection: JsonObject | null,
  access: StacAccess
): Promise<StacRaster[]> {
  const itemAssets = isObject(collection?.item_assets) ? collection.item_assets : {};
  return (await inBatches(items, item => openItem(item, itemAssets, access))).flat();
}

/**
 * The cube of some rasters: t, bands, y, x.
 *
 * @param order - Band names that come first, in this order, as far as the files have them.
 * @throws ProcessError `NoDataAvailable` when the files do not share a grid, or two of them hold the
 * same band of the same date.
 */
function stacCube(rasters: readonly StacRaster[], order: readonly string[]): DataCube {
  const found = [...new Set(rasters.flatMap(raster => raster.bandNames))];
  const bands = [...order.filter(name => found.includes(name))];
  bands.push(...found.filter(name => !bands.includes(name)));
  const dates = [...new Set(rasters.map(({ date }) => date))].sort(
    (a, b) => (instantMs(a) ?? 0) - (instantMs(b) ?? 0)
  );
  const grid = spatialDimensions(rasters[0].raster, rasters[0].bandNames);
  const sources = new Array<BandSource | null>(dates.length * bands.length).fill(null);
  for (const { raster, date, bandNames: names } of rasters) {
    requireSameGrid(grid, spatialDimensions(raster, names), rasters[0].raster.name, raster.name);
    names.forEach((name, band) => {
      const plane = dates.indexOf(date) * bands.length + bands.indexOf(name);
      const other = sources[plane];
      if (other !== null) {
        throw new ProcessError(
          'NoDataAvailable',
          `${other.raster.name} and ${raster.name} both hold the band ${name} of ${date}; files are not mosaicked here.`
        );
      }
      sources[plane] = { raster, band };
    });
  }
  const dimensions: Dimension[] = [
    { kind: 'temporal', name: 't', labels: dates },
    { kind: 'bands', name: 'bands', labels: bands },
    ...grid
  ];
  const simulated = rasters.some(({ raster }) => raster.metadata[SIMULATED_ITEM] === 'YES');
  const { burstId, subSwath } = readRadarItems(rasters[0].raster.metadata);
  const metadata = simulated ? { simulated } : {};
  return rasterCube(dimensions, sources, withOrigin({ metadata }, { burstId, subSwath }));
}

function requireSameGrid(
  [y, x]: readonly SpatialDimension[],
  [otherY, otherX]: readonly SpatialDimension[],
  name: string,
  otherName: string
): void {
  const same = (a: SpatialDimension, b: SpatialDimension): boolean =>
    a.size === b.size &&
    a.crs === b.crs &&
    Math.abs(a.first - b.first) < 1e-6 * Math.abs(a.step) &&
    Math.abs(a.step - b.step) * a.size < 1e-3 * Math.abs(a.step);
  if (!same(x, otherX) || !same(y, otherY)) {
    throw new ProcessError(
      'NoDataAvailable',
      `${name} and ${otherName} do not lie on one grid (${y.size} x ${x.size} cells in ${x.crs ?? 'radar geometry'}, ${otherY.size} x ${otherX.size} in ${otherX.crs ?? 'radar geometry'}); load them one by one.`
    );
  }
}

/** Band names in the order in which the collection lists them. */
function bandOrder(collection: JsonObject | null): string[] {
  const summaries = isObject(collection?.summaries) ? collection.summaries : {};
  const listed = [collection?.bands, summaries.bands, summaries['eo:bands']];
  return listed.map(bandNames).find(names => names.length > 0) ?? [];
}
