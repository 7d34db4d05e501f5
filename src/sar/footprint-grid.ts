/** Longitude and latitude in degrees. */
export type LonLat = readonly [lon: number, lat: number];

/** Outline of a burst as catalogues give it: both edges from near to far range. */
export interface BurstFootprint {
  /** First azimuth line: near, middle and far range. */
  readonly firstLine: readonly [LonLat, LonLat, LonLat];
  /** Last azimuth line: near, middle and far range. */
  readonly lastLine: readonly [LonLat, LonLat, LonLat];
}

/** The parabola through values at 0, 1/2 and 1. */
function throughThree(near: number, middle: number, far: number, at: number): number {
  return near * (2 * at - 1) * (at - 1) + middle * 4 * at * (1 - at) + far * at * (2 * at - 1);
}

/**
 * Longitude and latitude of a place in a burst, from its footprint alone: quadratic in range,
 * linear in azimuth. Good enough to lay a simulated scene on the ground; it knows no relief.
 *
 * @param azimuth - 0 at the first line, 1 at the last.
 * @param range - 0 at near range, 1 at far range.
 */
export function placeInFootprint(
  footprint: BurstFootprint,
  azimuth: number,
  range: number
): LonLat {
  const [lon, lat] = [0, 1].map(axis => {
    const along = (edge: BurstFootprint['firstLine']): number =>
      throughThree(edge[0][axis], edge[1][axis], edge[2][axis], range);
    return (1 - azimuth) * along(footprint.firstLine) + azimuth * along(footprint.lastLine);
  });
  return [lon, lat];
}
