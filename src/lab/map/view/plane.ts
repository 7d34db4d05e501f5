import Projection from 'ol/proj/Projection';
import { addCoordinateTransforms, addProjection } from 'ol/proj';

import type { IAffine, ICrs, IRaster } from '../raster';
import { apply, extentOf, invert, RADAR_TO_PLANE, scaled } from '../raster';

/** The plane that a map is drawn in. */
export interface IPlane {
  readonly projection: Projection;
  /** Null in radar geometry, where x is the sample and -y the line. */
  readonly ground: {
    /** As `EPSG:32632`; rasters in this system are drawn without any resampling. */
    readonly code: string;
    /** From coordinates of the system to the plane: both axes scaled. */
    readonly perUnit: readonly [number, number];
    /** Plane to `[longitude, latitude]` in degrees, or null. */
    toLonLat(x: number, y: number): [number, number] | null;
    fromLonLat(lonDeg: number, latDeg: number): [number, number] | null;
    /** `[west, south, east, north]` in degrees: what may be drawn around the rasters. */
    readonly surroundings: [number, number, number, number];
  } | null;
}

/** Where a raster lies in a plane. */
export interface ISeat {
  /** `[minX, minY, maxX, maxY]` of the raster in the plane. */
  readonly extent: [number, number, number, number];
  /** From the plane to the raster's pixels, where that is affine: no resampling. */
  readonly affine: IAffine | null;
  /** From the plane to the raster's pixels (column, row; centres at halves), or null: nowhere. */
  toRaster(x: number, y: number): readonly [number, number] | null;
  /** Length of a pixel in the plane near the middle of the raster. */
  readonly pixel: number;
}

const METERS_PER_DEGREE = (Math.PI / 180) * 6378137;

/** Outlines and the graticule are drawn this far around a raster. */
const AROUND_DEG = 12;

/** Points along each side of a raster whose places tell how far it reaches. */
const STEPS = 16;

type Box = [number, number, number, number];

/** Radar geometry: pixels of a plane that carry no place on the Earth. */
function radarPlane(raster: IRaster): IPlane {
  const extent = extentOf(RADAR_TO_PLANE, raster.widthPx, raster.heightPx);
  return {
    projection: new Projection({ code: 'insar:lines', units: 'pixels', extent }),
    ground: null
  };
}

/**
 * The plane of a map whose first raster is this one. A projected raster is drawn in its own system.
 * One in degrees is drawn with equal scale along its central parallel and meridian, which only
 * scales its axes: pixels stay rectangles.
 */
export function planeOf(raster: IRaster): IPlane {
  const { placement } = raster;
  if (placement.kind === 'radar') {
    return radarPlane(raster);
  }
  const { crs } = placement;
  const inCrs = extentOf(placement.toCrs, raster.widthPx, raster.heightPx);
  const middleDeg = (inCrs[1] + inCrs[3]) / 2;
  const perUnit: readonly [number, number] = crs.isGeographic
    ? [METERS_PER_DEGREE * Math.max(0.05, Math.cos((middleDeg * Math.PI) / 180)), METERS_PER_DEGREE]
    : [1, 1];
  const toLonLat = (x: number, y: number): [number, number] | null =>
    crs.isGeographic ? [x / perUnit[0], y / perUnit[1]] : crs.toLonLat(x, y);
  const fromLonLat = (lonDeg: number, latDeg: number): [number, number] | null =>
    crs.isGeographic ? [lonDeg * perUnit[0], latDeg * perUnit[1]] : crs.fromLonLat(lonDeg, latDeg);
  const toPlane = scaled(placement.toCrs, ...perUnit);
  const surroundings = surroundingsOf(raster, toPlane, toLonLat);
  const corners = [0, 1, 2, 3].map(corner =>
    fromLonLat(surroundings[corner & 1 ? 2 : 0], surroundings[corner & 2 ? 3 : 1])
  );
  const extent = extentOf(toPlane, raster.widthPx, raster.heightPx);
  const xs = [extent[0], extent[2], ...corners.flatMap(point => (point ? [point[0]] : []))];
  const ys = [extent[1], extent[3], ...corners.flatMap(point => (point ? [point[1]] : []))];
  const projection = new Projection({
    code: `insar:${crs.code}@${surroundings.map(side => side.toFixed(1)).join(',')}`,
    units: 'm',
    metersPerUnit: crs.isGeographic ? 1 : crs.metersPerUnit,
    extent: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
    worldExtent: surroundings
  });
  addProjection(projection);
  const nowhere: [number, number] = [NaN, NaN];
  addCoordinateTransforms(
    'EPSG:4326',
    projection,
    point => fromLonLat(point[0], point[1]) ?? nowhere,
    point => toLonLat(point[0], point[1]) ?? nowhere
  );
  return {
    projection,
    ground: { code: crs.code, perUnit, toLonLat, fromLonLat, surroundings }
  };
}

/**
 * Where a raster lies in a plane; null: it has no place there (radar geometry on the ground, or the
 * other way round).
 */
export function seatOf(raster: IRaster, plane: IPlane): ISeat | null {
  const { placement } = raster;
  const { ground } = plane;
  if (placement.kind === 'radar' || !ground) {
    return placement.kind === 'radar' && !ground ? affineSeat(raster, RADAR_TO_PLANE) : null;
  }
  const { crs, toCrs } = placement;
  // Two files may describe different systems of their own.
  if (crs.code === ground.code && crs.code.startsWith('EPSG:')) {
    return affineSeat(raster, scaled(toCrs, ...ground.perUnit));
  }
  return warpedSeat(raster, crs, toCrs, ground);
}

