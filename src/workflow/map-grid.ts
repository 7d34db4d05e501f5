/**
 * EPSG codes of geographic CRSs below 4825, first and last of each run; no projected CRS lies in
 * them. Newer geographic CRSs are scattered over the registry and are not listed.
 */
const GEOGRAPHIC_CODES: readonly (readonly [first: number, last: number])[] = [
  [3819, 3824],
  [3888, 3889],
  [3906, 3906],
  [4001, 4025],
  [4027, 4036],
  [4040, 4047],
  [4052, 4055],
  [4074, 4081],
  [4120, 4216],
  [4218, 4388],
  [4463, 4466],
  [4469, 4470],
  [4472, 4472],
  [4475, 4483],
  [4490, 4490],
  [4555, 4558],
  [4600, 4646],
  [4657, 4765],
  [4801, 4811],
  [4813, 4821],
  [4823, 4824]
];

/** Whether a code is that of a geographic CRS (degrees), for codes below 4825. */
export function isGeographic(epsg: number): boolean {
  return GEOGRAPHIC_CODES.some(([first, last]) => epsg >= first && epsg <= last);
}

/** Whether a code is that of a UTM zone on WGS 84 (metres). */
export function isUtm(epsg: number): boolean {
  return (epsg > 32600 && epsg <= 32660) || (epsg > 32700 && epsg <= 32760);
}

/**
 * EPSG code of the UTM zone (WGS 84) of a place: zones of 6 degrees from 180 W, without the
 * exceptions of Norway and Svalbard.
 *
 * @param longitudeDeg - Degrees east, -180 to 180.
 * @param latitudeDeg - Degrees north.
 */
export function utmEpsg(longitudeDeg: number, latitudeDeg: number): number {
  const zone = Math.min(Math.floor((longitudeDeg + 180) / 6) + 1, 60);
  return (latitudeDeg >= 0 ? 32600 : 32700) + zone;
}
