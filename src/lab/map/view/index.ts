export type { IMapViewOptions } from './map-view';
export { MapView } from './map-view';
