import { ProcessError } from '../../engine';
import type { DataCube, Dimension, Process, SpatialDimension } from '../../engine';
import { invalid, optionalTexts, textArgument } from '../arguments';
import { extentArgument, withinExtent } from '../cubes/filter-bbox';
import { withBands } from '../cubes/filter-bands';
import { instantMs, intervalArgument, within } from '../cubes/instants';
import { BAND_NAMES, CUBE, PROPERTIES, SPATIAL_EXTENT, TEMPORAL_EXTENT } from '../schemas';
import type { ProcessServices } from '../services';
import { metadataFilter } from './metadata-filter';
import { rasterCube, spatialDimensions } from './raster-cube';
import type { BandSource } from './raster-cube';
import { inBatches, isObject, plainAddress, readStac } from './stac-documents';
import type { JsonObject } from './stac-documents';
import { bandNames, itemDate, openItem } from './stac-rasters';
import type { StacRaster } from './stac-rasters';
import { SIMULATED_ITEM } from './write-geotiff';

/**
 * The cube of some rasters: t, bands, y, x.
 *
 * @param order - Band names that come first, in this order, as far as the files have them.
 * @throws ProcessError `NoDataAvailable` when the files do not share a grid, or two of them hold the
 * same band of the same date.
 */
export function stacCube(rasters: readonly StacRaster[], order: readonly string[]): DataCube {
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
  return rasterCube(dimensions, sources, simulated ? { simulated } : {});
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

export const loadStac: Process<ProcessServices> = {
  definition: {
    id: 'load_stac',
    summary: 'Load GeoTIFFs that STAC describes',
    description:
      'Loads the GeoTIFF assets of a STAC Item, ItemCollection, Collection or Catalog that can be reached over http(s), such as the results of a batch job by their signed `canonical` link. Dimensions: t (the dates of the items), bands, y, x. All files must lie on one grid; they are neither warped nor mosaicked. Files in radar geometry (without CRS, or with bands `grid_lat` and `grid_lon` on a grid that only counts pixels) give a cube of lines and samples without CRS.',
    categories: ['cubes', 'import'],
    experimental: true,
    parameters: [
      {
        name: 'url',
        description: 'Address of the STAC document; signed where the server asks for it.',
        schema: {
          title: 'URL',
          type: 'string',
          format: 'uri',
          subtype: 'uri',
          pattern: '^https?://'
        }
      },
      {
        name: 'spatial_extent',
        description:
          'A bounding box, for files on a map grid. GeoJSON and vector cubes are refused.',
        schema: SPATIAL_EXTENT,
        default: null,
        optional: true
      },
      {
        name: 'temporal_extent',
        description: 'Dates to load: start included, end excluded.',
        schema: TEMPORAL_EXTENT,
        default: null,
        optional: true
      },
      {
        name: 'bands',
        description: 'Names of the bands to load, in this order.',
        schema: BAND_NAMES,
        default: null,
        optional: true
      },
      {
        name: 'properties',
        description: 'Conditions on the properties of the items, all of which must hold.',
        schema: PROPERTIES,
        default: null,
        optional: true
      }
    ],
    returns: { description: 'The cube.', schema: CUBE },
    exceptions: {
      NoDataAvailable: { message: 'There is no data available for the given extents.' },
      TemporalExtentEmpty: {
        message:
          'The temporal extent is empty. The second instant in time must always be greater/later than the first instant in time.'
      }
    }
  },
  async run(args, call) {
    const { services } = call.context;
    const url = textArgument(args, 'url', call);
    if (!/^https?:\/\//i.test(url)) {
      throw invalid(call, 'url', 'expected an address that begins with http:// or https://.');
    }
    const extent = extentArgument(args, 'spatial_extent', call);
    const interval = intervalArgument(args, 'temporal_extent', call);
    const bands = optionalTexts(args, 'bands', call);
    const passes = metadataFilter(args, 'properties', call);
    const { items, collection } = await readStac(url, address => services.fetchJson(address));
    const wanted = [];
    for (const item of items) {
      const ms = instantMs(itemDate(item));
      const dated = interval === null || ms === null || within(ms, interval);
      if (dated && (await passes(item.properties))) {
        wanted.push(item);
      }
    }
    const itemAssets = isObject(collection?.item_assets) ? collection.item_assets : {};
    const opened = await inBatches(wanted, item => openItem(item, itemAssets, services));
    const rasters = opened
      .flat()
      .filter(({ date }) => interval === null || within(instantMs(date) ?? NaN, interval));
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
};

/** Band names in the order in which the collection lists them. */
function bandOrder(collection: JsonObject | null): string[] {
  const summaries = isObject(collection?.summaries) ? collection.summaries : {};
  const listed = [collection?.bands, summaries.bands, summaries['eo:bands']];
  return listed.map(bandNames).find(names => names.length > 0) ?? [];
}
