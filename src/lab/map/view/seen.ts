import type { Place } from '../ask/series';
import { extentOfPlaces, placesOnPlane } from '../ask/shape-answer';
import type { MapView } from './map-view';
import type { IDrawnBand } from './raster-layer';

/** What is seen of a layer. */
export interface ISeen {
  /** Name of the layer. */
  readonly name: string;
  readonly drawn: IDrawnBand;
  /** `[minX, minY, maxX, maxY]` of the view in the plane. */
  readonly extent: readonly number[];
}

/** What is seen of the chosen layer; null: it is not drawn. */
export function seenOf({ active, frame }: MapView): ISeen | null {
  const { drawn, spec } = active ?? {};
  return drawn && spec ? { name: spec.name, drawn, extent: frame.extent } : null;
}

/** Shows a ring of longitudes and latitudes as a whole; false: it has no place on this map. */
export function showRing({ frame, plane }: MapView, ring: readonly Place[]): boolean {
  const places = placesOnPlane(ring, plane);
  if (places) {
    frame.fit(extentOfPlaces(places));
  }
  return places !== null;
}
