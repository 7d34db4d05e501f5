/**
 * EPSG code of the WGS 84 / UTM zone of a place, as the Sentinel-2 tiles and MGRS have it: zone 32V
 * is widened over south-west Norway and the zones 32X, 34X and 36X give way over Svalbard, so that
 * the results lie on the same grid as Sentinel-2 there. North of 84 and south of -80 degrees it is
 * the polar stereographic 32661 or 32761.
 *
 * @param lonDeg - Any longitude; it is taken into -180 to 180.
 */
export function utmEpsgFor(lonDeg: number, latDeg: number): number {
  const lon = ((((lonDeg + 180) % 360) + 360) % 360) - 180;
  if (latDeg >= 84) {
    return 32661;
  }
  if (latDeg < -80) {
    return 32761;
  }
  return (latDeg >= 0 ? 32600 : 32700) + zoneFor(lon, latDeg);
}

function zoneFor(lonDeg: number, latDeg: number): number {
  if (latDeg >= 56 && latDeg < 64 && lonDeg >= 3 && lonDeg < 12) {
    return 32;
  }
  if (latDeg >= 72 && lonDeg >= 0 && lonDeg < 42) {
    return lonDeg < 9 ? 31 : lonDeg < 21 ? 33 : lonDeg < 33 ? 35 : 37;
  }
  return Math.floor((lonDeg + 180) / 6) + 1;
}
