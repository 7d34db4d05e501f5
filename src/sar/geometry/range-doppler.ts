import { BurstGeometryError } from '../errors';
import { ECCENTRICITY_SQUARED, RAD_PER_DEG, SEMI_MAJOR_M } from './ellipsoid';
import type { GeodeticPoint } from './ellipsoid';
import type { OrbitInterpolator } from './orbit';

const MOST_STEPS = 20;
/** 1e-11 s of azimuth is 0.1 micrometre along the orbit. */
const TIME_TOLERANCE_S = 1e-11;
const ANGLE_TOLERANCE_RAD = 1e-15;

/** When and how far away the satellite passes a point. */
export interface RadarPoint {
  /** Zero-Doppler time, seconds after the orbit's epoch. */
  readonly timeS: number;
  /** One-way slant range. */
  readonly slantRangeM: number;
}

/**
 * Ground to radar: the time at which the satellite's velocity is square to the line of sight,
 * (P - S(t)) . V(t) = 0, by Newton.
 *
 * @param pointM - Earth-fixed x, y, z.
 * @param startS - A time near it.
 * @throws OrbitReachError when the orbit does not reach that time.
 */
export function zeroDoppler(
  orbit: OrbitInterpolator,
  pointM: readonly [number, number, number],
  startS: number
): RadarPoint {
  const state = new Float64Array(9);
  let timeS = startS;
  for (let step = 0; step < MOST_STEPS; step++) {
    orbit.at(timeS, state);
    const [sx, sy, sz, vx, vy, vz, ax, ay, az] = state;
    const lx = pointM[0] - sx;
    const ly = pointM[1] - sy;
    const lz = pointM[2] - sz;
    const along = lx * vx + ly * vy + lz * vz;
    const slope = lx * ax + ly * ay + lz * az - (vx * vx + vy * vy + vz * vz);
    const change = along / slope;
    if (Math.abs(change) < TIME_TOLERANCE_S) {
      return { timeS, slantRangeM: Math.hypot(lx, ly, lz) };
    }
    timeS -= change;
  }
  throw new BurstGeometryError(orbit.orbit.source, 'the zero-Doppler time of a point');
}

/**
 * Radar to ground: the point at a height above the ellipsoid that is seen at a time and slant
 * range, |P - S| = R and (P - S) . V = 0, by Newton in latitude and longitude.
 *
 * @param start - A place on the side that the radar looks to, within some hundred kilometres.
 */
export function groundPoint(
  orbit: OrbitInterpolator,
  radar: RadarPoint,
  heightM: number,
  start: Pick<GeodeticPoint, 'latDeg' | 'lonDeg'>
): GeodeticPoint {
  const [sx, sy, sz, vx, vy, vz] = stateAt(orbit, radar.timeS);
  const speed = Math.hypot(vx, vy, vz);
  let lat = start.latDeg * RAD_PER_DEG;
  let lon = start.lonDeg * RAD_PER_DEG;
  for (let step = 0; step < MOST_STEPS; step++) {
    const sinLat = Math.sin(lat);
    const cosLat = Math.cos(lat);
    const sinLon = Math.sin(lon);
    const cosLon = Math.cos(lon);
    const w = 1 - ECCENTRICITY_SQUARED * sinLat * sinLat;
    const normal = SEMI_MAJOR_M / Math.sqrt(w);
    const meridian = (normal * (1 - ECCENTRICITY_SQUARED)) / w + heightM;
    const across = (normal + heightM) * cosLat;
    const lx = across * cosLon - sx;
    const ly = across * sinLon - sy;
    const lz = (normal * (1 - ECCENTRICITY_SQUARED) + heightM) * sinLat - sz;
    const range = Math.hypot(lx, ly, lz);
    const rangeError = range - radar.slantRangeM;
    const alongError = (lx * vx + ly * vy + lz * vz) / speed;
    // Columns of the Jacobian: P moves north and east with latitude and longitude.
    const northX = -meridian * sinLat * cosLon;
    const northY = -meridian * sinLat * sinLon;
    const northZ = meridian * cosLat;
    const eastX = -across * sinLon;
    const eastY = across * cosLon;
    const rangeByLat = (lx * northX + ly * northY + lz * northZ) / range;
    const rangeByLon = (lx * eastX + ly * eastY) / range;
    const alongByLat = (northX * vx + northY * vy + northZ * vz) / speed;
    const alongByLon = (eastX * vx + eastY * vy) / speed;
    const determinant = rangeByLat * alongByLon - rangeByLon * alongByLat;
    const latChange = (rangeError * alongByLon - alongError * rangeByLon) / determinant;
    const lonChange = (alongError * rangeByLat - rangeError * alongByLat) / determinant;
    lat -= latChange;
    lon -= lonChange;
    if (Math.abs(latChange) + Math.abs(lonChange) < ANGLE_TOLERANCE_RAD * 10) {
      return { latDeg: lat / RAD_PER_DEG, lonDeg: lon / RAD_PER_DEG, heightM };
    }
    if (!Number.isFinite(lat + lon)) {
      break;
    }
  }
  throw new BurstGeometryError(orbit.orbit.source, 'the ground point of a pixel');
}

/** Position, velocity and acceleration at a time, as a new array. */
export function stateAt(orbit: OrbitInterpolator, timeS: number): Float64Array {
  const state = new Float64Array(9);
  orbit.at(timeS, state);
  return state;
}
