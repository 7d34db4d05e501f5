import { basename } from 'node:path';
import { burstId, readAnnotation, relativeOrbit, utcOf } from '../../sar';
import type { Annotation } from '../../sar';
import { InvalidProductError } from '../errors';
import { asfAnnotation, asfBurstName } from '../products/asf-burst';
import type { FoundProduct } from '../products/find-products';
import type { ProductFiles } from '../products/product-files';
import { burstOutline } from './burst-outline';
import type { IndexedBurst } from './indexed-burst';

/** What a product holds, and what is wrong with parts of it. */
export interface ScannedProduct {
  readonly bursts: readonly IndexedBurst[];
  /** One sentence each. */
  readonly problems: readonly string[];
}

const ANNOTATION = /^annotation\/s1[a-d]-(iw[123])-slc-(vv|vh|hh|hv)-[^/]*\.xml$/i;
/** Copernicus Data Space: satellite, time, burst id, sub-swath, polarisation, data take. */
const CDSE_BURST = /^S1[A-D]_SLC_\d{8}T\d{6}_(\d{6})_(IW[123])_(VV|VH|HH|HV)_\d+\.SAFE$/i;

/**
 * Reads the annotations of a SAFE; images are not touched.
 *
 * @throws InvalidProductError when there is no annotation of an IW SLC at all.
 */
export async function scanSafe(
  files: ProductFiles,
  kind: FoundProduct['kind']
): Promise<ScannedProduct> {
  const names = files.entries.map(entry => entry.name);
  const annotations = names.filter(name => ANNOTATION.test(name)).sort();
  if (annotations.length === 0) {
    throw new InvalidProductError(files.path, 'there is no annotation of an IW SLC image in it');
  }
  const manifest = names.find(name => name.toLowerCase() === 'manifest.safe');
  const crosses = manifest !== undefined && crossesNode(await files.readText(manifest));
  const bursts: IndexedBurst[] = [];
  const problems: string[] = [];
  for (const name of annotations) {
    try {
      const xml = await files.readText(name);
      const annotation = readAnnotation(xml, `${files.path}/${name}`);
      checkName(files, name, annotation);
      const wanted = name.replace(/^annotation\//i, 'measurement/').replace(/\.xml$/i, '.tiff');
      const short = wanted.replace(/\.tiff$/, '.tif').toLowerCase();
      const measurement = files.entries.find(
        entry =>
          [wanted.toLowerCase(), short].includes(entry.name.toLowerCase()) && entry.sizeBytes > 0
      );
      if (!measurement) {
        problems.push(`${files.path} has no measurement: ${wanted} is not there.`);
      }
      annotation.bursts.forEach((_, index) => {
        bursts.push({
          ...describe(annotation, index, crosses),
          product: files.path,
          kind,
          annotation: name,
          measurement: measurement?.name ?? wanted,
          hasMeasurement: measurement !== undefined,
          firstLine: index * annotation.linesPerBurst
        });
      });
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return { bursts: ofNamedBurst(files, bursts, problems), problems };
}

/** Reads the metadata beside a burst image of ASF. */
export async function scanAsfBurst(path: string): Promise<ScannedProduct> {
  const named = asfBurstName(path);
  const { file, xml, manifest } = await asfAnnotation(path);
  const crosses = crossesNode(manifest);
  const annotation = readAnnotation(xml, file);
  const index = annotation.bursts.findIndex(
    (_, each) => describe(annotation, each, crosses).burstId === named.burstId
  );
  if (index < 0) {
    throw new InvalidProductError(
      file,
      `it holds no burst ${named.burstId} ${named.subSwath}, which ${basename(path)} should ` +
        'be; fetch both again'
    );
  }
  const burst: IndexedBurst = {
    ...describe(annotation, index, crosses),
    product: path,
    kind: 'asf',
    annotation: file,
    measurement: path,
    hasMeasurement: true,
    firstLine: 0
  };
  return { bursts: [burst], problems: [] };
}

type Described = Omit<
  IndexedBurst,
  'product' | 'kind' | 'annotation' | 'measurement' | 'hasMeasurement' | 'firstLine'
>;

/** @throws InvalidProductError when the id can neither be read nor computed. */
function describe(annotation: Annotation, burstIndex: number, crossesNode: boolean): Described {
  const burst = annotation.bursts[burstIndex];
  const { mission, absoluteOrbit, source } = annotation;
  const id = burstId(annotation, burst, crossesNode);
  if (id === null) {
    throw new InvalidProductError(
      source,
      `its bursts have no id, and the count of orbits of ${mission} is not known, from which it ` +
        'could be computed'
    );
  }
  const sensingTime = utcOf(annotation.epoch, burst.sensingTimeS);
  return {
    burstIndex,
    mission,
    absoluteOrbit,
    relativeOrbit: relativeOrbit(mission, absoluteOrbit),
    pass: annotation.pass,
    burstId: id,
    subSwath: annotation.subSwath,
    polarization: annotation.polarization,
    date: sensingTime.slice(0, 10),
    sensingTime: `${sensingTime}Z`,
    azimuthTime: `${utcOf(annotation.epoch, burst.azimuthTimeS)}Z`,
    lines: annotation.linesPerBurst,
    samples: annotation.samplesPerBurst,
    outline: burstOutline(annotation, burstIndex)
  };
}

/** Whether a manifest names another relative orbit at the end of the product than at its start. */
function crossesNode(manifest: string): boolean {
  const [start, stop] = ['start', 'stop'].map(
    type => new RegExp(`relativeOrbitNumber type="${type}">\\s*(\\d+)`).exec(manifest)?.[1]
  );
  return start !== undefined && stop !== undefined && start !== stop;
}

/** The name of the file says which sub-swath and polarisation it is about. */
function checkName(files: ProductFiles, name: string, annotation: Annotation): void {
  const [, subSwath, polarization] = ANNOTATION.exec(name)!.map(part => part.toUpperCase());
  const { subSwath: ownSwath, polarization: ownPolarization } = annotation;
  if (subSwath !== ownSwath || polarization !== ownPolarization) {
    throw new InvalidProductError(
      `${files.path}/${name}`,
      `it is the annotation of ${ownSwath} ${ownPolarization}, and its name says ${subSwath} ` +
        `${polarization}; fetch the product again`
    );
  }
}

/** Of a product that is named after one burst, that burst; the others have no image in it. */
function ofNamedBurst(
  files: ProductFiles,
  bursts: readonly IndexedBurst[],
  problems: string[]
): readonly IndexedBurst[] {
  const named = CDSE_BURST.exec(files.name);
  if (!named || bursts.length === 0) {
    return bursts;
  }
  const burstId = Number(named[1]);
  const own = bursts.filter(burst => burst.burstId === burstId);
  if (own.length === 0) {
    const found = [...new Set(bursts.map(burst => burst.burstId))].join(', ');
    problems.push(
      `${files.path}/${bursts[0].annotation} is the annotation of burst ${found}, and the product ` +
        `is named after burst ${burstId}; fetch the product again.`
    );
  }
  return own;
}
