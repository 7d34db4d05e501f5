import { readdir, readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ProcessError } from '../../engine';
import { isObject } from '../io/stac-documents';
import type { JsonObject, StacAccess } from '../io/stac-documents';

const DOCUMENT = 'collection.json';

/** A folder with a STAC Collection whose Items point at GeoTIFFs on a map grid. */
export interface MapCollection {
  readonly id: string;
  readonly folder: string;
  /** Address of the document, `file:`. */
  readonly url: string;
  readonly document: JsonObject;
}

/** Collections on a map grid, by folder. Folders are read at each call: a new one needs no restart. */
export class MapCollections {
  /** @param folder - Holds one folder per collection; it need not exist. */
  constructor(readonly folder: string) {}

  /** Every collection in order of id, and why some folders are none. */
  async list(): Promise<{ collections: MapCollection[]; problems: string[] }> {
    const collections = new Map<string, MapCollection>();
    const problems: string[] = [];
    for (const name of await this.names()) {
      const found = await readCollection(join(this.folder, name));
      if (typeof found === 'string') {
        problems.push(found);
      } else if (collections.has(found.id)) {
        problems.push(
          `${found.folder}: another folder holds the collection "${found.id}" already.`
        );
      } else {
        collections.set(found.id, found);
      }
    }
    const ordered = [...collections.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    return { collections: ordered, problems };
  }

  async get(id: string): Promise<MapCollection | null> {
    const { collections } = await this.list();
    return collections.find(collection => collection.id === id) ?? null;
  }

  private async names(): Promise<string[]> {
    try {
      const entries = await readdir(this.folder, { withFileTypes: true });
      return entries
        .filter(entry => entry.isDirectory() || entry.isSymbolicLink())
        .map(({ name }) => name)
        .filter(name => !name.startsWith('.'))
        .sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return [];
      }
      throw error;
    }
  }
}

/** The collection of a folder, or a sentence that says why it is none. */
async function readCollection(folder: string): Promise<MapCollection | string> {
  const path = resolve(folder, DOCUMENT);
  let document: unknown;
  try {
    document = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    return `${path}: ${(error as Error).message}`;
  }
  if (!isObject(document) || document.type !== 'Collection') {
    return `${path}: expected a STAC Collection ("type": "Collection").`;
  }
  const { id } = document;
  if (typeof id !== 'string' || !/^[\w.~/-]+$/.test(id)) {
    return `${path}: its "id" must be a text of letters, digits and -._~/.`;
  }
  return { id, folder: resolve(folder), url: pathToFileURL(path).href, document };
}

/** Reading a collection: `file:` addresses below its folder, and what `access` reads. */
export function accessTo(
  { folder }: MapCollection,
  access: StacAccess & { openFile: StacAccess['openUrl'] }
): StacAccess {
  const pathOf = (url: string): string => {
    const path = fileURLToPath(url);
    if (!path.startsWith(folder + sep)) {
      throw new ProcessError(
        'NoDataAvailable',
        `${path} lies outside the folder of its collection, ${folder}; move or link it there.`
      );
    }
    return path;
  };
  const isFile = (url: string) => url.startsWith('file:');
  return {
    codecs: access.codecs,
    fetchJson: async url =>
      isFile(url) ? JSON.parse(await readFile(pathOf(url), 'utf8')) : access.fetchJson(url),
    openUrl: async url => (isFile(url) ? access.openFile(pathOf(url)) : access.openUrl(url))
  };
}
