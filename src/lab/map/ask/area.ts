import type { IWindow } from '../raster';
import { apply } from '../raster';
import { readView } from '../view/paint';
import { seenValues } from '../view/paint-seen';
import type { IPlane } from '../view/plane';
import type { IDrawnBand } from '../view/raster-layer';

/** An area of more pixels than this is sampled. */
const MOST_PX = 4e6;

/** The same where each pixel has to be placed in another coordinate system. */
const MOST_PLACED_PX = 5e5;

/** Most places along a profile. */
const MOST_STEPS = 1000;

/** Places along each side of an area that tell how far it reaches in a raster. */
const EDGE_STEPS = 32;

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
  extent: readonly number[],
  plane: IPlane
): Promise<IAreaValues> {
  const { raster, seat, view } = drawn;
  const window = windowOf(drawn, extent);
  if (!window) {
    return { values: new Float64Array(0), isSampled: false };
  }
  const isUpright = seat.affine !== null && seat.affine.b === 0 && seat.affine.d === 0;
  const sizePx = (window.x1 - window.x0) * (window.y1 - window.y0);
  if (sizePx > (isUpright ? MOST_PX : MOST_PLACED_PX)) {
    return { values: await seenValues(drawn, extent), isSampled: true };
  }
  const values = await readView(raster, view, 0, window);
  return {
    values: isUpright ? values : inside(raster, plane, extent, window, values),
    isSampled: false
  };
}

/**
 * The pixels that an area may touch; those whose centres lie in it where the raster is upright in
 * the plane. Null: none.
 */
export function windowOf(
  { raster, seat }: Pick<IDrawnBand, 'raster' | 'seat'>,
  [minX, minY, maxX, maxY]: readonly number[]
): IWindow | null {
  const back = seat.affine;
  const isUpright = back !== null && back.b === 0 && back.d === 0;
  let columns: number[];
  let rows: number[];
  if (isUpright) {
    columns = [back.a * minX + back.c - 0.5, back.a * maxX + back.c - 0.5];
    rows = [back.e * minY + back.f - 0.5, back.e * maxY + back.f - 0.5];
  } else {
    const edge = Array.from({ length: EDGE_STEPS + 1 }, (_, step) => step / EDGE_STEPS);
    const places = edge.flatMap(share => {
      const [x, y] = [minX + share * (maxX - minX), minY + share * (maxY - minY)];
      return [
        seat.toRaster(x, minY),
        seat.toRaster(x, maxY),
        seat.toRaster(minX, y),
        seat.toRaster(maxX, y)
      ];
    });
    const known = places.flatMap(place => (place ? [place] : []));
    if (known.length === 0) {
      return null;
    }
    columns = known.map(([column]) => column).flatMap(column => [column - 1.5, column + 0.5]);
    rows = known.map(([, row]) => row).flatMap(row => [row - 1.5, row + 0.5]);
  }
  const window = {
    x0: Math.max(0, Math.ceil(Math.min(...columns))),
    y0: Math.max(0, Math.ceil(Math.min(...rows))),
    x1: Math.min(raster.widthPx, Math.floor(Math.max(...columns)) + 1),
    y1: Math.min(raster.heightPx, Math.floor(Math.max(...rows)) + 1)
  };
  return window.x1 > window.x0 && window.y1 > window.y0 ? window : null;
}

/** Those values of a window whose pixel centres lie in the box. */
function inside(
  { placement }: IDrawnBand['raster'],
  { ground }: IPlane,
  [minX, minY, maxX, maxY]: readonly number[],
  { x0, y0, x1 }: IWindow,
  values: Float64Array
): Float64Array {
  if (placement.kind !== 'ground' || !ground) {
    return values;
  }
  const { crs, toCrs } = placement;
  return values.filter((_, index) => {
    const width = x1 - x0;
    const at = apply(toCrs, x0 + (index % width) + 0.5, y0 + Math.floor(index / width) + 0.5);
    const lonLat = crs.isGeographic ? at : crs.toLonLat(at[0], at[1]);
    const place = lonLat && ground.fromLonLat(lonLat[0], lonLat[1]);
    return (
      place !== null && place[0] >= minX && place[0] <= maxX && place[1] >= minY && place[1] <= maxY
    );
  });
}

/** One place of a profile. */
export interface IProfileStep {
  /** Along the line, in units of the plane. */
  readonly distance: number;
  /** Null: no data, or outside. */
  readonly value: number | null;
}

/** Lengths of the legs of a line, in units of the plane. */
function lengthsOf(line: readonly (readonly number[])[]): number[] {
  return line.slice(1).map(([x, y], index) => Math.hypot(x - line[index][0], y - line[index][1]));
}

/** How many steps a profile takes: about one for each pixel, at most `MOST_STEPS`. */
export function profileSteps(line: readonly (readonly number[])[], pixel: number): number {
  const total = lengthsOf(line).reduce((sum, length) => sum + length, 0);
  return Math.max(1, Math.min(MOST_STEPS, Math.ceil(total / pixel)));
}

/** Values along a line of the plane, about one for each pixel that it crosses. */
export async function profileAlong(
  { raster, seat, view }: IDrawnBand,
  line: readonly (readonly number[])[]
): Promise<IProfileStep[]> {
  const lengths = lengthsOf(line);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const count = profileSteps(line, seat.pixel);
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
