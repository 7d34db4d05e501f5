import { ElevationCoverageError } from '../errors';
import type { ElevationArchive } from './elevation-archive';

/** Half the side of the square around the place that has to be covered: a tenth of a metre. */
const HALF_SIDE_DEG = 1e-6;

/**
 * Height of a place above the ellipsoid, linear between the four posts around it.
 *
 * @returns null where the files hold no height.
 */
export async function heightAt(
  elevation: ElevationArchive,
  lonDeg: number,
  latDeg: number
): Promise<number | null> {
  const [westDeg, eastDeg] = [lonDeg - HALF_SIDE_DEG, lonDeg + HALF_SIDE_DEG];
  const [southDeg, northDeg] = [latDeg - HALF_SIDE_DEG, latDeg + HALF_SIDE_DEG];
  try {
    const { source } = await elevation.sourceFor([
      [westDeg, southDeg],
      [eastDeg, southDeg],
      [eastDeg, northDeg],
      [westDeg, northDeg]
    ]);
    const grid = await source.read({ westDeg, southDeg, eastDeg, northDeg });
    const row = (latDeg - grid.firstLatDeg) / grid.latStepDeg;
    const column = (lonDeg - grid.firstLonDeg) / grid.lonStepDeg;
    const [top, left] = [Math.floor(row), Math.floor(column)];
    const [down, right] = [row - top, column - left];
    const at = (rows: number, columns: number) =>
      grid.heightsM[(top + rows) * grid.columns + left + columns];
    const heightM =
      (1 - down) * ((1 - right) * at(0, 0) + right * at(0, 1)) +
      down * ((1 - right) * at(1, 0) + right * at(1, 1));
    return Number.isFinite(heightM) ? heightM : null;
  } catch (error) {
    if (error instanceof ElevationCoverageError) {
      return null;
    }
    throw error;
  }
}
