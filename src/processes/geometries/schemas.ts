import type { Json } from '../../engine';
import { VECTOR_CUBE } from '../schemas';

/** JSON schemas of geometries as arguments; they equal those of openEO's own definitions. */

export const GEOMETRIES: Json = [{title:"Vector Data Cube",type:"object",subtype:"datacube",dimensions:[{type:"geometry"}]},{title:"GeoJSON",type:"object",subtype:"geojson",description:"Deprecated in favor of ``load_geojson()``. The GeoJSON type `GeometryCollection` is not supported.",deprecated:true}];

export const POLYGONS: Json = [{title:"Vector Data Cube",type:"object",subtype:"datacube",dimensions:[{type:"geometry",geometry_type:["Polygon","MultiPolygon"]}]},{title:"GeoJSON",type:"object",subtype:"geojson",description:"Deprecated in favor of ``load_geojson()``. The GeoJSON type `GeometryCollection` is not supported.",deprecated:true}];

/** What masked cells can be set to. */
export const REPLACEMENT: Json = [{type:"number"},BOOLEAN,TEXT,{type:"null"}];
