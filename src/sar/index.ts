export { placeInFootprint } from './footprint-grid';
export type { BurstFootprint, LonLat } from './footprint-grid';
export { normalSource } from './random';
export type { NormalSource } from './random';
export { speckleSeries } from './speckle-series';
export type { ComplexPlane } from './speckle-series';
