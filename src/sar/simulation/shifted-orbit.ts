import { OrbitInterpolator } from '../geometry/orbit';
import type { Orbit, StateVector } from '../geometry/orbit';

const VELOCITY_STEP_S = 0.5;

/**
 * An orbit beside another one: shifted square to flight and line of sight by a perpendicular
 * baseline, and along the line of sight by a parallel one (positive towards the ground).
 *
 * @param lookRad - Angle between the line of sight and straight down, to the right of the flight.
 */
export function shiftedOrbit(
  orbit: Orbit,
  perpendicularM: number,
  parallelM: number,
  lookRad: number
): Orbit {
  const interpolator = new OrbitInterpolator(orbit);
  const state = new Float64Array(9);
  const shiftAt = (timeS: number): number[] => {
    interpolator.at(timeS, state);
    const up = unit([state[0], state[1], state[2]]);
    const forward = unit([state[3], state[4], state[5]]);
    const right = unit(cross(forward, up));
    const look = up.map((u, k) => -u * Math.cos(lookRad) + right[k] * Math.sin(lookRad));
    const across = unit(cross(look, forward));
    return across.map((a, k) => a * perpendicularM + look[k] * parallelM);
  };
  const vectors = orbit.vectors.map((vector): StateVector => {
    const shift = shiftAt(vector.timeS);
    const beforeS = Math.max(interpolator.firstS, vector.timeS - VELOCITY_STEP_S);
    const afterS = Math.min(interpolator.lastS, vector.timeS + VELOCITY_STEP_S);
    const before = shiftAt(beforeS);
    const change = shiftAt(afterS).map((s, k) => (s - before[k]) / (afterS - beforeS));
    const [x, y, z] = vector.positionM;
    const [vx, vy, vz] = vector.velocityMS;
    return {
      timeS: vector.timeS,
      positionM: [x + shift[0], y + shift[1], z + shift[2]],
      velocityMS: [vx + change[0], vy + change[1], vz + change[2]]
    };
  });
  return { ...orbit, vectors };
}

function cross(a: number[], b: number[]): number[] {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(v: number[]): number[] {
  const length = Math.hypot(...v);
  return v.map(x => x / length);
}
