import { datedFrame } from '../model/frames';
import type { IFrame, ILayerSpec } from '../model/spec';
import { pixelAt, valueAtPixel } from '../raster';
import type { IPlane } from '../view/plane';
import { seatOf } from '../view/plane';
import type { RasterStore } from '../view/raster-store';
import { areaValues } from './area';
import type { IStatistics } from './statistics';
import { statisticsOf } from './statistics';

/** What the values of one raster below an area amount to. */
export interface IFrameStatistics {
  readonly frame: IFrame;
  /** Null: no pixel of the area holds data, or the raster cannot be read. */
  readonly statistics: IStatistics | null;
  /** Why the raster could not be read; null: it could. */
  readonly error: unknown;
}

/**
 * Statistics of every raster of a layer below a box of the plane, in their order. Those of a layer
 * with a reference are of differences from each raster's own value there.
 *
 * @param isStale the answer is not wanted any more: reading stops
 */
export async function areaSeries(
  layer: ILayerSpec,
  store: RasterStore,
  plane: IPlane,
  extent: readonly number[],
  isStale: () => boolean
): Promise<IFrameStatistics[]> {
  const found: IFrameStatistics[] = [];
  for (const frame of layer.frames) {
    if (isStale()) {
      break;
    }
    try {
      found.push(await statisticsOfFrame(layer, frame, store, plane, extent));
    } catch (error) {
      found.push({ frame, statistics: null, error });
    }
  }
  return found;
}

async function statisticsOfFrame(
  layer: ILayerSpec,
  frame: IFrame,
  store: RasterStore,
  plane: IPlane,
  extent: readonly number[]
): Promise<IFrameStatistics> {
  const raster = await store.get(frame, layer.lines);
  const dated = datedFrame(frame, raster.origin.days);
  const view = raster.views.find(each => each.id === layer.band) ?? raster.views[0];
  const seat = seatOf(raster, plane);
  const pixel = layer.reference && (await pixelAt(raster, ...layer.reference));
  const zero = layer.reference ? pixel && (await valueAtPixel(raster, view.id, pixel)) : 0;
  if (!seat || zero === null) {
    return { frame: dated, statistics: null, error: null };
  }
  const { values } = await areaValues({ raster, seat, view }, extent, plane);
  const shown = zero === 0 ? values : values.map(value => value - zero);
  return { frame: dated, statistics: statisticsOf(shown), error: null };
}
