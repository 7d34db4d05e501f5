/** Where the light comes from: the north-west, halfway up. */
const AZIMUTH_RAD = (315 * Math.PI) / 180;
const ALTITUDE_RAD = (45 * Math.PI) / 180;

/**
 * Hillshade of heights, 0 (dark) to 1, by the slopes of Horn (1981), "Hill shading and the
 * reflectance map", Proceedings of the IEEE 69(1), over 3 x 3 cells; NaN where a height is missing.
 *
 * @param heights `sidePx * sidePx` heights in metres, row by row, the top row first
 * @param stepM size of a cell on the ground in metres: to the east, to the south
 * @returns `(sidePx - 2)` cells a side: those that have all neighbours
 */
export function shadeRelief(
  heights: Float64Array,
  sidePx: number,
  [eastM, southM]: readonly [number, number]
): Float64Array {
  const innerPx = sidePx - 2;
  const shades = new Float64Array(innerPx * innerPx);
  const sinAltitude = Math.sin(ALTITUDE_RAD);
  const cosAltitude = Math.cos(ALTITUDE_RAD);
  for (let y = 0; y < innerPx; y++) {
    for (let x = 0; x < innerPx; x++) {
      const upper = y * sidePx + x;
      const middle = upper + sidePx;
      const lower = middle + sidePx;
      const centre = heights[middle + 1];
      if (!Number.isFinite(centre)) {
        shades[y * innerPx + x] = NaN;
        continue;
      }
      // Beside a gap the slope is taken as if the ground went on level.
      const at = (index: number): number =>
        Number.isFinite(heights[index]) ? heights[index] : centre;
      const [a, b, c] = [at(upper), at(upper + 1), at(upper + 2)];
      const [d, f] = [at(middle), at(middle + 2)];
      const [g, h, i] = [at(lower), at(lower + 1), at(lower + 2)];
      const riseEast = (c + 2 * f + i - a - 2 * d - g) / (8 * eastM);
      const riseNorth = (a + 2 * b + c - g - 2 * h - i) / (8 * southM);
      // The ground's normal against the light.
      const towards = riseEast * Math.sin(AZIMUTH_RAD) + riseNorth * Math.cos(AZIMUTH_RAD);
      const length = Math.sqrt(1 + riseEast * riseEast + riseNorth * riseNorth);
      shades[y * innerPx + x] = Math.max(0, (sinAltitude - cosAltitude * towards) / length);
    }
  }
  return shades;
}
