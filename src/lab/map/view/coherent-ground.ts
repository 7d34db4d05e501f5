import type { IRaster } from '../raster';
import { lonLatOf, pixelAt, valueAtPixel } from '../raster';
import { readView } from './paint';
import type { IDrawnBand } from './raster-layer';

/** Ground whose coherence is below this is not fit for a reference. */
export const COHERENT = 0.35;

/** The raster is searched in so many cells a side, the best place of each being tried. */
const CELLS = 8;

/** Fewer values than this around a pixel say nothing of the ground there. */
const LEAST_AROUND = 5;

type Band = Pick<IDrawnBand, 'raster' | 'view'>;

/** `[longitude, latitude]` in degrees. */
type LonLat = readonly [number, number];

interface ICandidate {
  readonly column: number;
  readonly row: number;
  readonly mean: number;
}

/**
 * The place with the highest coherence, as a mean over 3 x 3 pixels of the coarsest level, where
 * another band has data; null: none is coherent enough.
 */
export async function coherentPlace(coherence: Band, data: Band): Promise<LonLat | null> {
  for (const { column, row } of await candidates(coherence)) {
    const place = await lonLatOf(coherence.raster, { column, row });
    if (place && (await valueAt(data, place)) !== null) {
      return place;
    }
  }
  return null;
}

/** Value of a band at a place; null: outside, or no data. */
export async function valueAt({ raster, view }: Band, place: LonLat): Promise<number | null> {
  const pixel = await pixelAt(raster, place[0], place[1]);
  return pixel && valueAtPixel(raster, view.id, pixel);
}

/** Places of a raster's own pixels, the most coherent first. */
async function candidates({ raster, view }: Band): Promise<ICandidate[]> {
  const level = raster.levels.length - 1;
  const { widthPx, heightPx } = raster.levels[level];
  const whole = { x0: 0, y0: 0, x1: widthPx, y1: heightPx };
  const values = await readView(raster, view, level, whole);
  const best = new Map<number, ICandidate>();
  for (let y = 1; y + 1 < heightPx; y++) {
    for (let x = 1; x + 1 < widthPx; x++) {
      const mean = meanAround(values, y * widthPx + x, widthPx);
      const cell = Math.floor((y * CELLS) / heightPx) * CELLS + Math.floor((x * CELLS) / widthPx);
      if (mean >= COHERENT && mean > (best.get(cell)?.mean ?? 0)) {
        best.set(cell, { ...inRaster(raster, x / widthPx, y / heightPx), mean });
      }
    }
  }
  return [...best.values()].sort((one, other) => other.mean - one.mean);
}

/** Mean of the finite values of 3 x 3 pixels; NaN where there are too few. */
function meanAround(values: Float64Array, at: number, widthPx: number): number {
  let sum = 0;
  let count = 0;
  for (const down of [-widthPx, 0, widthPx]) {
    for (let index = at + down - 1; index <= at + down + 1; index++) {
      if (Number.isFinite(values[index])) {
        sum += values[index];
        count++;
      }
    }
  }
  return count < LEAST_AROUND ? NaN : sum / count;
}

function inRaster({ widthPx, heightPx }: IRaster, shareX: number, shareY: number) {
  return { column: Math.floor(shareX * widthPx), row: Math.floor(shareY * heightPx) };
}
