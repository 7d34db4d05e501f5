import type Geometry from 'ol/geom/Geometry';
import MultiPolygon from 'ol/geom/MultiPolygon';
import Polygon from 'ol/geom/Polygon';
import GeoJSON from 'ol/format/GeoJSON';
import WKT from 'ol/format/WKT';

import type { LonLat } from '../../../workflow';
import { AreaError } from '../errors';
import { checkRing } from './check-ring';

const EXPECTED =
  'Expected "west, south, east, north" in degrees, a polygon as WKT, or a polygon as GeoJSON.';

/**
 * The area that a text describes: a box "west, south, east, north", WKT (with or without an SRID),
 * or GeoJSON (a polygon, a feature, or a collection of one feature), in degrees of EPSG:4326.
 *
 * @returns A closed ring; null for an empty text.
 * @throws AreaError
 */
export function parseArea(text: string): LonLat[] | null {
  const trimmed = text.trim();
  if (trimmed === '') {
    return null;
  }
  const ring = /^[[{]\s*["{]/.test(trimmed)
    ? ringOfGeometries(readGeoJson(trimmed))
    : /^[a-z]/i.test(trimmed)
      ? ringOfGeometries(readWkt(trimmed))
      : ringOfBox(trimmed);
  checkRing(ring);
  return ring;
}

/** The text of an area: a box where it is one, else WKT; degrees to about a metre. */
export function areaText(ring: readonly LonLat[]): string {
  const points = ring.map(point => point.map(degrees => Number(degrees.toFixed(5))));
  const [west, east] = ends(points.map(([lon]) => lon));
  const [south, north] = ends(points.map(([, lat]) => lat));
  const isBox =
    points.length === 5 &&
    points.every(
      ([lon, lat], i) =>
        (lon === west || lon === east) &&
        (lat === south || lat === north) &&
        (i === 0 || (lon === points[i - 1][0]) !== (lat === points[i - 1][1]))
    );
  return isBox
    ? [west, south, east, north].join(', ')
    : `POLYGON ((${points.map(point => point.join(' ')).join(', ')}))`;
}

/** The ring around a box in degrees. */
export function ringAround(west: number, south: number, east: number, north: number): LonLat[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south]
  ];
}

function ringOfBox(text: string): LonLat[] {
  const parts = text
    .replace(/^[[(]|[\])]$/g, '')
    .trim()
    .split(/\s*[,;]\s*|\s+/);
  const [west, south, east, north] = parts.map(Number);
  if (parts.length !== 4 || parts.some(part => part === '' || !Number.isFinite(Number(part)))) {
    throw new AreaError('unreadable', `Area: ${EXPECTED}`);
  }
  const ring = ringAround(west, south, east, north);
  if (Math.abs(west) <= 180 && Math.abs(east) <= 180 && west > east) {
    throw new AreaError(
      'empty',
      `Area: west (${west}) lies east of east (${east}). Expected "west, south, east, north"; ` +
        'search areas on both sides of the 180th meridian one after the other.'
    );
  }
  if (Math.abs(south) <= 90 && Math.abs(north) <= 90 && south > north) {
    throw new AreaError(
      'empty',
      `Area: south (${south}) lies north of north (${north}). Expected "west, south, east, north".`
    );
  }
  return ring;
}

function readWkt(text: string): Geometry[] {
  try {
    return [new WKT().readGeometry(text.replace(/^SRID=4326;\s*/i, ''))];
  } catch (cause) {
    throw new AreaError(
      'unreadable',
      `Area: the WKT cannot be read (${said(cause)}). ${EXPECTED}`,
      {
        cause
      }
    );
  }
}

function readGeoJson(text: string): Geometry[] {
  try {
    const features = new GeoJSON().readFeatures(JSON.parse(text));
    return features.flatMap(feature => feature.getGeometry() ?? []);
  } catch (cause) {
    const reason = said(cause);
    throw new AreaError('unreadable', `Area: the GeoJSON cannot be read (${reason}). ${EXPECTED}`, {
      cause
    });
  }
}

function ringOfGeometries(geometries: readonly Geometry[]): LonLat[] {
  const polygons = geometries.flatMap(geometry =>
    geometry instanceof MultiPolygon ? geometry.getPolygons() : [geometry]
  );
  const [polygon] = polygons;
  if (polygons.length !== 1 || !(polygon instanceof Polygon)) {
    const found = polygons.map(one => one.getType().toLowerCase()).join(', ') || 'nothing';
    throw new AreaError('not-one-polygon', `Area: expected one polygon, got ${found}.`);
  }
  const rings = polygon.getCoordinates();
  if (rings.length > 1) {
    throw new AreaError(
      'not-one-polygon',
      'Area: expected a polygon without holes. Leave out the rings after the first.'
    );
  }
  const ring = (rings[0] ?? []).map(([lon, lat]): LonLat => [lon, lat]);
  const [first, last] = [ring[0], ring[ring.length - 1]];
  return first && (first[0] !== last[0] || first[1] !== last[1]) ? [...ring, first] : ring;
}

function ends(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function said(reason: unknown): string {
  return reason instanceof Error ? reason.message.replace(/\.$/, '') : String(reason);
}
