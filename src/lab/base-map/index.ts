export { BaseLayers } from './base-layers';
export type { IGroundPlane } from './ground-plane';
