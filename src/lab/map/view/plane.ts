import Projection from 'ol/proj/Projection';
import { addCoordinateTransforms, addProjection } from 'ol/proj';

import type { IAffine, IRaster } from '../raster';
import { apply, extentOf, RADAR_TO_PLANE, scaled } from '../raster';

/** The plane that a raster is drawn in, without any resampling of its grid. */
export interface IPlane {
  readonly projection: Projection;
  /** From the raster's pixels to the plane. */
  readonly toPlane: IAffine;
  /** `[minX, minY, maxX, maxY]` of the raster in the plane. */
  readonly extent: [number, number, number, number];
  /** Null in radar geometry. */
  readonly ground: {
    /** Plane to `[longitude, latitude]` in degrees, or null. */
    toLonLat(x: number, y: number): [number, number] | null;
    fromLonLat(lonDeg: number, latDeg: number): [number, number] | null;
    /** `[west, south, east, north]` in degrees: what may be drawn around the raster. */
    readonly surroundings: [number, number, number, number];
  } | null;
}

const METERS_PER_DEGREE = (Math.PI / 180) * 6378137;

/** Outlines and the graticule are drawn this far around a raster. */
const AROUND_DEG = 12;

/** Pixels of the plane of radar geometry that carry no place on the Earth. */
function radarPlane(raster: IRaster): IPlane {
  const extent = extentOf(RADAR_TO_PLANE, raster.widthPx, raster.heightPx);
  const projection = new Projection({ code: 'insar:lines', units: 'pixels', extent });
  return { projection, toPlane: RADAR_TO_PLANE, extent, ground: null };
}

/**
 * A projected raster is drawn in its own system. One in degrees is drawn with equal scale along
 * its central parallel and meridian, which only scales its axes: pixels stay rectangles.
 */
export function planeOf(raster: IRaster): IPlane {
  const { placement } = raster;
  if (placement.kind === 'radar') {
    return radarPlane(raster);
  }
  const { crs } = placement;
  const inCrs = extentOf(placement.toCrs, raster.widthPx, raster.heightPx);
  const middleDeg = (inCrs[1] + inCrs[3]) / 2;
  const perDegree: readonly [number, number] = crs.isGeographic
    ? [METERS_PER_DEGREE * Math.max(0.05, Math.cos((middleDeg * Math.PI) / 180)), METERS_PER_DEGREE]
    : [1, 1];
  const toPlane = scaled(placement.toCrs, ...perDegree);
  const toLonLat = (x: number, y: number): [number, number] | null =>
    crs.isGeographic ? [x / perDegree[0], y / perDegree[1]] : crs.toLonLat(x, y);
  const fromLonLat = (lonDeg: number, latDeg: number): [number, number] | null =>
    crs.isGeographic
      ? [lonDeg * perDegree[0], latDeg * perDegree[1]]
      : crs.fromLonLat(lonDeg, latDeg);
  const surroundings = surroundingsOf(raster, toPlane, toLonLat);
  const code = `insar:${crs.code}@${surroundings.map(side => side.toFixed(1)).join(',')}`;
  const corners = [0, 1, 2, 3].map(corner =>
    fromLonLat(surroundings[corner & 1 ? 2 : 0], surroundings[corner & 2 ? 3 : 1])
  );
  const extent = extentOf(toPlane, raster.widthPx, raster.heightPx);
  const xs = [extent[0], extent[2], ...corners.flatMap(point => (point ? [point[0]] : []))];
  const ys = [extent[1], extent[3], ...corners.flatMap(point => (point ? [point[1]] : []))];
  const projection = new Projection({
    code,
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
  return { projection, toPlane, extent, ground: { toLonLat, fromLonLat, surroundings } };
}

function surroundingsOf(
  raster: IRaster,
  toPlane: IAffine,
  toLonLat: (x: number, y: number) => [number, number] | null
): [number, number, number, number] {
  const lons: number[] = [];
  const lats: number[] = [];
  const steps = 8;
  for (let i = 0; i <= steps; i++) {
    for (let j = 0; j <= steps; j++) {
      const column = (raster.widthPx * i) / steps;
      const row = (raster.heightPx * j) / steps;
      const point = toLonLat(...apply(toPlane, column, row));
      if (point) {
        lons.push(point[0]);
        lats.push(point[1]);
      }
    }
  }
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
