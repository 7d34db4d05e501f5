import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeSafeBurst } from '../../src/archive';
import { createFile } from '../../src/node';
import { readAnnotation, writeAnnotation } from '../../src/sar';
import type { Annotation, BurstReference, SlcBurst } from '../../src/sar';
import { ROOT } from '../running-backend';

const DEM = join(ROOT, '../shared/data/s1-morocco-annotation');

/** The burst alone, as a product of a simulator has it: times as they read back from XML. */
export function simulatedReference({ annotation, burstIndex, orbit }: BurstReference) {
  const alone: Annotation = {
    ...annotation,
    orbit: orbit ?? annotation.orbit,
    bursts: [{ ...annotation.bursts[burstIndex], index: 0 }],
    isSimulated: true
  };
  const read = readAnnotation(writeAnnotation(alone), annotation.source);
  return { annotation: read, burstIndex: 0, orbit: read.orbit } satisfies BurstReference;
}

/** Writes a burst as a SAFE into the folder of products. */
export async function writeProduct(dataFolder: string, burst: SlcBurst): Promise<string> {
  const { annotation } = burst.reference;
  async function* blocks(): AsyncGenerator<Int16Array> {
    for (let line = 0; line < annotation.linesPerBurst; line += 64) {
      yield await burst.slc.readLines(line, Math.min(64, annotation.linesPerBurst - line));
    }
  }
  const pieces = { annotationXml: writeAnnotation(annotation), blocks: blocks() };
  return writeSafeBurst(join(dataFolder, 'slc'), pieces, { createFile });
}

/** Lays the real elevation of the burst into the data folder. */
export function layElevation(dataFolder: string): void {
  const folder = join(dataFolder, 'dem');
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
  }
  for (const name of readdirSync(DEM).filter(each => /^dem-b1-.*iw1.*\.tiff$/i.test(each))) {
    copyFileSync(join(DEM, name), join(folder, name));
  }
}
