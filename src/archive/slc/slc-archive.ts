import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readAnnotation } from '../../sar';
import type { Annotation, Orbit, SlcBurst } from '../../sar';
import { MeasurementMismatchError, MeasurementMissingError } from '../errors';
import { touches } from '../elevation/coverage';
import type { LonLatBox } from '../elevation/tile-names';
import { OrbitArchive, type ChosenOrbit } from '../orbits/orbit-archive';
import { asfAnnotation } from '../products/asf-burst';
import { cacheName, cacheNameOf, findProducts, type FoundProduct } from '../products/find-products';
import { folderFiles } from '../products/folder-files';
import type { ProductFiles } from '../products/product-files';
import { zipFiles } from '../products/zip-files';
import type { ArchiveTools } from '../tools';
import { openMeasurement } from './open-burst';
import { scanAsfBurst, scanSafe, type ScannedProduct } from './scan-product';
import { selectBursts, type BurstRequest, type BurstSelection } from './select-bursts';
import type { IndexedBurst } from './indexed-burst';
import { SlcIndex, type BurstQuery } from './slc-index';

/** A burst that is being read: the image, its annotation and the best orbit there is. */
export interface OpenBurst extends SlcBurst {
  readonly burst: IndexedBurst;
  readonly orbitKind: ChosenOrbit['kind'];
  /** Orbit files that would have come first and cannot be used, one sentence each. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

/** What has changed since the index was last made fresh. */
export interface Refreshed {
  readonly added: number;
  readonly removed: number;
  /** What is wrong with products, one sentence each. */
  readonly problems: readonly string[];
  /** Products of which no burst could be read. */
  readonly unread: readonly string[];
}

/**
 * Single-look complex products below `slc/` of the data folder: SAFE folders and zips, whole scenes
 * or single bursts, and burst images of ASF. What they hold is kept in `slc-index.sqlite` beside.
 */
export class SlcArchive {
  readonly folder: string;
  readonly orbits: OrbitArchive;
  private readonly cacheFolder: string;
  private index: Promise<SlcIndex> | null = null;

  /** @param dataFolder - Holds `slc/` and `orbits/`, which need not exist. */
  constructor(
    private readonly dataFolder: string,
    private readonly tools: ArchiveTools
  ) {
    this.folder = join(dataFolder, 'slc');
    this.cacheFolder = join(dataFolder, 'cache', 'slc');
    this.orbits = new OrbitArchive(join(dataFolder, 'orbits'), tools);
  }

  /** Brings the index up to date; only products that are new or have changed are read. */
  async refresh(): Promise<Refreshed> {
    const index = await this.opened();
    const found = await findProducts(this.folder);
    const known = index.states();
    const changed = found.filter(({ path, state }) => known.get(path) !== state);
    for (const product of changed) {
      index.put(product, await this.scan(product));
    }
    const there = new Set(found.map(({ path }) => path));
    const gone = [...known.keys()].filter(path => !there.has(path));
    index.remove(gone);
    await this.clearCache(found);
    return {
      added: changed.length,
      removed: gone.length,
      problems: index.problems(),
      unread: index.unread()
    };
  }

  /**
   * Bursts of all products as of now.
   *
   * @param box - Only those with ground in this box.
   */
  async bursts(query: BurstQuery = {}, box?: LonLatBox): Promise<IndexedBurst[]> {
    await this.refresh();
    const bursts = (await this.opened()).bursts(query);
    return box ? bursts.filter(({ outline }) => touches(outline, box)) : bursts;
  }

  /**
   * The acquisitions that answer a request, the primary among them, each once per polarisation.
   *
   * @throws BurstNotFoundError, MeasurementMissingError naming what is not there and where to put it.
   */
  async find(request: BurstRequest): Promise<BurstSelection> {
    const { problems } = await this.refresh();
    return selectBursts((await this.opened()).bursts(), request, this.folder, problems);
  }

