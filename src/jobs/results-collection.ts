import type { Json, ResultAsset } from '../engine';
import type { Job } from './job';
import type { ResultLinks, StacDocument } from './results-items';
import {
  bandMembers,
  boundsOf,
  itemEntries,
  RADAR_GEOMETRY_WKT2,
  resultAsset,
  SIMULATED
} from './results-items';

const COLLECTION_EXTENSIONS = [
  'https://stac-extensions.github.io/datacube/v2.2.0/schema.json',
  'https://stac-extensions.github.io/eo/v1.1.0/schema.json',
  'https://stac-extensions.github.io/file/v2.1.0/schema.json',
  'https://stac-extensions.github.io/projection/v2.0.0/schema.json',
  'https://stac-extensions.github.io/raster/v1.1.0/schema.json',
  'https://stac-extensions.github.io/timestamps/v1.1.0/schema.json'
];

/**
 * The results of a job as a STAC Collection 1.1.0, from which the openEO Python client and
 * `load_stac` read dimensions and band names, in file order, without opening a file.
 *
 * @param assets - The files that are whole; of a job that is under way there may be none yet.
 */
export function resultCollection(
  job: Job,
  assets: readonly ResultAsset[],
  links: ResultLinks
): StacDocument {
  const bands = bandsOf(assets);
  const simulated = assets.some(asset => asset.simulated);
  const title = job.title ?? `Results of batch job ${job.id}`;
  const dates = datesOf(assets);
  return {
    type: 'Collection',
    stac_version: '1.1.0',
    stac_extensions: COLLECTION_EXTENSIONS,
    id: job.id,
    title: simulated && !/simulated/i.test(title) ? `${title} (simulated)` : title,
    description: [job.description ?? `Results of batch job ${job.id}.`, simulated ? SIMULATED : '']
      .filter(Boolean)
      .join('\n\n'),
    license: 'other',
    created: job.created,
    updated: job.updated,
    ...(job.queued ? { queued: job.queued } : {}),
    ...(job.started ? { started: job.started } : {}),
    expires: links.expires,
    'openeo:status': job.status === 'queued' ? 'running' : job.status,
    extent: {
      spatial: { bbox: [groundBounds(assets) ?? [-180, -90, 180, 90]] },
      temporal: {
        interval: [
          dates.length > 0 ? [dates[0], dates[dates.length - 1]] : [job.created, job.updated]
        ]
      }
    },
    ...(bands.length > 0 ? { summaries: { bands, 'eo:bands': bands } } : {}),
    'cube:dimensions': cubeDimensions(assets),
    ...(bands.length > 0 ? { item_assets: itemAssets(assets) } : {}),
    assets: Object.fromEntries(assets.map(asset => [asset.fileName, resultAsset(asset, links)])),
    links: [
      { rel: 'self', href: links.self, type: 'application/json' },
      { rel: 'canonical', href: links.canonical, type: 'application/json' },
      { rel: 'root', href: links.canonical, type: 'application/json' },
      ...itemEntries(assets).map(({ id, asset }) => ({
        rel: 'item',
        href: links.item(id),
        type: 'application/geo+json',
        title: asset.title ?? id
      }))
    ]
  };
}

/** Bands of all files in the order they are met first. */
function bandsOf(assets: readonly ResultAsset[]): { [key: string]: Json }[] {
  const bands = new Map<string, { [key: string]: Json }>();
  for (const band of assets.flatMap(asset => asset.bands)) {
    if (!bands.has(band.name)) {
      const { name, description } = band;
      bands.set(name, { name, ...(description ? { description } : {}) });
    }
  }
  return [...bands.values()];
}

function datesOf(assets: readonly ResultAsset[]): string[] {
  return assets
    .flatMap(({ datetime, startDatetime, endDatetime }) => [datetime, startDatetime, endDatetime])
    .filter(date => typeof date === 'string')
    .sort();
}

/** What every item has as assets, where all agree; keyed `data`, as file names differ by item. */
function itemAssets(assets: readonly ResultAsset[]): Json {
  const rasters = assets.filter(asset => asset.bands.length > 0);
  const first = rasters[0];
  const same = rasters.every(({ bands }) => JSON.stringify(bands) === JSON.stringify(first.bands));
  const members = same ? bandMembers(first) : { bands: bandsOf(rasters) };
  return { data: { type: first.mediaType, roles: [...first.roles], ...members } };
}

/** Union of the files' bounds on the ground in degrees. */
function groundBounds(assets: readonly ResultAsset[]): number[] | null {
  const bounds = assets.map(boundsOf).filter(box => box !== null);
  if (bounds.length === 0) {
    return null;
  }
  return [
    Math.min(...bounds.map(box => box[0])),
    Math.min(...bounds.map(box => box[1])),
    Math.max(...bounds.map(box => box[2])),
    Math.max(...bounds.map(box => box[3]))
  ];
}

/**
 * Dimensions of the cube that the files make together. x and y always have an extent: in the CRS of
 * the files when they share one, else in degrees.
 */
function cubeDimensions(assets: readonly ResultAsset[]): Json {
  const { x, y, referenceSystem } = horizontalExtent(assets);
  const dates = [...new Set(assets.map(asset => asset.datetime).filter(date => date !== null))];
  const bands = bandsOf(assets).map(band => band.name);
  const span = datesOf(assets);
  return {
    x: { type: 'spatial', axis: 'x', extent: x, reference_system: referenceSystem },
    y: { type: 'spatial', axis: 'y', extent: y, reference_system: referenceSystem },
    ...(span.length > 0
      ? {
          t: {
            type: 'temporal',
            extent: [span[0], span[span.length - 1]],
            ...(dates.length > 0 ? { values: dates.sort() } : {})
          }
        }
      : {}),
    ...(bands.length > 0 ? { bands: { type: 'bands', values: bands } } : {})
  };
}

function horizontalExtent(assets: readonly ResultAsset[]): {
  x: [number, number];
  y: [number, number];
  referenceSystem: number | string;
} {
  const grids = assets.flatMap(asset => (asset.grid ? [asset.grid] : []));
  if (grids.length > 0 && grids.every(grid => grid.epsg === grids[0].epsg)) {
    const corners = grids.flatMap(({ shape: [rows, columns], transform: [a, b, c, d, e, f] }) =>
      [
        [0, 0],
        [columns, 0],
        [0, rows],
        [columns, rows]
      ].map(([column, row]) => [a * column + b * row + c, d * column + e * row + f])
    );
    const xs = corners.map(([x]) => x);
    const ys = corners.map(([, y]) => y);
    return {
      x: [Math.min(...xs), Math.max(...xs)],
      y: [Math.min(...ys), Math.max(...ys)],
      referenceSystem: grids[0].epsg ?? RADAR_GEOMETRY_WKT2
    };
  }
  const [west, south, east, north] = groundBounds(assets) ?? [-180, -90, 180, 90];
  return { x: [west, east], y: [south, north], referenceSystem: 4326 };
}
