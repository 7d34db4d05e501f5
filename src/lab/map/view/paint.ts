import type { IBandView, IRaster, IWindow } from '../raster';
import { RAMP_LENGTH } from './ramps';
import type { IStretch } from './stretch';
import type { ITileMapping } from './tile-mapping';

/** A level is refused for a tile for which more of its pixels must be read than this. */
const MOST_PX = 4e6;

function windowOf(mapping: ITileMapping, raster: IRaster, level: number): IWindow | null {
  const { box } = mapping;
  if (!box) {
    return null;
  }
  const { widthPx, heightPx } = raster.levels[level];
  const scaleX = widthPx / raster.widthPx;
  const scaleY = heightPx / raster.heightPx;
  const window = {
    x0: Math.max(0, Math.floor(box[0] * scaleX)),
    y0: Math.max(0, Math.floor(box[1] * scaleY)),
    x1: Math.min(widthPx, Math.ceil(box[2] * scaleX)),
    y1: Math.min(heightPx, Math.ceil(box[3] * scaleY))
  };
  return window.x0 < window.x1 && window.y0 < window.y1 ? window : null;
}

/**
 * The coarsest level that still has a pixel for each pixel of the tile, or a coarser one where
 * that would need too many pixels.
 *
 * @param stepPx pixels of the raster that one pixel of the tile steps over
 */
export function levelFor(raster: IRaster, stepPx: number, sidePx: number): number {
  const { levels, widthPx } = raster;
  let level = 0;
  // A level of an odd size is a little more than half as wide: the tenth allows for that.
  while (level + 1 < levels.length && widthPx / levels[level + 1].widthPx <= stepPx * 1.1) {
    level++;
  }
  // The same for every tile of a resolution, so that no tile looks sharper than its neighbour.
  while (level + 1 < levels.length) {
    const { isStriped, widthPx: levelPx } = levels[level];
    const readPx = (sidePx * stepPx * levelPx) / widthPx;
    if (readPx * (isStriped ? levelPx : readPx) <= MOST_PX) {
      break;
    }
    level++;
  }
  return level;
}

/** Values of a view over a window of one level, row by row; no-data is NaN. */
export async function readView(
  raster: IRaster,
  view: IBandView,
  level: number,
  window: IWindow
): Promise<Float64Array> {
  const parts = await Promise.all(
    view.samples.map(sample => raster.levels[level].read(sample, window))
  );
  const { combine } = view;
  return combine
    ? parts[0].map((_, index) => combine(...parts.map(part => part[index])))
    : parts[0];
}

/**
 * Values at the centres of a tile's pixels, `sidePx * sidePx` of them row by row; NaN for no-data
 * and outside. Null: the tile lies outside the raster. Values are picked, never mixed.
 */
export async function sampleTile(
  raster: IRaster,
  view: IBandView,
  mapping: ITileMapping
): Promise<Float64Array | null> {
  const { sidePx } = mapping;
  const level = levelFor(raster, mapping.stepPx, sidePx);
  const window = windowOf(mapping, raster, level);
  if (!window) {
    return null;
  }
  // Made overviews may take the place of the levels while this is read.
  const { widthPx: levelWidthPx, heightPx: levelHeightPx } = raster.levels[level];
  const values = await readView(raster, view, level, window);
  const scaleX = levelWidthPx / raster.widthPx;
  const scaleY = levelHeightPx / raster.heightPx;
  const widthPx = window.x1 - window.x0;
  const tile = new Float64Array(sidePx * sidePx).fill(NaN);
  const columns = new Float64Array(sidePx);
  const rows = new Float64Array(sidePx);
  for (let j = 0; j < sidePx; j++) {
    mapping.fillLine(j, columns, rows);
    for (let i = 0; i < sidePx; i++) {
      const x = Math.floor(columns[i] * scaleX);
      const y = Math.floor(rows[i] * scaleY);
      if (x >= window.x0 && x < window.x1 && y >= window.y0 && y < window.y1) {
        tile[j * sidePx + i] = values[(y - window.y0) * widthPx + x - window.x0];
      }
    }
  }
  return tile;
}

/**
 * Colours values into RGBA bytes. Values past the ends take the end's colour; what is not finite
 * is transparent.
 */
export function colour(
  values: Float64Array,
  stretch: IStretch,
  colours: Uint8ClampedArray,
  into: Uint8ClampedArray
): void {
  const scale = (RAMP_LENGTH - 1) / (stretch.high - stretch.low);
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (!Number.isFinite(value)) {
      into[4 * index + 3] = 0;
      continue;
    }
    const step = Math.round((value - stretch.low) * scale);
    const at = 3 * Math.min(RAMP_LENGTH - 1, Math.max(0, step));
    into[4 * index] = colours[at];
    into[4 * index + 1] = colours[at + 1];
    into[4 * index + 2] = colours[at + 2];
    into[4 * index + 3] = 255;
  }
}
