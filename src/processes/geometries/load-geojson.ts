import { memoryCube } from '../../engine';
import type { Dimension, Process } from '../../engine';
import { invalid, optionalTexts } from '../arguments';
import { parameter } from '../definitions';
import { geometriesArgument } from './geojson';
import type { Feature } from './geojson';
import { VECTOR_CUBE } from './schemas';

/** A property of a feature; undefined where it has none of that name. */
function propertyOf({ geojson }: Feature, name: string): unknown {
  const { properties } = geojson as { properties?: Record<string, unknown> | null };
  return properties?.[name];
}

function cellOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'boolean' ? Number(value) : NaN;
}

/** The values of one property that is an array for some geometry; null when it is for none. */
function arrayProperty(features: readonly Feature[], name: string): unknown[][] | null {
  const values = features.map(feature => propertyOf(feature, name));
  return values.some(Array.isArray)
    ? values.map(value => (Array.isArray(value) ? value : [value]))
    : null;
}

export const loadGeojson: Process = {
  definition: {
    id: 'load_geojson',
    summary: 'Make a vector cube of GeoJSON',
    description:
      'Makes a cube of the geometries of GeoJSON: Features keep their properties, and numbers among these can become values of the cube.',
    categories: ['import', 'vector'],
    experimental: true,
    parameters: [
      parameter(
        'data',
        'GeoJSON: a geometry, a Feature or a FeatureCollection. Coordinates are longitude and latitude unless a `crs` member names an EPSG code.',
        { type: 'object', subtype: 'geojson' }
      ),
      parameter(
        'properties',
        'Names of properties that become the dimension `properties`; a single one may hold arrays, whose elements are numbered then.',
        { type: 'array', uniqueItems: true, items: { type: 'string' } },
        []
      )
    ],
    returns: { description: 'The vector cube.', schema: VECTOR_CUBE }
  },
  run(args, call) {
    const features = geometriesArgument(args, 'data', call);
    const names = optionalTexts(args, 'properties', call) ?? [];
    const dimensions: Dimension[] = [
      {
        kind: 'geometry',
        name: 'geometry',
        labels: features.map(({ label }) => label),
        geometries: features.map(({ geojson }) => geojson)
      }
    ];
    if (names.length === 0) {
      return memoryCube(
        dimensions,
        features.map(() => Float64Array.of(NaN))
      );
    }
    const arrays = names.length === 1 ? arrayProperty(features, names[0]) : null;
    if (names.length > 1 && names.some(name => arrayProperty(features, name) !== null)) {
      throw invalid(call, 'properties', 'arrays can only be taken from a single property.');
    }
    const labels = arrays
      ? Array.from({ length: Math.max(...arrays.map(a => a.length)) }, (_, i) => i)
      : names;
    const planes = features.flatMap((feature, f) =>
      labels.map((label, i) =>
        Float64Array.of(cellOf(arrays ? arrays[f][i] : propertyOf(feature, String(label))))
      )
    );
    return memoryCube([...dimensions, { kind: 'other', name: 'properties', labels }], planes);
  }
};
