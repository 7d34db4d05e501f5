export { halveFloat32 } from './halve';
export { inflate, inflateTwo } from './inflate';
export {
  applyFloat32,
  applyHorizontal16,
  applyHorizontal32,
  separate32,
  undoFloat32,
  undoHorizontal16,
  undoHorizontal32
} from './predictor';
export { project, widenBlocks } from './project';
export { findHits, hitCount } from './quads';
export { isCalm, walk } from './walk';

/** Where memory that no table or constant needs begins. */
export const heapBase: usize = __heap_base;
