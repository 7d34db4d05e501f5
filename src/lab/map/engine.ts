/**
 * The heavy half of the map (OpenLayers, GeoTIFF decoding, projections), which `loadEngine`
 * loads when the first map is shown.
 */
import '../../../style/base.css';
import '../../../style/map.css';
import '../../../style/map-panel.css';
import '../../../style/map-range.css';

export { pixelAt, valueAtPixel } from './raster';
export { MapView, RasterStore } from './view';
export { saveImage } from './view/screenshot';

export { messageOf } from './messages';
export { readMap } from './model/read-map';
export { insertCells } from './insert-cell';
export { askBaselines } from './companion-questions';
export { openSource } from './open-source';
export { writeToDocument } from './write-document';
export { choose, openFrames } from './command-open';
export { copyLink, openLink, showLinked } from './command-link';
export { exportView } from './export/export-view';
export { placeFootprint } from './command-footprint';
export { chooseFrames, goTo, saveMap, valueAt } from './command-dialogs';
export { messageBox } from './view/message-box';
