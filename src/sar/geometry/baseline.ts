import type { OrbitInterpolator } from './orbit';
import { stateAt, zeroDoppler } from './range-doppler';
import { earthFixedM } from './ellipsoid';
import type { GeodeticPoint } from './ellipsoid';

/** How the secondary orbit lies to the primary's, seen from one point of the ground. */
export interface Baseline {
  /** Along the primary's line of sight, positive towards the ground. */
  readonly parallelM: number;
  /**
   * Across it, in the plane square to the flight; positive when its product with
   * (line of sight x velocity) is.
   */
  readonly perpendicularM: number;
  /** Slant ranges of the point in both acquisitions. */
  readonly primaryRangeM: number;
  readonly secondaryRangeM: number;
  /** Angle of incidence on the ellipsoid at the point. */
  readonly incidenceRad: number;
  /** Change of the interferometric phase with height, rad per m: -4 pi B / (lambda R sin(inc)). */
  readonly phasePerHeightRadM: number;
}

/**
 * Baseline of a pair at a ground point.
 *
 * @param primaryNearS - A time near the primary's passage, and the same of the secondary.
 */
export function baselineAt(
  primary: OrbitInterpolator,
  secondary: OrbitInterpolator,
  point: GeodeticPoint,
  wavelengthM: number,
  primaryNearS: number,
  secondaryNearS: number
): Baseline {
  const pointM = earthFixedM(point);
  const first = zeroDoppler(primary, pointM, primaryNearS);
  const second = zeroDoppler(secondary, pointM, secondaryNearS);
  const s1 = stateAt(primary, first.timeS);
  const s2 = stateAt(secondary, second.timeS);
  const velocity = s1.slice(3, 6);
  const speed = Math.hypot(...velocity);
  const along = velocity.map(v => v / speed);
  const look = Float64Array.from(pointM, (p, i) => (p - s1[i]) / first.slantRangeM);
  let between = Float64Array.from(along, (_, i) => s2[i] - s1[i]);
  const alongTrack = dot(between, along);
  between = between.map((b, i) => b - alongTrack * along[i]);
  const parallelM = dot(between, look);
  const across = between.map((b, i) => b - parallelM * look[i]);
  const side = [
    look[1] * velocity[2] - look[2] * velocity[1],
    look[2] * velocity[0] - look[0] * velocity[2],
    look[0] * velocity[1] - look[1] * velocity[0]
  ];
  const perpendicularM = Math.sign(dot(across, side)) * Math.hypot(...across);
  const [east, north] = [point.lonDeg, point.latDeg].map(deg => (deg * Math.PI) / 180);
  const up = [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
  const incidenceRad = Math.acos(-dot(look, up));
  return {
    parallelM,
    perpendicularM,
    primaryRangeM: first.slantRangeM,
    secondaryRangeM: second.slantRangeM,
    incidenceRad,
    phasePerHeightRadM:
      (-4 * Math.PI * perpendicularM) / (wavelengthM * first.slantRangeM * Math.sin(incidenceRad))
  };
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
