import type { Process } from '../../engine';
import { aggregateSpatial } from './aggregate-spatial';
import { applyPolygon } from './apply-polygon';
import { filterSpatial } from './filter-spatial';
import { loadGeojson } from './load-geojson';
import { maskPolygon } from './mask-polygon';

export const geometryProcesses: readonly Process[] = [
  aggregateSpatial,
  applyPolygon,
  filterSpatial,
  loadGeojson,
  maskPolygon
];
