import { sampleTile } from './paint';
import type { IDrawnBand } from './raster-layer';
import { warpMapping } from './tile-mapping';

/** Side of the square of values that stands for a view. */
const SIDE_PX = 512;

/**
 * Values of a band over a box of the plane, `SIDE_PX * SIDE_PX` picks of them; NaN where there is
 * none.
 *
 * @param extent `[minX, minY, maxX, maxY]` in the plane
 */
export async function seenValues(
  { raster, view, seat }: IDrawnBand,
  extent: readonly number[]
): Promise<Float64Array> {
  const [minX, minY, maxX, maxY] = extent;
  const mapping = warpMapping(
    (x, y) =>
      seat.toRaster(minX + (x / SIDE_PX) * (maxX - minX), maxY - (y / SIDE_PX) * (maxY - minY)),
    SIDE_PX
  );
  return (await sampleTile(raster, view, mapping)) ?? new Float64Array(0);
}
