import type { IRaster } from './raster';
import { apply } from './affine';
import { lonLatOf } from './locate';

/** Pixels along each side of a raster that make its outline. */
const STEPS = 8;

/**
 * The outline of a raster as a closed ring of `[longitude, latitude]` in degrees: by its place on
 * the ground, or by its bands of positions. Null: neither is known.
 */
export async function outlineOf(raster: IRaster): Promise<[number, number][] | null> {
  const { placement, widthPx, heightPx } = raster;
  const along = Array.from({ length: STEPS }, (_, step) => step / STEPS);
  const shares = [
    ...along.map(share => [share, 0] as const),
    ...along.map(share => [1, share] as const),
    ...along.map(share => [1 - share, 1] as const),
    ...along.map(share => [0, 1 - share] as const)
  ];
  const places = await Promise.all(
    shares.map(async ([across, down]): Promise<[number, number] | null> => {
      if (placement.kind === 'ground') {
        const [x, y] = apply(placement.toCrs, across * widthPx, down * heightPx);
        return placement.crs.isGeographic ? [x, y] : placement.crs.toLonLat(x, y);
      }
      const pixel = {
        column: Math.round(across * (widthPx - 1)),
        row: Math.round(down * (heightPx - 1))
      };
      const place = await lonLatOf(raster, pixel);
      // Pixels without a position have 0 for both.
      return place && (place[0] !== 0 || place[1] !== 0) ? place : null;
    })
  );
  const known = places.flatMap(place => (place ? [place] : []));
  return known.length < 3 ? null : [...known, known[0]];
}
