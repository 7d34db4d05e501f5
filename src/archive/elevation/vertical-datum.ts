import { basename } from 'node:path';
import { InvalidElevationError } from '../errors';

/** What the heights of an elevation file are measured from. */
export type VerticalDatum = 'ellipsoid' | 'EGM96' | 'EGM2008';

/** Codes of vertical CRS; 4979 and 5030 stand for heights above the WGS 84 ellipsoid. */
const BY_CODE: Readonly<Record<number, VerticalDatum>> = {
  4979: 'ellipsoid',
  5030: 'ellipsoid',
  5773: 'EGM96',
  3855: 'EGM2008'
};

/**
 * The vertical datum of an elevation file: what its CRS declares; else EGM2008 for the tiles of the
 * Copernicus DEM, which declare none and are known by their name; else EGM96.
 *
 * @throws InvalidElevationError for a vertical CRS that is not one of these.
 */
export function verticalDatumOf(path: string, verticalEpsg: number | null): VerticalDatum {
  if (verticalEpsg === null) {
    return /^Copernicus_DSM_/i.test(basename(path)) ? 'EGM2008' : 'EGM96';
  }
  const datum = BY_CODE[verticalEpsg];
  if (datum === undefined) {
    throw new InvalidElevationError(
      path,
      `its heights are in EPSG:${verticalEpsg}; 4979 (ellipsoid), 5773 (EGM96) and 3855 (EGM2008) ` +
        'can be used, and EGM96 is taken where none is declared. Convert it, for example with ' +
        'gdalwarp -t_srs EPSG:4979'
    );
  }
  return datum;
}
