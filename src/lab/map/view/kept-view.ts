import type { MapModel } from '../model/map-model';
import type { MapFrame } from './map-frame';
import type { IPlane } from './plane';

/** Keeps where the map looks in its model. */
export function rememberView(model: MapModel, frame: MapFrame, plane: IPlane): void {
  const center = frame.center;
  const lonLat = plane.ground?.toLonLat(center[0], center[1]) ?? null;
  model.remember({
    view: {
      center: lonLat ?? center,
      isLonLat: lonLat !== null,
      resolution: frame.map.getView().getResolution()!
    }
  });
}

/** Looks where the model says, where that is a place of this plane. */
export function restoreView(model: MapModel, frame: MapFrame, { ground }: IPlane): void {
  const { view } = model.spec;
  if (view && view.isLonLat === (ground !== null)) {
    const center = ground ? ground.fromLonLat(...view.center) : view.center;
    if (center) {
      frame.show(center, view.resolution);
    }
  }
}
