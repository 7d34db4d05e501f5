import { labelsOf, spatialAxis } from '../../engine';
import type { CollectionCatalogue, DataCube, Json, StacCollection } from '../../engine';
import type { ByteSource } from '../../raster';
import { epsgCode } from '../cubes/epsg-code';
import { instantMs, rfc3339 } from '../cubes/instants';
import { mapFootprint } from '../io/map-footprint';
import { wholeCube } from '../io/stac-cube';
import { isObject } from '../io/stac-documents';
import type { StacAccess, StacItem } from '../io/stac-documents';
import { accessTo } from './map-collections';
import type { MapCollection, MapCollections } from './map-collections';

const DATACUBE = 'https://stac-extensions.github.io/datacube/v2.2.0/schema.json';
/** Members that hold addresses below the folder, which clients cannot reach. */
const OWN_MEMBERS = ['assets', 'links'];

type Described = { readonly collection: StacCollection; readonly queryables: Json };

/** The collections on a map grid as clients see them. */
export class MapCatalogue implements CollectionCatalogue {
  /** By address, with the document that it was made from. */
  private readonly known = new Map<string, { document: string; described: Described }>();

  /** @param report - Told why a folder is left out of the list. */
  constructor(
    private readonly collections: MapCollections,
    private readonly access: StacAccess & { openFile: StacAccess['openUrl'] },
    private readonly report: (message: string) => void = () => undefined
  ) {}

  async list(): Promise<StacCollection[]> {
    const { collections, problems } = await this.collections.list();
    problems.forEach(problem => this.report(problem));
    const described = await Promise.all(collections.map(entry => this.describe(entry)));
    return described.flatMap(entry => (entry === null ? [] : [entry.collection]));
  }

  async get(id: string): Promise<StacCollection | null> {
    return (await this.describeId(id))?.collection ?? null;
  }

  async queryables(id: string): Promise<Json | null> {
    return (await this.describeId(id))?.queryables ?? null;
  }

  private async describeId(id: string): Promise<Described | null> {
    const found = await this.collections.get(id);
    return found && this.describe(found);
  }

  /** Null for a collection that nothing could be loaded from. */
  private async describe(collection: MapCollection): Promise<Described | null> {
    const document = JSON.stringify(collection.document);
    const kept = this.known.get(collection.url);
    if (kept?.document === document) {
      return kept.described;
    }
    const sources: ByteSource[] = [];
    const keep = async (source: Promise<ByteSource>) => {
      sources.push(await source);
      return source;
    };
    try {
      const { cube, items } = await wholeCube(
        collection.url,
        accessTo(collection, {
          ...this.access,
          openFile: path => keep(this.access.openFile(path)),
          openUrl: url => keep(this.access.openUrl(url))
        })
      );
      const described = {
        collection: toCollection(collection, cube),
        queryables: queryablesOf(items)
      };
      this.known.set(collection.url, { document, described });
      return described;
    } catch (error) {
      this.report(`Collection "${collection.id}": ${(error as Error).message}`);
      return null;
    } finally {
      await Promise.all(sources.map(source => source.close()));
    }
  }
}

function toCollection({ id, document }: MapCollection, cube: DataCube): StacCollection {
  const own = Object.fromEntries(
    Object.entries(document as { [member: string]: Json }).filter(
      ([name]) => !OWN_MEMBERS.includes(name)
    )
  );
  const extensions = Array.isArray(own.stac_extensions) ? own.stac_extensions : [];
  const others = extensions.filter(name => !String(name).includes('/datacube/'));
  const dimensions = cubeDimensions(cube);
  const names = labelsNamed(cube, 'bands').map(name => ({ name: String(name) }));
  const summaries = isObject(own.summaries) ? (own.summaries as { [key: string]: Json }) : {};
  return {
    stac_version: '1.1.0',
    description: `Collection ${id}`,
    license: 'other',
    ...own,
    type: 'Collection',
    id,
    stac_extensions: [...others, DATACUBE],
    extent: isObject(own.extent) ? own.extent : extentOf(cube),
    links: webLinks(document.links),
    'cube:dimensions': dimensions,
    summaries: { bands: names, ...summaries }
  };
}

function labelsNamed(cube: DataCube, name: string): (string | number)[] {
  const dimension = cube.dimensions.find(candidate => candidate.name === name);
  return dimension ? labelsOf(dimension) : [];
}

function cubeDimensions(cube: DataCube): { [name: string]: Json } {
  return Object.fromEntries(
    cube.dimensions.map(dimension => {
      if (dimension.kind !== 'spatial') {
        const values = [...dimension.labels];
        const extent = [values[0], values[values.length - 1]];
        return [
          dimension.name,
          dimension.kind === 'temporal'
            ? { type: 'temporal', extent, values }
            : { type: 'bands', values }
        ];
      }
      const { axis, first, step, size, crs } = dimension;
      const edges = [first - step / 2, first + (size - 0.5) * step].sort((a, b) => a - b);
      const system = crs === null ? null : (epsgCode(crs) ?? crs);
      return [
        dimension.name,
        {
          type: 'spatial',
          axis,
          extent: edges,
          step: Math.abs(step),
          ...(system === null ? {} : { reference_system: system })
        }
      ];
    })
  );
}

function extentOf(cube: DataCube): Json {
  const [x, y] = [spatialAxis(cube.dimensions, 'x'), spatialAxis(cube.dimensions, 'y')];
  const epsg = x?.crs ? epsgCode(x.crs) : null;
  const bbox = x && y && epsg !== null ? mapFootprint(x, y, epsg).bbox : null;
  const times = labelsNamed(cube, 't')
    .map(label => instantMs(label))
    .filter(ms => ms !== null)
    .map(rfc3339);
  return {
    spatial: { bbox: [[...(bbox ?? [-180, -90, 180, 90])]] },
    temporal: { interval: [[times[0] ?? null, times[times.length - 1] ?? null]] }
  };
}

/** Links that lead to the web; those to files and to the tree of the folder are left out. */
function webLinks(links: unknown): Json {
  const all = Array.isArray(links) ? links.filter(isObject) : [];
  const own = ['self', 'root', 'parent', 'item', 'items', 'child'];
  return all.filter(
    ({ href, rel }) => /^https?:/.test(String(href)) && !own.includes(String(rel))
  ) as Json;
}

/** What conditions of `load_collection` may ask for: the plain properties of the items. */
function queryablesOf(items: readonly StacItem[]): Json {
  const types = new Map<string, Set<string>>();
  for (const { properties } of items) {
    for (const [name, value] of Object.entries(properties)) {
      if (['string', 'number', 'boolean'].includes(typeof value)) {
        types.set(name, (types.get(name) ?? new Set()).add(typeof value));
      }
    }
  }
  return Object.fromEntries(
    [...types].sort().map(([name, found]) => [name, { title: name, type: [...found] }])
  );
}
