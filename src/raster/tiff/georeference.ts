import type { Affine } from '../plane';
import type { Directory } from './directory';
import { GeoKey, RasterType, Tag } from './tags';

/** GeoTIFF's own number for "user-defined": no EPSG code. */
const USER_DEFINED = 32767;

/** Where a raster lies, read as GDAL reads it. */
export interface Georeference {
  readonly transform: Affine | null;
  readonly epsg: number | null;
  readonly verticalEpsg: number | null;
}

export function georeferenceOf({ numbers }: Directory): Georeference {
  const keys = geoKeysOf(numbers.get(Tag.geoKeyDirectory) ?? []);
  const isPoint = keys.get(GeoKey.rasterType) === RasterType.point;
  const outer = transformOf(numbers);
  return {
    transform: outer && isPoint ? shiftedByHalfACell(outer) : outer,
    epsg: codeOf(keys, GeoKey.projectedType) ?? codeOf(keys, GeoKey.geographicType),
    verticalEpsg: codeOf(keys, GeoKey.verticalType)
  };
}

function codeOf(keys: ReadonlyMap<number, number>, key: number): number | null {
  const code = keys.get(key);
  return code === undefined || code === 0 || code >= USER_DEFINED ? null : code;
}

/** Keys whose value stands in the directory itself; text and doubles say nothing needed here. */
function geoKeysOf(values: readonly number[]): Map<number, number> {
  const keys = new Map<number, number>();
  const count = values[3] ?? 0;
  for (let i = 1; i <= count && 4 * i + 3 < values.length; i++) {
    const [key, location, , value] = values.slice(4 * i, 4 * i + 4);
    if (location === 0) {
      keys.set(key, value);
    }
  }
  return keys;
}

function transformOf(numbers: Directory['numbers']): Affine | null {
  const scale = numbers.get(Tag.modelPixelScale);
  const tiepoint = numbers.get(Tag.modelTiepoint);
  if (scale && tiepoint && scale.length >= 2 && tiepoint.length >= 6) {
    const [scaleX, scaleY] = scale;
    const [col, row, , x, y] = tiepoint;
    if (scaleX !== 0 && scaleY !== 0) {
      const stepY = -Math.abs(scaleY);
      return [scaleX, 0, x - col * scaleX, 0, stepY, y - row * stepY];
    }
  }
  const matrix = numbers.get(Tag.modelTransformation);
  if (matrix && matrix.length >= 16) {
    return [matrix[0], matrix[1], matrix[3], matrix[4], matrix[5], matrix[7]];
  }
  return null;
}

/** A "pixel is point" file gives the centre of the first cell; the corner is half a cell before. */
function shiftedByHalfACell([a, b, c, d, e, f]: Affine): Affine {
  return [a, b, c - (a + b) / 2, d, e, f - (d + e) / 2];
}
