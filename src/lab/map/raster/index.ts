export type { IAffine } from './affine';
export { apply, extentOf, invert, scaled } from './affine';
export type { BandKind, IBandView } from './bands';
export type { ICrs } from './crs';
export {
  BandsTogether,
  BlockDamaged,
  CrsUnknown,
  EncodingUnsupported,
  FileChanged,
  FileEmpty,
  FileTruncated,
  FileUnreachable,
  FileWithoutRanges,
  MapError,
  NotGeoreferenced,
  NotTiff,
  TooMuchToRead
} from './errors';
export type { ILevel, IWindow } from './level';
export type { IPixel } from './locate';
export { outlineOf } from './outline';
export type { IRadarPlace } from './radar-place';
export { radarPlaceOf } from './radar-place';
export { lonLatOf, pixelAt, valueAtPixel } from './locate';
export type { IOpenOptions } from './open-raster';
export { openRaster } from './open-raster';
export type { Placement } from './placement';
export { RADAR_TO_PLANE } from './placement';
export type { RangeFetch } from './range-source';
export type { IOverviewsState, IRaster, MakeOverviews } from './raster';
export { Raster } from './raster';
