/**
 * The heavy half of the map (OpenLayers, GeoTIFF decoding, projections), which `import('./engine')`
 * loads when the first map is shown.
 */
import '../../../style/map.css';

export { openRaster, pixelAt, valueAtPixel } from './raster';
export { MapView } from './view';
