import { apply, invert } from './affine';
import type { IRaster } from './raster';

/** A pixel of the raster, counted from 0 at the upper left. */
export interface IPixel {
  readonly column: number;
  readonly row: number;
}

/** A search through latitude and longitude bands reads at most this many pixels. */
const MOST_SEARCHED_PX = 2 ** 22;

/**
 * The value of a view at one pixel, read from the raster's own pixels: exactly as stored, or
 * combined from such values. Null: no-data. The pixel lies inside the raster.
 */
export async function valueAtPixel(
  raster: IRaster,
  viewId: string,
  pixel: IPixel
): Promise<number | null> {
  const view = raster.views.find(each => each.id === viewId) ?? raster.views[0];
  const values = await Promise.all(view.samples.map(sample => stored(raster, sample, pixel)));
  if (values.some(Number.isNaN)) {
    return null;
  }
  const value = view.combine ? view.combine(...values) : values[0];
  return Number.isNaN(value) ? null : value;
}

async function stored(raster: IRaster, sample: number, { column, row }: IPixel): Promise<number> {
  const window = { x0: column, y0: row, x1: column + 1, y1: row + 1 };
  return (await raster.levels[0].read(sample, window))[0];
}

/** Longitude and latitude (degrees) of a pixel's centre, or null where the raster cannot tell. */
export async function lonLatOf(raster: IRaster, pixel: IPixel): Promise<[number, number] | null> {
  const { placement } = raster;
  if (placement.kind === 'ground') {
    const [x, y] = apply(placement.toCrs, pixel.column + 0.5, pixel.row + 0.5);
    return placement.crs.toLonLat(x, y);
  }
  if (!placement.grid) {
    return null;
  }
  const [lon, lat] = await Promise.all([
    stored(raster, placement.grid.lon, pixel),
    stored(raster, placement.grid.lat, pixel)
  ]);
  return Number.isFinite(lon) && Number.isFinite(lat) ? [lon, lat] : null;
}

/** The pixel that holds a place given by longitude and latitude (degrees), or null: outside. */
export async function pixelAt(
  raster: IRaster,
  lonDeg: number,
  latDeg: number
): Promise<IPixel | null> {
  const { placement } = raster;
  if (placement.kind === 'radar') {
    return placement.grid ? nearestInGrid(raster, placement.grid, lonDeg, latDeg) : null;
  }
  const back = invert(placement.toCrs);
  // A raster from 0 to 360 degrees holds the western hemisphere one turn on.
  const turns = placement.crs.isGeographic ? [0, 360, -360] : [0];
  for (const turn of turns) {
    const point = placement.crs.isGeographic
      ? ([lonDeg + turn, latDeg] as const)
      : placement.crs.fromLonLat(lonDeg, latDeg);
    if (!back || !point) {
      return null;
    }
    const [column, row] = apply(back, point[0], point[1]).map(Math.floor);
    if (column >= 0 && row >= 0 && column < raster.widthPx && row < raster.heightPx) {
      return { column, row };
    }
  }
  return null;
}

/**
 * The pixel whose latitude and longitude are nearest; null when even that one lies farther off
 * than its neighbours do.
 */
async function nearestInGrid(
  raster: IRaster,
  grid: { readonly lat: number; readonly lon: number },
  lonDeg: number,
  latDeg: number
): Promise<IPixel | null> {
  const { widthPx, heightPx } = raster;
  if (widthPx * heightPx > MOST_SEARCHED_PX) {
    return null;
  }
  const all = { x0: 0, y0: 0, x1: widthPx, y1: heightPx };
  const [lat, lon] = await Promise.all([
    raster.levels[0].read(grid.lat, all),
    raster.levels[0].read(grid.lon, all)
  ]);
  const shrink = Math.cos((latDeg * Math.PI) / 180);
  const distance = (index: number, toLon: number, toLat: number): number =>
    Math.hypot((lon[index] - toLon) * shrink, lat[index] - toLat);
  let best = -1;
  let least = Infinity;
  for (let index = 0; index < lat.length; index++) {
    const off = distance(index, lonDeg, latDeg);
    if (off < least) {
      least = off;
      best = index;
    }
  }
  if (best < 0) {
    return null;
  }
  const column = best % widthPx;
  const row = Math.floor(best / widthPx);
  const neighbours = [
    column > 0 ? best - 1 : best + 1,
    row > 0 ? best - widthPx : best + widthPx
  ].filter(index => index >= 0 && index < lat.length);
  const reach = Math.max(0, ...neighbours.map(index => distance(index, lon[best], lat[best])));
  return least <= reach ? { column, row } : null;
}
