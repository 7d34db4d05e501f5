import { readView } from '../view/paint';
import { seenValues } from '../view/paint-seen';
import type { IDrawnBand } from '../view/raster-layer';

/** An area of more pixels than this is sampled. */
const MOST_PX = 4e6;

/** Most places along a profile. */
const MOST_STEPS = 1000;

/** Values below an area. */
export interface IAreaValues {
  readonly values: Float64Array;
  /** Whether they are picks of the pixels, not all of them. */
  readonly isSampled: boolean;
}

/**
 * Values of the pixels whose centres lie in a box of the plane, as they are stored.
 *
 * @param extent `[minX, minY, maxX, maxY]` in the plane
 */
export async function areaValues(
  drawn: IDrawnBand,
  extent: readonly number[]
): Promise<IAreaValues> {
  const { raster, seat, view } = drawn;
  const [minX, minY, maxX, maxY] = extent;
  const back = seat.affine;
  if (back && back.b === 0 && back.d === 0) {
    const columns = [back.a * minX + back.c, back.a * maxX + back.c].sort((p, q) => p - q);
    const rows = [back.e * minY + back.f, back.e * maxY + back.f].sort((p, q) => p - q);
    const window = {
      x0: Math.max(0, Math.ceil(columns[0] - 0.5)),
      y0: Math.max(0, Math.ceil(rows[0] - 0.5)),
      x1: Math.min(raster.widthPx, Math.floor(columns[1] - 0.5) + 1),
      y1: Math.min(raster.heightPx, Math.floor(rows[1] - 0.5) + 1)
    };
    const sizePx = (window.x1 - window.x0) * (window.y1 - window.y0);
    if (window.x1 <= window.x0 || window.y1 <= window.y0) {
      return { values: new Float64Array(0), isSampled: false };
    }
    if (sizePx <= MOST_PX) {
      return { values: await readView(raster, view, 0, window), isSampled: false };
    }
  }
  return { values: await seenValues(drawn, extent), isSampled: true };
}

/** One place of a profile. */
export interface IProfileStep {
  /** Along the line, in units of the plane. */
  readonly distance: number;
  /** Null: no data, or outside. */
  readonly value: number | null;
}

/** Values along a line of the plane, about one for each pixel that it crosses. */
export async function profileAlong(
  { raster, seat, view }: IDrawnBand,
  line: readonly (readonly number[])[]
): Promise<IProfileStep[]> {
  const lengths = line
    .slice(1)
    .map(([x, y], index) => Math.hypot(x - line[index][0], y - line[index][1]));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const count = Math.max(1, Math.min(MOST_STEPS, Math.ceil(total / seat.pixel)));
  const placeAt = (distance: number): [number, number] => {
    let left = distance;
    let leg = 0;
    while (leg < lengths.length - 1 && left > lengths[leg]) {
      left -= lengths[leg++];
    }
    const share = lengths[leg] > 0 ? left / lengths[leg] : 0;
    const [from, to] = [line[leg], line[leg + 1]];
    return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
  };
  return Promise.all(
    Array.from({ length: count + 1 }, async (_, index): Promise<IProfileStep> => {
      const distance = (total * index) / count;
      const at = seat.toRaster(...placeAt(distance))?.map(Math.floor);
      if (!at || at[0] < 0 || at[1] < 0 || at[0] >= raster.widthPx || at[1] >= raster.heightPx) {
        return { distance, value: null };
      }
      const window = { x0: at[0], y0: at[1], x1: at[0] + 1, y1: at[1] + 1 };
      const [value] = await readView(raster, view, 0, window);
      return { distance, value: Number.isFinite(value) ? value : null };
    })
  );
}
