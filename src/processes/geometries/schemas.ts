import type { Json } from '../../engine';
import { BOOLEAN, NUMBER, TEXT } from '../definitions';

/** JSON schemas of geometries as arguments; they equal those of openEO's own definitions. */

export const VECTOR_CUBE: Json = {
  type: 'object',
  subtype: 'datacube',
  dimensions: [{ type: 'geometry' }]
};

export const POLYGON_CUBE: Json = {
  type: 'object',
  subtype: 'datacube',
  dimensions: [{ type: 'geometry', geometry_type: ['Polygon', 'MultiPolygon'] }]
};

const GEOJSON: Json = {
  title: 'GeoJSON',
  type: 'object',
  subtype: 'geojson',
  description:
    'Deprecated in favor of ``load_geojson()``. The GeoJSON type `GeometryCollection` is not supported.',
  deprecated: true
};

export const GEOMETRIES: Json = [{ title: 'Vector Data Cube', ...VECTOR_CUBE }, GEOJSON];

export const POLYGONS: Json = [{ title: 'Vector Data Cube', ...POLYGON_CUBE }, GEOJSON];

/** What masked cells can be set to. */
export const REPLACEMENT: Json = [NUMBER, BOOLEAN, TEXT, { type: 'null' }];
