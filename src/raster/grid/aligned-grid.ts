import { GridError } from '../errors';
import type { Bounds } from '../plane';
import type { Grid } from './grid';

/** Cells a side may have: what a TIFF that is read anywhere holds, and no slip of a unit reaches. */
const MOST_CELLS = 2 ** 31 - 1;
/** Share of a cell by which a bound may miss a multiple through rounding alone. */
const ROUNDING = 1e-9;

/**
 * The grid of a resolution over some bounds whose cell edges lie on multiples of the resolution, so
 * that grids of neighbouring scenes fit together. It covers the bounds and has at least one cell.
 *
 * @param resolution - Cell size in units of the CRS, one number or x and y.
 * @throws GridError for bounds or a resolution that are not finite, not positive, or far too large.
 */
export function alignedGrid(
  bounds: Bounds,
  resolution: number | readonly [x: number, y: number],
  epsg: number
): Grid {
  const [resolutionX, resolutionY] =
    typeof resolution === 'number' ? [resolution, resolution] : resolution;
  const [minX, minY, maxX, maxY] = bounds;
  if (!(bounds.every(Number.isFinite) && maxX >= minX && maxY >= minY)) {
    throw new GridError(`the bounds ${bounds.join(', ')} are not minimum and maximum x and y`);
  }
  if (!(resolutionX > 0 && resolutionY > 0)) {
    throw new GridError(`the resolution ${resolutionX}, ${resolutionY} is not positive`);
  }
  const left = Math.floor(minX / resolutionX + ROUNDING);
  const right = Math.max(left + 1, Math.ceil(maxX / resolutionX - ROUNDING));
  const bottom = Math.floor(minY / resolutionY + ROUNDING);
  const top = Math.max(bottom + 1, Math.ceil(maxY / resolutionY - ROUNDING));
  const width = right - left;
  const height = top - bottom;
  if (width > MOST_CELLS || height > MOST_CELLS) {
    throw new GridError(`${width} x ${height} cells are too many; choose a larger resolution`);
  }
  return {
    epsg,
    x0: left * resolutionX,
    y0: top * resolutionY,
    resolutionX,
    resolutionY,
    width,
    height
  };
}
