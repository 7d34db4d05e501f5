import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openArchives, openSampleScene } from '../../archive';
import type { Archives } from '../../archive';
import { RecordingContext } from '../../engine';
import type { Arguments, Call, Process, ResultAsset, Value } from '../../engine';
import { createFile, fileSource, nodeCodecs } from '../../node';
import type { ByteSource } from '../../raster';
import { MapCollections, OutputFolder } from '..';
import type { ProcessServices } from '..';

const ROOT = resolve(__dirname, '../../..');
export const SHARED = resolve(ROOT, '../shared');
export const AMSTERDAM = join(SHARED, 'data/s1-amsterdam-pair');

/** Why tests on real data do not run; empty when they do. */
export const withoutAmsterdam = existsSync(AMSTERDAM)
  ? ''
  : ' (skipped: there is no ../shared/data/s1-amsterdam-pair)';

const TOOLS = { codecs: nodeCodecs, openFile: fileSource, createFile };

/** A scratch folder with `stacks/` and `results/`, and services over it without any network. */
export class Scratch {
  private readonly sources: ByteSource[] = [];
  /** Documents and files by address. */
  readonly documents = new Map<string, unknown>();
  readonly files = new Map<string, string>();

  private readonly archives;
  private sampleScene: Archives | null = null;

  private constructor(readonly folder: string) {
    this.archives = openArchives(folder, TOOLS);
  }

  static async make(): Promise<Scratch> {
    const folder = await mkdtemp(join(tmpdir(), 'insar-processes-'));
    await mkdir(join(folder, 'stacks'));
    await mkdir(join(folder, 'results'));
    return new Scratch(folder);
  }

  get results(): string {
    return join(this.folder, 'results');
  }

  services(): ProcessServices {
    const output = new OutputFolder(this.results, createFile);
    const open = async (path: string): Promise<ByteSource> => {
      const source = await fileSource(path);
      this.sources.push(source);
      return source;
    };
    return {
      codecs: nodeCodecs,
      ...this.archives,
      sampleScene: async () => (this.sampleScene ??= await openSampleScene(this.folder, TOOLS)),
      mapCollections: new MapCollections(join(this.folder, 'collections')),
      openFile: open,
      openUrl: url => open(found(this.files, url)),
      fetchJson: async url => found(this.documents, url),
      createOutput: name => output.create(name)
    };
  }

  context(): RecordingContext<ProcessServices> {
    return new RecordingContext(this.services());
  }

  /** Puts the real pair there as a stack. */
  async addAmsterdam(id = 'amsterdam', fields: Record<string, unknown> = {}): Promise<void> {
    const folder = join(this.folder, 'stacks', id);
    await mkdir(folder);
    for (const date of ['2023-03-19', '2023-03-31']) {
      const name = `openEO_${date}Z.tif`;
      await copyFile(join(AMSTERDAM, name), join(folder, name));
    }
    const description = {
      burst_id: 65551,
      sub_swath: 'IW3',
      relative_orbit: 37,
      polarizations: ['VV'],
      master_date: '2023-03-19',
      simulated: false,
      ...fields
    };
    await writeFile(join(folder, 'stack.json'), JSON.stringify(description));
  }

  /** Serves results as a STAC Collection with one item per file, and gives its address. */
  publish(assets: readonly ResultAsset[]): string {
    const base = 'https://results.example/jobs/1/';
    const collection = `${base}results?signature=secret`;
    const links = assets.map(({ fileName }) => ({ rel: 'item', href: `items/${fileName}.json` }));
    this.documents.set(collection, { type: 'Collection', stac_version: '1.1.0', id: '1', links });
    for (const { fileName, datetime, bands, mediaType } of assets) {
      this.documents.set(`${base}items/${fileName}.json`, {
        type: 'Feature',
        id: fileName,
        properties: { datetime },
        assets: { [fileName]: { href: `../${fileName}`, type: mediaType, roles: ['data'], bands } }
      });
      this.files.set(`${base}${fileName}`, join(this.results, fileName));
    }
    return collection;
  }

  async clear(): Promise<void> {
    await Promise.all(this.sources.map(source => source.close()));
    await this.archives.slc.close();
    await this.sampleScene?.slc.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function found<T>(values: ReadonlyMap<string, T>, url: string): T {
  const value = values.get(url);
  if (value === undefined) {
    throw new Error(`nothing is served at ${url}.`);
  }
  return value;
}

/** Reads one of the reference process graphs; words of it are replaced as told. */
export async function referenceGraph(
  name: string,
  replacements: readonly (readonly [string, string])[]
) {
  let text = await readFile(join(SHARED, 'reference', `${name}.process-graph.json`), 'utf8');
  for (const [from, to] of replacements) {
    text = text.replaceAll(from, to);
  }
  return JSON.parse(text).process_graph;
}

/** Runs one process outside a graph, without what fills in defaults. */
export async function run(
  process: Process<ProcessServices>,
  args: Arguments,
  context: RecordingContext<ProcessServices> = new RecordingContext({} as ProcessServices)
): Promise<Value> {
  const call: Call<ProcessServices> = { context, processId: process.definition.id, nodeId: 'node' };
  return process.run(args, call);
}
