import { ProcessError } from '../../engine';
import type { Value } from '../../engine';
import type { ByteSource, Codecs, ScratchFile } from '../../raster';

/** Reads a JSON document; what it throws becomes the cause of our error. */
export type FetchJson = (url: string) => Promise<unknown>;

/** What reading a STAC document and its files asks for; addresses are absolute. */
export interface StacAccess {
  readonly codecs: Codecs;
  readonly fetchJson: FetchJson;
  openUrl(url: string): Promise<ByteSource>;
  /** See `ProcessServices`. */
  scratch?(): Promise<ScratchFile>;
}

/** A JSON object of which nothing is known yet. */
export type JsonObject = { readonly [key: string]: unknown };

/** A STAC Item, or the assets of a Collection that has no items. */
export interface StacItem {
  readonly id: string;
  /** Address that relative links of the item are resolved against. */
  readonly url: string;
  readonly properties: { readonly [key: string]: Value };
  readonly assets: readonly (readonly [key: string, asset: JsonObject])[];
}

export interface StacDocuments {
  readonly items: readonly StacItem[];
  /** The Collection that was asked for; null for a single item or a list of items. */
  readonly collection: JsonObject | null;
}

const MOST_ITEMS = 1000;
const AT_ONCE = 8;
const DEEPEST = 3;

/**
 * Reads the items behind an address: of an Item, an ItemCollection, a Collection or Catalog with
 * `item`, `items` or `child` links, or a Collection with assets of its own.
 *
 * @throws ProcessError `NoDataAvailable` for what cannot be read or is no STAC; messages name the
 * address without its query, which may hold a signature.
 */
export async function readStac(url: string, fetchJson: FetchJson): Promise<StacDocuments> {
  const reader = new StacReader(fetchJson);
  const document = await reader.fetch(url);
  const items = await reader.itemsOf(document, url, 0);
  const isCollection = document.type === 'Collection';
  return { items, collection: isCollection ? document : null };
}

class StacReader {
  constructor(private readonly fetchJson: FetchJson) {}

  async fetch(url: string): Promise<JsonObject> {
    let document: unknown;
    try {
      document = await this.fetchJson(url);
    } catch (cause) {
      const address = plainAddress(url);
      const said = cause instanceof Error ? cause.message : String(cause);
      const reason = said.replaceAll(url, address);
      throw new ProcessError(
        'NoDataAvailable',
        `Cannot read ${reason.includes(address) ? reason : `${address}: ${reason}`} Signed addresses expire; take a new one from the results of the job.`,
        { cause }
      );
    }
    if (!isObject(document)) {
      throw notStac(url);
    }
    return document;
  }

  async itemsOf(document: JsonObject, url: string, depth: number): Promise<StacItem[]> {
    switch (document.type) {
      case 'Feature':
        return [toItem(document, url)];
      case 'FeatureCollection':
        return this.pages(document, url);
      case 'Collection':
      case 'Catalog':
        return this.linked(document, url, depth);
      default:
        throw notStac(url);
    }
  }

  private async linked(document: JsonObject, url: string, depth: number): Promise<StacItem[]> {
    const items = await inBatches(links(document, 'item', url), async href =>
      toItem(await this.fetch(href), href)
    );
    for (const href of items.length === 0 ? links(document, 'items', url) : []) {
      items.push(...(await this.pages(await this.fetch(href), href)));
    }
    for (const href of items.length === 0 && depth < DEEPEST ? links(document, 'child', url) : []) {
      items.push(...(await this.itemsOf(await this.fetch(href), href, depth + 1)));
    }
    if (items.length === 0 && isObject(document.assets)) {
      items.push(toItem({ ...document, properties: {} }, url));
    }
    return limited(items, url);
  }

  private async pages(first: JsonObject, url: string): Promise<StacItem[]> {
    const items: StacItem[] = [];
    let page: JsonObject | null = first;
    let at = url;
    while (page !== null) {
      const features: unknown[] = Array.isArray(page.features) ? page.features : [];
      items.push(...features.filter(isObject).map(feature => toItem(feature, at)));
      limited(items, url);
      const next: string | undefined = features.length > 0 ? links(page, 'next', at)[0] : undefined;
      at = next ?? at;
      page = next === undefined ? null : await this.fetch(next);
    }
    return items;
  }
}

/** An address without its query, as messages show it. */
export function plainAddress(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toItem(document: JsonObject, url: string): StacItem {
  const { properties, assets } = document;
  if (!isObject(assets)) {
    throw notStac(url);
  }
  return {
    id: String(document.id ?? plainAddress(url)),
    url,
    properties: (isObject(properties) ? properties : {}) as StacItem['properties'],
    assets: Object.entries(assets).filter((entry): entry is [string, JsonObject] =>
      isObject(entry[1])
    )
  };
}

function links(document: JsonObject, relation: string, base: string): string[] {
  const all = Array.isArray(document.links) ? document.links : [];
  return all
    .filter(isObject)
    .filter(link => link.rel === relation && typeof link.href === 'string')
    .map(link => resolved(String(link.href), base));
}

/**
 * An address relative to the document that names it.
 *
 * @throws ProcessError for other than http(s); documents that are files may name files.
 */
export function resolved(href: string, base: string): string {
  const url = new URL(href, base);
  const allowed = ['http:', 'https:', ...(base.startsWith('file:') ? ['file:'] : [])];
  if (!allowed.includes(url.protocol)) {
    throw new ProcessError(
      'NoDataAvailable',
      `${plainAddress(base)} points at ${plainAddress(url.href)}; only http and https are read here.`
    );
  }
  return url.href;
}

function limited(items: StacItem[], url: string): StacItem[] {
  if (items.length > MOST_ITEMS) {
    throw new ProcessError(
      'NoDataAvailable',
      `${plainAddress(url)} has more than ${MOST_ITEMS} items; load a smaller collection.`
    );
  }
  return items;
}

function notStac(url: string): ProcessError {
  return new ProcessError(
    'NoDataAvailable',
    `${plainAddress(url)} is no STAC Item, Collection or Catalog.`
  );
}

/** Like `Promise.all` over `map`, a few at a time and in order. */
export async function inBatches<T, R>(
  values: readonly T[],
  run: (value: T) => Promise<R>
): Promise<R[]> {
  const results: R[] = [];
  for (let i = 0; i < values.length; i += AT_ONCE) {
    results.push(...(await Promise.all(values.slice(i, i + AT_ONCE).map(run))));
  }
  return results;
}
