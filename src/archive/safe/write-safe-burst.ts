import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { burstId, readAnnotation, utcOf } from '../../sar';
import type { Annotation } from '../../sar';
import { InvalidProductError } from '../errors';
import { burstOutline } from '../slc/burst-outline';
import type { ArchiveTools } from '../tools';
import { manifestOf, type ManifestFile } from './manifest';
import { writeComplexTiff } from './write-complex-tiff';

/** What a burst product is made of. */
export interface SafeBurstPieces {
  /** Annotation of one burst in one polarisation. */
  readonly annotationXml: string;
  /** Whole lines in order, each `samplesPerBurst` pairs of real and imaginary part. */
  readonly blocks: AsyncIterable<Int16Array> | Iterable<Int16Array>;
}

/**
 * Writes one burst as a SAFE named and laid out as the Copernicus Data Space does for bursts. It
 * appears below `folder` whole or not at all; a product of that name is replaced.
 *
 * @returns path of the SAFE.
 * @throws InvalidProductError when the annotation holds other than one burst.
 */
export async function writeSafeBurst(
  folder: string,
  { annotationXml, blocks }: SafeBurstPieces,
  { createFile }: Pick<ArchiveTools, 'createFile'>
): Promise<string> {
  const annotation = readAnnotation(annotationXml, 'annotation of the burst');
  if (annotation.bursts.length !== 1) {
    throw new InvalidProductError(
      annotation.source,
      `it holds ${annotation.bursts.length} bursts and should hold one`
    );
  }
  const { product, file } = namesOf(annotation);
  await mkdir(folder, { recursive: true });
  const partial = await mkdtemp(join(folder, '.partial-'));
  try {
    const names = { annotation: `annotation/${file}.xml`, measurement: `measurement/${file}.tiff` };
    await mkdir(join(partial, 'annotation'));
    await mkdir(join(partial, 'measurement'));
    await writeFile(join(partial, names.annotation), annotationXml);
    const image = await createFile(join(partial, names.measurement));
    try {
      const { samplesPerBurst, linesPerBurst } = annotation;
      await writeComplexTiff(image, samplesPerBurst, linesPerBurst, blocks, pointsOf(annotation));
    } finally {
      await image.close();
    }
    const files = await Promise.all(
      (['annotation', 'measurement'] as const).map(async (role): Promise<ManifestFile> => {
        const path = join(partial, names[role]);
        const { size: sizeBytes } = await stat(path);
        return { name: names[role], role, sizeBytes, md5: await md5Of(path) };
      })
    );
    const manifest = manifestOf(annotation, burstOutline(annotation, 0), files);
    await writeFile(join(partial, 'manifest.safe'), manifest);
    const target = join(folder, product);
    await rm(target, { recursive: true, force: true });
    await rename(partial, target);
    return target;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Names by the pattern of the Copernicus Data Space; the data take is written in decimal there. */
function namesOf(annotation: Annotation): { product: string; file: string } {
  const { mission, subSwath, polarization, dataTakeId, epoch, bursts } = annotation;
  const id = burstId(annotation, bursts[0]);
  if (id === null) {
    throw new InvalidProductError(annotation.source, `burst ids of ${mission} cannot be computed`);
  }
  const burst = String(id).padStart(6, '0');
  const time = utcOf(epoch, bursts[0].sensingTimeS).slice(0, 19).replace(/[-:]/g, '');
  const take = String(dataTakeId).padStart(6, '0');
  const head = `${mission}-${subSwath}-slc-${polarization}`.toLowerCase();
  return {
    product: `${mission}_SLC_${time}_${burst}_${subSwath}_${polarization}_${take}.SAFE`,
    file: `${head}-${burst}-${time}-${take}`
  };
}

function pointsOf({ geolocationGrid }: Annotation) {
  // A point of the grid is at the centre of its sample.
  return geolocationGrid.map(({ sample, line, lonDeg, latDeg, heightM }) => ({
    sample: sample + 0.5,
    line: line + 0.5,
    lonDeg,
    latDeg,
    heightM
  }));
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
