import { isDataCube, kindOf } from '../../engine';
import type { Arguments, Call, Json, LabelledDimension } from '../../engine';
import { invalid } from '../arguments';
import { epsgCode } from '../cubes/epsg-code';

/** Longitude and latitude in degrees, or x and y in units of another CRS. */
export type Position = readonly [x: number, y: number];

/** What a geometry consists of; a ring closes itself. */
export interface Shapes {
  readonly epsg: number;
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
type Refuse = (reason: string) => Error;

const WGS84 = 4326;

/**
 * Reads GeoJSON, or the geometries of a vector cube that this back-end made.
 *
 * @throws ArgumentError for anything else.
 */
export function geometriesArgument(args: Arguments, name: string, call: Call): Feature[] {
  const value = args[name];
  const refuse: Refuse = reason => invalid(call, name, reason);
  if (isDataCube(value)) {
    const dimension = value.dimensions.find((d): d is LabelledDimension => d.kind === 'geometry');
    if (!dimension?.geometries) {
      throw refuse('the cube has no dimension of geometries.');
    }
    return dimension.geometries.map((geojson, i) =>
      feature(geojson as Members, dimension.labels[i], null, refuse)
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse(`expected GeoJSON, but got ${kindOf(value)}.`);
  }
  const geojson = value as Members;
  if (geojson.type !== 'FeatureCollection') {
    return [feature(geojson, labelOf(geojson, 0), null, refuse)];
  }
  if (!Array.isArray(geojson.features)) {
    throw refuse('a FeatureCollection needs "features".');
  }
  const features = geojson.features as Members[];
  const ids = features.map(labelOf);
  const distinct = new Set(ids).size === ids.length;
  return features.map((each, i) =>
    feature(each, distinct ? ids[i] : i, geojson.crs ?? null, refuse)
  );
}

/** The geometries of features that are polygons or empty. @throws ArgumentError for others. */
export function polygonsArgument(args: Arguments, name: string, call: Call): Feature[] {
  const features = geometriesArgument(args, name, call);
  const other = features.find(({ shapes }) => shapes.lines.length > 0 || shapes.points.length > 0);
  if (other !== undefined) {
    throw invalid(call, name, `geometry ${other.label} is no polygon.`);
  }
  return features;
}

function labelOf(geojson: Members, index: number): string | number {
  const { id } = geojson;
  return typeof id === 'string' || typeof id === 'number' ? id : index;
}

/** The CRS that GeoJSON of 2008 could name; that of today is always longitude and latitude. */
function epsgOf(crs: unknown, refuse: Refuse): number {
  if (crs === null || crs === undefined) {
    return WGS84;
  }
  const name = (crs as { properties?: { name?: unknown } }).properties?.name;
  const text = typeof name === 'string' ? name : '';
  if (/CRS:?84$/i.test(text)) {
    return WGS84;
  }
  const urn = /^urn:ogc:def:crs:EPSG:[^:]*:(\d+)$/i.exec(text);
  const epsg = urn ? Number(urn[1]) : epsgCode(text);
  if (epsg === null) {
    throw refuse(
      `"crs" has to name an EPSG code such as "urn:ogc:def:crs:EPSG::32632"; got ${JSON.stringify(crs)}.`
    );
  }
  return epsg;
}

/** @param outerCrs - Of the collection around, when the feature has none itself. */
function feature(
  geojson: Members,
  label: string | number,
  outerCrs: unknown,
  refuse: Refuse
): Feature {
  const crs = geojson.crs ?? outerCrs;
  const own = geojson.type === 'Feature' ? geojson.geometry : geojson;
  const geometry = (own ?? null) as Members | null;
  const whole = crs === null || geojson.crs ? geojson : { ...geojson, crs };
  const epsg = epsgOf(crs, refuse);
  return { label, shapes: { epsg, ...shapesOf(geometry, epsg, refuse) }, geojson: whole as Json };
}

type Parts = Omit<Shapes, 'epsg'>;

const NOTHING: Parts = { polygons: [], lines: [], points: [] };

function shapesOf(geometry: Members | null, epsg: number, refuse: Refuse): Parts {
  if (geometry === null) {
    return NOTHING;
  }
  const read = <T>(depth: number): T => {
    checkPositions(geometry.coordinates, depth, String(geometry.type), epsg, refuse);
    return geometry.coordinates as T;
  };
  switch (geometry.type) {
    case 'Polygon': {
      const rings = read<Position[][]>(2);
      return { ...NOTHING, polygons: rings.length === 0 ? [] : [rings] };
    }
    case 'MultiPolygon':
      return { ...NOTHING, polygons: read(3) };
    case 'LineString': {
      const line = read<Position[]>(1);
      return { ...NOTHING, lines: line.length === 0 ? [] : [line] };
    }
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
  epsg: number,
  refuse: Refuse
): void {
  if (!Array.isArray(value)) {
    throw refuse(`the coordinates of a ${type} are not nested as GeoJSON has it.`);
  }
  if (depth > 0) {
    value.forEach(inner => checkPositions(inner, depth - 1, type, epsg, refuse));
    return;
  }
  const [x, y] = value as unknown[];
  if (typeof x !== 'number' || typeof y !== 'number') {
    throw refuse(`${JSON.stringify(value)} is no position.`);
  }
  if (epsg === WGS84 && !(Math.abs(y) <= 90)) {
    throw refuse(
      `${JSON.stringify(value)} is no longitude and latitude in degrees, and no "crs" says otherwise.`
    );
  }
}