  /**
   * Opens a burst for reading.
   *
   * @throws MeasurementMissingError, MeasurementMismatchError, OrbitCoverageError, and what the
   * annotation or the image is wrong with.
   */
  async openBurst(burst: IndexedBurst): Promise<OpenBurst> {
    if (!burst.hasMeasurement) {
      throw new MeasurementMissingError(burst.product, burst.measurement);
    }
    const files = await this.filesOfBurst(burst);
    const annotation = await this.annotationOf(burst, files);
    const { orbit, kind, problems } = await this.orbits.orbitFor(annotation, burst.burstIndex);
    const file = await (files ? files.open(burst.measurement) : this.tools.openFile(burst.product));
    const slc = await openMeasurement(file, burst, annotation, this.tools);
    return {
      burst,
      reference: { annotation, burstIndex: burst.burstIndex, orbit },
      slc,
      orbitKind: kind,
      notes: problems.map(problem => problem.message),
      close: () => slc.close()
    };
  }

  /**
   * The orbit that the annotation of a burst holds itself; its image need not be there.
   *
   * @throws what the annotation is wrong with.
   */
  async annotatedOrbit(burst: IndexedBurst): Promise<Orbit> {
    const files = await this.filesOfBurst(burst);
    return (await this.annotationOf(burst, files)).orbit;
  }

  /** Changes with any file of the product of a burst, as of the last refresh. */
  async stateOf(burst: IndexedBurst): Promise<string> {
    return (await this.opened()).states().get(burst.product) ?? 'unknown';
  }

  async close(): Promise<void> {
    const index = this.index;
    this.index = null;
    (await index)?.close();
  }

  private opened(): Promise<SlcIndex> {
    this.index ??= mkdir(this.dataFolder, { recursive: true }).then(() =>
      SlcIndex.open(join(this.dataFolder, 'slc-index.sqlite'))
    );
    return this.index;
  }

  /** A product that cannot be read is kept with its reason, and does not hide the others. */
  private async scan(product: FoundProduct): Promise<ScannedProduct> {
    try {
      return product.kind === 'asf'
        ? await scanAsfBurst(product.path)
        : await scanSafe(await this.filesOf(product.path, product.kind), product.kind);
    } catch (error) {
      return { bursts: [], problems: [(error as Error).message] };
    }
  }

  private async annotationOf(burst: IndexedBurst, files: ProductFiles | null): Promise<Annotation> {
    const { file, xml } = files
      ? { file: `${files.path}/${burst.annotation}`, xml: await files.readText(burst.annotation) }
      : await asfAnnotation(burst.product);
    const annotation = readAnnotation(xml, file);
    const own = annotation.bursts[burst.burstIndex];
    const { subSwath, polarization } = annotation;
    const isSame =
      subSwath === burst.subSwath &&
      polarization === burst.polarization &&
      (own?.taggedId ?? burst.burstId) === burst.burstId;
    if (!isSame || own === undefined) {
      throw new MeasurementMismatchError(
        burst.measurement,
        file,
        `the annotation is no longer that of burst ${burst.burstId} ${burst.subSwath} ` +
          burst.polarization
      );
    }
    return annotation;
  }

  /** Null for a burst image of ASF, which is one file. */
  private async filesOfBurst({ product, kind }: IndexedBurst): Promise<ProductFiles | null> {
    return kind === 'asf' ? null : this.filesOf(product, kind);
  }

  private async filesOf(path: string, kind: FoundProduct['kind']): Promise<ProductFiles> {
    return kind === 'zip'
      ? zipFiles(path, join(this.cacheFolder, await cacheName(path)), this.tools.openFile)
      : folderFiles(path, this.tools.openFile);
  }

  /** Takes away what was unpacked of zips that are gone or have changed. */
  private async clearCache(found: readonly FoundProduct[]): Promise<void> {
    const kept = new Set(found.map(cacheNameOf));
    const names = await readdir(this.cacheFolder).catch(() => []);
    await Promise.all(
      names
        .filter(name => !kept.has(name))
        .map(name => rm(join(this.cacheFolder, name), { recursive: true, force: true }))
    );
  }
}
