export type { IMapServices, IMapViewOptions } from './map-view';
export { MapView } from './map-view';
export { RasterStore } from './raster-store';
