import type { GeoTIFFImage } from 'geotiff';

import type { IAffine } from './affine';
import { IDENTITY } from './affine';
import { gridBands } from './bands';
import type { ICrs } from './crs';
import { crsFromDefinition, crsOf } from './crs';
import { CrsUnknown, NotGeoreferenced } from './errors';

/** Where a raster lies: on the ground, or by line and sample in radar geometry. */
export type Placement =
  | { readonly kind: 'ground'; readonly crs: ICrs; readonly toCrs: IAffine }
  | {
      readonly kind: 'radar';
      /** Zero-based bands of latitude and longitude, where the file has them. */
      readonly grid: { readonly lat: number; readonly lon: number } | null;
    };

const USER_DEFINED = 32767;

/** Radar geometry is drawn with its first line on top. */
export const RADAR_TO_PLANE: IAffine = { ...IDENTITY, e: -1 };

/**
 * Reads the placement of an image from its GeoTIFF tags.
 *
 * @param lines show by line and sample whatever the tags say
 * @throws NotGeoreferenced, CrsUnknown
 */
export async function placementOf(
  image: GeoTIFFImage,
  names: readonly (string | null)[],
  file: string,
  lines: boolean
): Promise<Placement> {
  const grid = gridBands(names);
  if (lines || grid) {
    return { kind: 'radar', grid };
  }
  const toCrs = await affineOf(image);
  const keys = image.getGeoKeys() ?? {};
  const epsg = Number(keys.ProjectedCSTypeGeoKey ?? keys.GeographicTypeGeoKey ?? 0);
  // Back-ends mark rasters in radar geometry with EPSG:3857 and pixels of one metre at the origin.
  if (epsg === 3857 && (toCrs === null || isUnitAtOrigin(toCrs))) {
    return { kind: 'radar', grid: null };
  }
  const hasI = names.some(name => /^i_/i.test(name ?? ''));
  if (epsg === 0 && toCrs === null && hasI) {
    return { kind: 'radar', grid: null };
  }
  if (epsg === 0 || toCrs === null) {
    const missing = epsg === 0 ? (toCrs === null ? 'both' : 'crs') : 'transform';
    throw new NotGeoreferenced(file, missing);
  }
  const crs = epsg === USER_DEFINED ? userDefined(keys) : crsOf(epsg);
  if (crs === null) {
    const citation = String(keys.PCSCitationGeoKey ?? keys.GTCitationGeoKey ?? '').trim();
    const named = /^(unknown|unnamed)?$/i.test(citation) ? 'user-defined' : citation;
    throw new CrsUnknown(file, epsg === USER_DEFINED ? named : `EPSG:${epsg}`);
  }
  return { kind: 'ground', crs, toCrs };
}

function isUnitAtOrigin(map: IAffine): boolean {
  const unit = Math.abs(map.a) === 1 && Math.abs(map.e) === 1 && map.b === 0 && map.d === 0;
  return unit && map.c === 0 && Math.abs(map.f) < 1e5;
}

/** GeoTIFF 1.1, B.6: a transformation, or one tie point and a scale. Null: neither. */
export async function affineOf(image: GeoTIFFImage): Promise<IAffine | null> {
  const directory = image.fileDirectory;
  // RasterPixelIsPoint (GTRasterTypeGeoKey 2): the tags speak of pixel centres.
  const half = image.getGeoKeys()?.GTRasterTypeGeoKey === 2 ? 0.5 : 0;
  const matrix = directory.hasTag('ModelTransformation')
    ? ((await directory.loadValue('ModelTransformation')) as ArrayLike<number> | undefined)
    : undefined;
  let map: IAffine;
  if (matrix) {
    map = { a: matrix[0], b: matrix[1], c: matrix[3], d: matrix[4], e: matrix[5], f: matrix[7] };
  } else {
    const scale = directory.hasTag('ModelPixelScale')
      ? ((await directory.loadValue('ModelPixelScale')) as ArrayLike<number> | undefined)
      : undefined;
    const tie = directory.hasTag('ModelTiepoint')
      ? ((await directory.loadValue('ModelTiepoint')) as ArrayLike<number> | undefined)
      : undefined;
    if (!scale || !tie || tie.length < 6) {
      return null;
    }
    const a = scale[0];
    const e = -scale[1];
    map = { a, b: 0, c: tie[3] - tie[0] * a, d: 0, e, f: tie[4] - tie[1] * e };
  }
  const shifted = {
    ...map,
    c: map.c - half * (map.a + map.b),
    f: map.f - half * (map.d + map.e)
  };
  const isUsable = [...Object.values(shifted)].every(Number.isFinite);
  return isUsable && shifted.a * shifted.e - shifted.b * shifted.d !== 0 ? shifted : null;
}

type GeoKeys = Readonly<Record<string, unknown>>;

/**
 * A projection that the file describes itself: transverse Mercator, Lambert conformal conic,
 * Lambert azimuthal equal area or polar stereographic, on WGS84, GRS80 or NAD83 (ProjCoordTransGeoKey,
 * GeoTIFF 1.1, table of coordinate operation methods). Null: another one.
 */
function userDefined(keys: GeoKeys): ICrs | null {
  const value = (name: string, otherwise = 0): number => {
    const found = Number(keys[`Proj${name}GeoKey`]);
    return Number.isFinite(found) ? found : otherwise;
  };
  const datum = datumOf(keys);
  const units = Number(keys.ProjLinearUnitsGeoKey ?? 9001);
  if (!datum || units !== 9001) {
    return null;
  }
  const shift = `+x_0=${value('FalseEasting')} +y_0=${value('FalseNorthing')} ${datum} +units=m`;
  const natural = `+lat_0=${value('NatOriginLat')} +lon_0=${value('NatOriginLong')}`;
  const k = value('ScaleAtNatOrigin', 1);
  switch (Number(keys.ProjCoordTransGeoKey)) {
    case 1:
      return crsFromDefinition('user-defined', `+proj=tmerc ${natural} +k=${k} ${shift}`);
    case 8: {
      const parallels = `+lat_1=${value('StdParallel1')} +lat_2=${value('StdParallel2')}`;
      const origin = `+lat_0=${value('FalseOriginLat')} +lon_0=${value('FalseOriginLong')}`;
      const east = `+x_0=${value('FalseOriginEasting')} +y_0=${value('FalseOriginNorthing')}`;
      return crsFromDefinition(
        'user-defined',
        `+proj=lcc ${parallels} ${origin} ${east} ${datum} +units=m`
      );
    }
    case 10:
      return crsFromDefinition(
        'user-defined',
        `+proj=laea +lat_0=${value('CenterLat')} +lon_0=${value('CenterLong')} ${shift}`
      );
    case 15: {
      const lat = value('NatOriginLat');
      const lon = value('StraightVertPoleLong');
      return crsFromDefinition(
        'user-defined',
        `+proj=stere +lat_0=${lat < 0 ? -90 : 90} +lat_ts=${lat} +lon_0=${lon} +k=${k} ${shift}`
      );
    }
    default:
      return null;
  }
}

/** Geographic system or datum by its code (GeoTIFF 1.1, Geodetic CRS and Datum keys). */
function datumOf(keys: GeoKeys): string | null {
  for (const code of [keys.GeographicTypeGeoKey, keys.GeogGeodeticDatumGeoKey]) {
    switch (Number(code)) {
      case 4326:
      case 6326:
        return '+datum=WGS84';
      case 4258:
      case 6258:
        return '+ellps=GRS80 +towgs84=0,0,0';
      case 4269:
      case 6269:
        return '+datum=NAD83';
    }
  }
  return null;
}
