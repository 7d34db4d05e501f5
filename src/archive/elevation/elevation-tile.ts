import { projectionFor, transformBounds } from '../../raster';
import type { GeoTiff, Projection } from '../../raster';
import { InvalidElevationError } from '../errors';
import { openRaster } from '../open-raster';
import type { ArchiveTools } from '../tools';
import type { LonLatBox } from './tile-names';
import { verticalDatumOf, type VerticalDatum } from './vertical-datum';

/** One elevation file: where it lies and what its heights are measured from. */
export interface ElevationTile {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly datum: VerticalDatum;
  readonly projection: Projection;
  /** Outer edges. */
  readonly box: LonLatBox;
  /** Size of a cell in degrees (for a projected CRS: of latitude and longitude at its middle). */
  readonly latStepDeg: number;
  readonly lonStepDeg: number;
  /** Column and row of a place, whole numbers at the centres of cells; NaN outside the domain. */
  place(lonDeg: number, latDeg: number): [column: number, row: number];
}

const METRES_PER_DEGREE = 111_320;
const GEOGRAPHIC = 4326;
/** WGS 84 with heights above its ellipsoid: says both where and from what. */
const GEOGRAPHIC_3D = 4979;

/**
 * Reads the header of an elevation file.
 *
 * @throws InvalidElevationError saying what it lacks; RasterError when it is no GeoTIFF.
 */
export async function readElevationTile(path: string, tools: ArchiveTools): Promise<ElevationTile> {
  const tiff = await openRaster(await tools.openFile(path), tools);
  try {
    return describe(path, tiff);
  } finally {
    await tiff.close();
  }
}

function describe(path: string, tiff: GeoTiff): ElevationTile {
  const { transform, width, height, isComplex } = tiff;
  const is3d = tiff.epsg === GEOGRAPHIC_3D;
  const epsg = is3d ? GEOGRAPHIC : tiff.epsg;
  const verticalEpsg = tiff.verticalEpsg ?? (is3d ? GEOGRAPHIC_3D : null);
  if (transform === null || epsg === null) {
    throw new InvalidElevationError(path, 'it does not say where it lies (no transform or no CRS)');
  }
  if (isComplex || transform[1] !== 0 || transform[3] !== 0) {
    throw new InvalidElevationError(path, 'its samples are complex, or its grid is rotated');
  }
  const [a, , c, , e, f] = transform;
  const projection = projectionFor(epsg);
  const [x1, y1] = [c + a * width, f + e * height];
  const bounds = [Math.min(c, x1), Math.min(f, y1), Math.max(c, x1), Math.max(f, y1)] as const;
  const box = transformBounds(bounds, projection, projectionFor(GEOGRAPHIC));
  const isDegree = projection.unit === 'degree';
  const latStepDeg = isDegree ? Math.abs(e) : Math.abs(e) / METRES_PER_DEGREE;
  const shrink = Math.cos((((box[1] + box[3]) / 2) * Math.PI) / 180);
  return {
    path,
    width,
    height,
    datum: verticalDatumOf(path, verticalEpsg),
    projection,
    box,
    latStepDeg,
    lonStepDeg: isDegree ? Math.abs(a) : Math.abs(a) / (METRES_PER_DEGREE * shrink),
    place(lonDeg, latDeg) {
      const [x, y] = projection.forward(lonDeg, latDeg);
      return [(x - c) / a - 0.5, (y - f) / e - 0.5];
    }
  };
}

/** Whether a place lies within the outer edges of the cells. */
export function holds(tile: ElevationTile, lonDeg: number, latDeg: number): boolean {
  const [column, row] = tile.place(lonDeg, latDeg);
  // A hundredth of a cell spares rounding where tiles meet.
  const edge = 0.51;
  return (
    column >= -edge &&
    row >= -edge &&
    column <= tile.width - 1 + edge &&
    row <= tile.height - 1 + edge
  );
}
