import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InvalidProductError } from '../errors';

/** `S1_136231_IW2_20200604T022312_VV_7C85-BURST.tiff`: id, sub-swath, time, polarisation, scene. */
export const ASF_BURST =
  /^S1_(\d{6})_(IW[123])_(\d{8}T\d{6})_(VV|VH|HH|HV)_([0-9A-F]{4})-BURST\.tiff?$/i;

/** What the name of a burst image of ASF says. */
export interface AsfBurstName {
  readonly burstId: number;
  readonly subSwath: string;
  readonly polarization: string;
  /** Last four characters of the name of the scene that it was cut from. */
  readonly scene: string;
}

export function asfBurstName(path: string): AsfBurstName {
  const [, id, subSwath, , polarization, scene] = ASF_BURST.exec(basename(path)) ?? [];
  return {
    burstId: Number(id),
    subSwath: subSwath.toUpperCase(),
    polarization: polarization.toUpperCase(),
    scene: scene.toUpperCase()
  };
}

/**
 * The annotation of a burst image of ASF: cut out of the XML beside it, which holds the metadata of
 * the whole scene and its manifest. That XML has the name of the image, or of the scene and the polarisation.
 *
 * @throws InvalidProductError when there is no such XML, or the sub-swath is not in it.
 */
export async function asfAnnotation(
  path: string
): Promise<{ file: string; xml: string; manifest: string }> {
  const { subSwath, polarization, scene } = asfBurstName(path);
  const own = `${basename(path).replace(/\.tiff?$/i, '')}.xml`.toLowerCase();
  const ofScene = `_${scene}_${polarization}.xml`.toLowerCase();
  const names = await readdir(dirname(path));
  const name =
    names.find(each => each.toLowerCase() === own) ??
    names.find(each => each.toLowerCase().endsWith(ofScene));
  if (name === undefined) {
    throw new InvalidProductError(
      path,
      `its metadata is not beside it: ${basename(path).replace(/\.tiff?$/i, '.xml')}`
    );
  }
  const file = join(dirname(path), name);
  const xml = await readFile(file, 'utf8');
  const product = productOf(xml, subSwath, polarization);
  if (product === null) {
    throw new InvalidProductError(file, `it holds no annotation of ${subSwath} ${polarization}`);
  }
  return { file, xml: product, manifest: xml.slice(0, xml.indexOf('<metadata>')) };
}

/** `<product>` entries hold sub-swath, polarisation, and as `<content>` the annotation's children. */
function productOf(xml: string, subSwath: string, polarization: string): string | null {
  const open = '<content>';
  for (let at = xml.indexOf('<product>'); at >= 0; at = xml.indexOf('<product>', at + 1)) {
    const start = xml.indexOf(open, at);
    const end = xml.indexOf('</content>', start);
    const head = xml.slice(at, start);
    const fits =
      new RegExp(`<swath>\\s*${subSwath}\\s*<`, 'i').test(head) &&
      new RegExp(`<polarisation>\\s*${polarization}\\s*<`, 'i').test(head);
    if (start >= 0 && end >= 0 && fits) {
      return `<product>${xml.slice(start + open.length, end)}</product>`;
    }
  }
  return null;
}
