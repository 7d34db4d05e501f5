/**
 * Where some pixels of a raster in radar geometry lie on the ground, as a map result carries it so
 * that a place on the map can be given its line and sample. Between the nodes positions are
 * bilinear, which terrain departs from: the tolerances say how far.
 */
export interface GeolocationGrid {
  /** Azimuth lines of the nodes, increasing; at least two. */
  readonly lines: readonly number[];
  /** Slant range samples of the nodes, increasing; at least two. */
  readonly samples: readonly number[];
  /** Degrees, WGS 84, a row a line; null where a pixel has no position. */
  readonly latDeg: readonly (number | null)[];
  readonly lonDeg: readonly (number | null)[];
  /** 95 of 100 pixels are no farther from where the grid says, in lines and in samples. */
  readonly toleranceLines: number;
  readonly toleranceSamples: number;
}

/** Line and sample, with fractions; whole numbers are pixel centres. */
export interface RadarPosition {
  readonly line: number;
  readonly sample: number;
}

/** A cell takes places this far beyond its edges, as a share of its size. */
const EDGE = 1e-6;
const MOST_STEPS = 12;

/** Line and sample of a place; null outside of the grid. */
export function radarPositionAt(
  grid: GeolocationGrid,
  lonDeg: number,
  latDeg: number
): RadarPosition | null {
  const { lines, samples } = grid;
  for (let row = 0; row + 1 < lines.length; row++) {
    for (let column = 0; column + 1 < samples.length; column++) {
      const corners = cornersOf(grid, row, column, lonDeg, latDeg);
      const at = corners && insideOf(corners);
      if (at) {
        return {
          line: lines[row] + at.down * (lines[row + 1] - lines[row]),
          sample: samples[column] + at.across * (samples[column + 1] - samples[column])
        };
      }
    }
  }
  return null;
}

/** x and y of the four corners of a cell as seen from the place. */
type Corners = readonly [x: readonly number[], y: readonly number[]];

/** The corners of a cell that the place may lie in; null for any other. */
function cornersOf(
  { samples, latDeg, lonDeg }: GeolocationGrid,
  row: number,
  column: number,
  toLonDeg: number,
  toLatDeg: number
): Corners | null {
  const first = row * samples.length + column;
  const y = offsets(latDeg, first, samples.length, toLatDeg);
  const x = y && offsets(lonDeg, first, samples.length, toLonDeg);
  if (y === null || x === null) {
    return null;
  }
  // The shortest way round, for grids across 180 degrees.
  const turns = x.map(value => value - 360 * Math.round(value / 360));
  const isAround = Math.min(...turns) <= 0 && Math.max(...turns) >= 0;
  const isNear = Math.max(...turns) - Math.min(...turns) < 180;
  return isAround && isNear ? [turns, y] : null;
}

/**
 * Differences of the four nodes of a cell from a value; null where one is not known or, but for
 * whole turns, all lie on one side of it.
 *
 * @param first - Its first node; `width` nodes are in a row.
 */
function offsets(
  field: readonly (number | null)[],
  first: number,
  width: number,
  from: number
): number[] | null {
  const p = field[first];
  const q = field[first + 1];
  const r = field[first + width];
  const s = field[first + width + 1];
  if (p === null || q === null || r === null || s === null) {
    return null;
  }
  const isAbove = p > from && q > from && r > from && s > from;
  const isBelow = p < from && q < from && r < from && s < from;
  const isTurned = Math.abs(p - from) > 90;
  return (isAbove || isBelow) && !isTurned ? null : [p - from, q - from, r - from, s - from];
}

/** Where the origin lies in the bilinear cell of four corners, by Newton's method. */
function insideOf([x, y]: Corners): { across: number; down: number } | null {
  let [across, down] = [0.5, 0.5];
  for (let step = 0; step < MOST_STEPS; step++) {
    const [dx, xAcross, xDown] = bilinear(x, across, down);
    const [dy, yAcross, yDown] = bilinear(y, across, down);
    const determinant = xAcross * yDown - xDown * yAcross;
    if (determinant === 0) {
      return null;
    }
    const byAcross = (dx * yDown - dy * xDown) / determinant;
    const byDown = (dy * xAcross - dx * yAcross) / determinant;
    across -= byAcross;
    down -= byDown;
    if (Math.abs(byAcross) + Math.abs(byDown) < EDGE / 10) {
      break;
    }
  }
  const isInside = [across, down].every(share => share >= -EDGE && share <= 1 + EDGE);
  return isInside ? { across, down } : null;
}

/** Value between four corners, and its slopes along both axes. */
function bilinear(
  [a, b, c, d]: readonly number[],
  across: number,
  down: number
): [value: number, byAcross: number, byDown: number] {
  const upper = a + (b - a) * across;
  const lower = c + (d - c) * across;
  return [upper + (lower - upper) * down, (b - a) * (1 - down) + (d - c) * down, lower - upper];
}
