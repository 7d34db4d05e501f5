import type { Bbox, Json, ResultAsset } from '../engine';
import type { Job } from './job';

/** STAC extensions of an Item of results. */
export const ITEM_EXTENSIONS = [
  'https://stac-extensions.github.io/eo/v1.1.0/schema.json',
  'https://stac-extensions.github.io/file/v2.1.0/schema.json',
  'https://stac-extensions.github.io/projection/v2.0.0/schema.json',
  'https://stac-extensions.github.io/raster/v1.1.0/schema.json',
  'https://stac-extensions.github.io/timestamps/v1.1.0/schema.json'
];

/**
 * The coordinate system of files in radar geometry: x counts samples along slant range, y lines along
 * azimuth, both from the first pixel. WKT2 (ISO 19162:2019).
 */
export const RADAR_GEOMETRY_WKT2 =
  'ENGCRS["Radar geometry of the primary acquisition",' +
  'EDATUM["First pixel of the raster"],CS[Cartesian,2],' +
  'AXIS["sample along slant range (x)",unspecified,ORDER[1],SCALEUNIT["pixel",1]],' +
  'AXIS["line along azimuth (y)",unspecified,ORDER[2],SCALEUNIT["pixel",1]]]';

/** A STAC document, ready to be answered as JSON. */
export type StacDocument = { [member: string]: unknown };

/** Absolute addresses that the server gives and signs. */
export interface ResultLinks {
  /** The results document as it was asked for. */
  readonly self: string;
  /** The results document for readers that send no credentials. */
  readonly canonical: string;
  item(itemId: string): string;
  asset(fileName: string): string;
  /** When the signed addresses stop working, RFC 3339. */
  readonly expires: string;
}

/** Files with a date become STAC Items; this says under which id. */
export interface ItemEntry {
  readonly id: string;
  readonly asset: ResultAsset;
}

/** The Items of a job's results, one a file: the id is the file name without its extension. */
export function itemEntries(assets: readonly ResultAsset[]): ItemEntry[] {
  const dated = assets.filter(asset => asset.datetime ?? asset.startDatetime);
  const stems = dated.map(asset => asset.fileName.replace(/\.[^.]+$/, ''));
  return dated.map((asset, i) => ({
    id: stems.filter(stem => stem === stems[i]).length === 1 ? stems[i] : asset.fileName,
    asset
  }));
}

/** A STAC Item 1.1.0 about one result file. */
export function resultItem(job: Job, entry: ItemEntry, links: ResultLinks): StacDocument {
  const { asset, id } = entry;
  const geometry = footprint(asset);
  return {
    type: 'Feature',
    stac_version: '1.1.0',
    stac_extensions: ITEM_EXTENSIONS,
    id,
    collection: job.id,
    geometry,
    ...(geometry ? { bbox: [...boundsOf(asset)!] } : {}),
    properties: {
      title: titleOf(asset),
      datetime: asset.datetime,
      ...(asset.startDatetime ? { start_datetime: asset.startDatetime } : {}),
      ...(asset.endDatetime ? { end_datetime: asset.endDatetime } : {}),
      created: job.created,
      updated: job.updated,
      expires: links.expires,
      ...(asset.simulated ? { description: SIMULATED } : {}),
      ...(asset.grid?.epsg ? { 'proj:code': `EPSG:${asset.grid.epsg}` } : {})
    },
    assets: { [asset.fileName]: resultAsset(asset, links) },
    links: [
      { rel: 'self', href: links.item(id), type: 'application/geo+json' },
      { rel: 'collection', href: links.canonical, type: 'application/json' },
      { rel: 'parent', href: links.canonical, type: 'application/json' },
      { rel: 'root', href: links.canonical, type: 'application/json' }
    ]
  };
}

/** Said wherever a simulated result shows. */
export const SIMULATED = 'Simulated data, not a measurement.';

/** A STAC asset: where the file is, and its bands and grid as far as they are known. */
export function resultAsset(asset: ResultAsset, links: ResultLinks): StacDocument {
  const { grid } = asset;
  return {
    href: links.asset(asset.fileName),
    type: asset.mediaType,
    roles: [...asset.roles],
    title: titleOf(asset),
    ...(asset.sizeBytes === undefined ? {} : { 'file:size': asset.sizeBytes }),
    ...(asset.simulated ? { description: SIMULATED } : {}),
    ...bandMembers(asset),
    ...(grid
      ? {
          ...(grid.epsg
            ? { 'proj:code': `EPSG:${grid.epsg}` }
            : { 'proj:wkt2': RADAR_GEOMETRY_WKT2 }),
          'proj:shape': [...grid.shape],
          'proj:transform': [...grid.transform],
          data_type: grid.dataType,
          ...(grid.noData === null ? {} : { nodata: grid.noData })
        }
      : {})
  };
}

/** Bands in file order, as STAC 1.1 says them and as readers of 1.0 look for them. */
export function bandMembers(asset: Pick<ResultAsset, 'bands' | 'grid'>): { [key: string]: Json } {
  if (asset.bands.length === 0) {
    return {};
  }
  const bands = asset.bands.map(({ name, description }) => ({
    name,
    ...(description ? { description } : {})
  }));
  const { grid } = asset;
  return {
    bands,
    'eo:bands': bands,
    ...(grid
      ? {
          'raster:bands': asset.bands.map(() => ({
            data_type: grid.dataType,
            ...(grid.noData === null ? {} : { nodata: grid.noData })
          }))
        }
      : {})
  };
}

/** West, south, east, north in degrees, or null when the place is not known. */
export function boundsOf(asset: ResultAsset): Bbox | null {
  if (asset.bbox) {
    return asset.bbox;
  }
  if (!asset.outline || asset.outline.length === 0) {
    return null;
  }
  const longitudes = asset.outline.map(([longitude]) => longitude);
  const latitudes = asset.outline.map(([, latitude]) => latitude);
  return [
    Math.min(...longitudes),
    Math.min(...latitudes),
    Math.max(...longitudes),
    Math.max(...latitudes)
  ];
}

function footprint(asset: ResultAsset): Json {
  if (asset.outline && asset.outline.length >= 3) {
    const ring = asset.outline.map(([longitude, latitude]) => [longitude, latitude]);
    const [first, last] = [ring[0], ring[ring.length - 1]];
    const closed = first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
    return { type: 'Polygon', coordinates: [closed] };
  }
  const bounds = boundsOf(asset);
  if (!bounds) {
    return null;
  }
  const [west, south, east, north] = bounds;
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south]
  ];
  return { type: 'Polygon', coordinates: [ring] };
}

function titleOf(asset: ResultAsset): string {
  const title = asset.title ?? asset.fileName;
  return asset.simulated && !/simulated/i.test(title) ? `${title} (simulated)` : title;
}
