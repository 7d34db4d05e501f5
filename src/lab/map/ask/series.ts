import { datedFrame } from '../model/frames';
import type { IFrame, ILayerSpec } from '../model/spec';
import type { IRaster } from '../raster';
import { pixelAt, valueAtPixel } from '../raster';
import type { RasterStore } from '../view/raster-store';

/** A place of a map: longitude and latitude in degrees, or sample and minus line. */
export type Place = readonly [number, number];

/** The value of one raster at a place. */
export interface IFrameValue {
  readonly frame: IFrame;
  /** Null: no data, or outside. */
  readonly value: number | null;
  /** Why the raster could not be read; null: it could. */
  readonly error: unknown;
}

/** Rasters that are read at a time. */
const TOGETHER = 6;

/**
 * Values of a layer at a place, one for each of its rasters, in their order. Those of a layer with a
 * reference are differences from each raster's own value there.
 *
 * @param isLonLat whether the place is longitude and latitude
 */
export async function seriesAt(
  layer: ILayerSpec,
  store: RasterStore,
  place: Place,
  isLonLat: boolean
): Promise<IFrameValue[]> {
  const values: IFrameValue[] = [];
  for (let at = 0; at < layer.frames.length; at += TOGETHER) {
    const batch = layer.frames.slice(at, at + TOGETHER);
    values.push(
      ...(await Promise.all(
        batch.map(async frame => {
          try {
            const raster = await store.get(frame, layer.lines);
            const dated = datedFrame(frame, raster.origin.days);
            const value = await valueOf(raster, layer, place, isLonLat);
            const zero = layer.reference ? await valueOf(raster, layer, layer.reference, true) : 0;
            const isKnown = value !== null && zero !== null;
            return { frame: dated, value: isKnown ? value - zero : null, error: null };
          } catch (error) {
            return { frame, value: null, error };
          }
        })
      ))
    );
  }
  return values;
}

async function valueOf(
  raster: IRaster,
  layer: ILayerSpec,
  place: Place,
  isLonLat: boolean
): Promise<number | null> {
  const view = raster.views.find(each => each.id === layer.band) ?? raster.views[0];
  const pixel = isLonLat
    ? await pixelAt(raster, place[0], place[1])
    : { column: Math.floor(place[0]), row: Math.floor(-place[1]) };
  const isInside =
    pixel !== null &&
    pixel.column >= 0 &&
    pixel.row >= 0 &&
    pixel.column < raster.widthPx &&
    pixel.row < raster.heightPx;
  return isInside ? valueAtPixel(raster, view.id, pixel) : null;
}
