/** WGS 84: semi-major axis in metres and squared first eccentricity. */
export const SEMI_MAJOR_M = 6378137;
const FLATTENING = 1 / 298.257223563;
export const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);

export const RAD_PER_DEG = Math.PI / 180;

/** A place on or above the ellipsoid. */
export interface GeodeticPoint {
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Above the WGS 84 ellipsoid. */
  readonly heightM: number;
}

/** Earth-fixed x, y, z in metres. */
export function earthFixedM(point: GeodeticPoint): [x: number, y: number, z: number] {
  const lat = point.latDeg * RAD_PER_DEG;
  const lon = point.lonDeg * RAD_PER_DEG;
  const sine = Math.sin(lat);
  const normal = SEMI_MAJOR_M / Math.sqrt(1 - ECCENTRICITY_SQUARED * sine * sine);
  const across = (normal + point.heightM) * Math.cos(lat);
  return [
    across * Math.cos(lon),
    across * Math.sin(lon),
    (normal * (1 - ECCENTRICITY_SQUARED) + point.heightM) * sine
  ];
}
