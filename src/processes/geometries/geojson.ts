import { isDataCube, kindOf } from '../../engine';
import type { Arguments, Call, Json, LabelledDimension } from '../../engine';
import { invalid } from '../arguments';

/** Longitude and latitude in degrees, WGS 84. */
export type Position = readonly [lonDeg: number, latDeg: number];

/** What a geometry consists of; a ring closes itself. */
export interface Shapes {
  /** Polygons of rings: the outer one, then the holes. */
  readonly polygons: readonly (readonly (readonly Position[])[])[];
  readonly lines: readonly (readonly Position[])[];
  readonly points: readonly Position[];
}

/** One geometry that gets a value of its own. */
export interface Feature {
  readonly label: string | number;
  readonly shapes: Shapes;
  /** As it was given, a geometry or a feature with its properties. */
  readonly geojson: Json;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads GeoJSON, or the geometries of a vector cube that this back-end made.
 *
 * @throws ArgumentError for anything else, and for coordinates that are not longitude and latitude.
 */
export function geometriesArgument(args: Arguments, name: string, call: Call): Feature[] {
  const value = args[name];
  const refuse = (reason: string): Error => invalid(call, name, reason);
  if (isDataCube(value)) {
    const dimension = value.dimensions.find((d): d is LabelledDimension => d.kind === 'geometry');
    if (!dimension?.geometries) {
      throw refuse('the cube has no dimension of geometries.');
    }
    return dimension.geometries.map((geojson, i) =>
      feature(geojson as Members, dimension.labels[i], refuse)
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse(`expected GeoJSON, but got ${kindOf(value)}.`);
  }
  const geojson = value as Members;
  checkCrs(geojson, refuse);
  if (geojson.type !== 'FeatureCollection') {
    return [feature(geojson, labelOf(geojson, 0), refuse)];
  }
  if (!Array.isArray(geojson.features)) {
    throw refuse('a FeatureCollection needs "features".');
  }
  const features = geojson.features as Members[];
  const ids = features.map(labelOf);
  const distinct = new Set(ids).size === ids.length;
  return features.map((each, i) => feature(each, distinct ? ids[i] : i, refuse));
}

function labelOf(geojson: Members, index: number): string | number {
  const { id } = geojson;
  return typeof id === 'string' || typeof id === 'number' ? id : index;
}

/** Coordinates of another CRS would end up in another place of the Earth without a word. */
function checkCrs(geojson: Members, refuse: (reason: string) => Error): void {
  const crs = JSON.stringify(geojson.crs ?? null);
  if (crs !== 'null' && !/(CRS84|[^0-9]4326)"/.test(crs)) {
    throw refuse('GeoJSON has to be in longitude and latitude (WGS 84), without another "crs".');
  }
}

function feature(
  geojson: Members,
  label: string | number,
  refuse: (reason: string) => Error
): Feature {
  const geometry = geojson.type === 'Feature' ? geojson.geometry : geojson;
  return { label, shapes: shapesOf(geometry as Members | null, refuse), geojson: geojson as Json };
}

const NOTHING: Shapes = { polygons: [], lines: [], points: [] };

function shapesOf(geometry: Members | null, refuse: (reason: string) => Error): Shapes {
  if (geometry === null) {
    return NOTHING;
  }
  const read = <T>(depth: number): T => {
    checkPositions(geometry.coordinates, depth, String(geometry.type), refuse);
    return geometry.coordinates as T;
  };
  switch (geometry.type) {
    case 'Polygon': {
      const rings = read<Position[][]>(2);
      return { ...NOTHING, polygons: rings.length === 0 ? [] : [rings] };
    }
    case 'MultiPolygon':
      return { ...NOTHING, polygons: read(3) };
    case 'LineString':
      return { ...NOTHING, lines: [read<Position[]>(1)] };
    case 'MultiLineString':
      return { ...NOTHING, lines: read(2) };
    case 'Point': {
      const empty = Array.isArray(geometry.coordinates) && geometry.coordinates.length === 0;
      return empty ? NOTHING : { ...NOTHING, points: [read<Position>(0)] };
    }
    case 'MultiPoint':
      return { ...NOTHING, points: read(1) };
    default:
      throw refuse(
        `"${String(geometry.type)}" is no geometry that can be used; Point, LineString, Polygon, ` +
          'their Multi forms, Feature and FeatureCollection are.'
      );
  }
}

/** @param depth - Arrays around each position: 0 for a Point, 3 for a MultiPolygon. */
function checkPositions(
  value: unknown,
  depth: number,
  type: string,
  refuse: (reason: string) => Error
): void {
  if (!Array.isArray(value)) {
    throw refuse(`the coordinates of a ${type} are not nested as GeoJSON has it.`);
  }
  if (depth > 0) {
    value.forEach(inner => checkPositions(inner, depth - 1, type, refuse));
    return;
  }
  const [lon, lat] = value as unknown[];
  if (typeof lon !== 'number' || typeof lat !== 'number' || !(Math.abs(lat) <= 90)) {
    throw refuse(`${JSON.stringify(value)} is no longitude and latitude in degrees.`);
  }
}