function affineSeat(raster: IRaster, toPlane: IAffine): ISeat {
  const affine = invert(toPlane)!;
  return {
    extent: extentOf(toPlane, raster.widthPx, raster.heightPx),
    affine,
    toRaster: (x, y) => apply(affine, x, y),
    pixel: Math.min(Math.hypot(toPlane.a, toPlane.d), Math.hypot(toPlane.b, toPlane.e))
  };
}

function warpedSeat(
  raster: IRaster,
  crs: ICrs,
  toCrs: IAffine,
  ground: NonNullable<IPlane['ground']>
): ISeat {
  const back = invert(toCrs)!;
  const toPlane = (column: number, row: number): [number, number] | null => {
    const [x, y] = apply(toCrs, column, row);
    const place = crs.isGeographic ? ([x, y] as const) : crs.toLonLat(x, y);
    return place && ground.fromLonLat(place[0], place[1]);
  };
  const middleDeg = crs.isGeographic ? apply(toCrs, raster.widthPx / 2, raster.heightPx / 2)[0] : 0;
  const toRaster = (x: number, y: number): readonly [number, number] | null => {
    const place = ground.toLonLat(x, y);
    if (!place) {
      return null;
    }
    if (crs.isGeographic) {
      // The turn of the Earth that the raster counts its longitudes in.
      const turn = 360 * Math.round((middleDeg - place[0]) / 360);
      return apply(back, place[0] + turn, place[1]);
    }
    const inCrs = crs.fromLonLat(place[0], place[1]);
    return inCrs && apply(back, inCrs[0], inCrs[1]);
  };
  const points = gridOver(raster).flatMap(([column, row]) => {
    const point = toPlane(column, row);
    return point ? [point] : [];
  });
  const xs = points.map(point => point[0]);
  const ys = points.map(point => point[1]);
  const centre = toPlane(raster.widthPx / 2, raster.heightPx / 2);
  const beside = toPlane(raster.widthPx / 2 + 1, raster.heightPx / 2);
  const pixel =
    centre && beside ? Math.hypot(beside[0] - centre[0], beside[1] - centre[1]) : Infinity;
  return {
    extent: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
    affine: null,
    toRaster,
    pixel
  };
}

function gridOver(raster: IRaster): [number, number][] {
  return Array.from({ length: (STEPS + 1) ** 2 }, (_, index) => [
    (raster.widthPx * (index % (STEPS + 1))) / STEPS,
    (raster.heightPx * Math.floor(index / (STEPS + 1))) / STEPS
  ]);
}

function surroundingsOf(
  raster: IRaster,
  toPlane: IAffine,
  toLonLat: (x: number, y: number) => [number, number] | null
): Box {
  const places = gridOver(raster).flatMap(([column, row]) => {
    const place = toLonLat(...apply(toPlane, column, row));
    return place ? [place] : [];
  });
  const lons = places.map(place => place[0]);
  const lats = places.map(place => place[1]);
  const south = Math.max(-89.9, Math.min(...lats) - AROUND_DEG);
  const north = Math.min(89.9, Math.max(...lats) + AROUND_DEG);
  // Near a pole every meridian passes by.
  if (north >= 85 || south <= -85) {
    return [-180, south, 180, north];
  }
  const aroundDeg = AROUND_DEG / Math.cos((Math.max(-south, north) * Math.PI) / 180);
  const west = Math.min(...lons) - aroundDeg;
  const east = Math.max(...lons) + aroundDeg;
  return east - west >= 360 ? [-180, south, 180, north] : [west, south, east, north];
}

/**
 * What a step of a plane is on the ground near a place, in metres to the east and to the north; the
 * step itself in radar geometry.
 */
export function groundStepM(
  { ground }: IPlane,
  [x, y]: readonly [number, number],
  step: number
): [number, number] {
  const here = ground?.toLonLat(x, y);
  const length = (other: readonly [number, number] | null | undefined): number => {
    if (!here || !other) {
      return step;
    }
    const east = (other[0] - here[0]) * Math.cos((here[1] * Math.PI) / 180);
    return Math.hypot(east, other[1] - here[1]) * METERS_PER_DEGREE;
  };
  return [length(ground?.toLonLat(x + step, y)), length(ground?.toLonLat(x, y + step))];
}

/** How far to the north the direction is taken, in degrees of latitude. */
const NORTH_STEP_DEG = 0.01;

/**
 * The direction of true north at a place of a plane, in degrees clockwise from the top of the map;
 * null: there is none.
 */
export function northDeg(plane: IPlane, [x, y]: readonly [number, number]): number | null {
  const place = plane.ground?.toLonLat(x, y);
  if (!place) {
    return null;
  }
  const isBelow = place[1] + NORTH_STEP_DEG < 90;
  const other = plane.ground!.fromLonLat(
    place[0],
    place[1] + (isBelow ? NORTH_STEP_DEG : -NORTH_STEP_DEG)
  );
  if (!other) {
    return null;
  }
  const sign = isBelow ? 1 : -1;
  return (Math.atan2(sign * (other[0] - x), sign * (other[1] - y)) * 180) / Math.PI;
}
