export { scanLine } from './block-scan';
export { halveFloat32 } from './halve';
export { inflate, inflateTwo } from './inflate';
export { interpolate } from './interpolate';
export { packSteps, packWhole, unpackSteps, unpackWhole } from './pack-rows';
export {
  applyFloat32,
  applyHorizontal16,
  applyHorizontal32,
  separate32,
  undoFloat32,
  undoHorizontal16,
  undoHorizontal32
} from './predictor';
export { project } from './project';
export { findHits, hitCount } from './quads';
export { walk } from './walk';

/** Where memory that no table or constant needs begins. */
export const heapBase: usize = __heap_base;
